"""Secrets that stand readably: by the name of what holds them, and by their own form."""

import pytest

from estate.graph.model import SECRET, UNKNOWN
from estate.readiness.plain_secrets import secret_in, secret_named
from estate.readiness.values import value_of
from estate.readiness.verdict import NotKnownError

# Amazon's own example of an access key (IAM user guide), in two parts so that no scanner takes it for one.
EXAMPLE_KEY = "AKIA" + "IOSFODNN7EXAMPLE"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(f"key={EXAMPLE_KEY}", "an access key of AWS", id="AWS"),
        pytest.param("-----BEGIN EC " + "PRIVATE KEY-----", "a private key", id="a key"),
        pytest.param("amqps://user:hor" + "se@broker:5671", "a password in an address", id="an address"),
        pytest.param("gh" + "p_" + "a" * 36, "a token of GitHub", id="GitHub"),
        pytest.param("github" + "_pat_" + "a" * 22 + "_" + "b" * 59, "a token of GitHub", id="GitHub, for some repositories alone"),
        pytest.param("https://example.com/a:b@c", None, id="a colon in a path"),
        pytest.param("postgres://user@host/db", None, id="a user without a password"),
        pytest.param("postgres://user:${rds/cluster.a.password}@host/db", None, id="a symbol where the password would be"),
        pytest.param("arn:aws:secretsmanager:eu-central-1:111111111111:secret:db", None, id="where a secret is"),
    ],
)
def test_forms_of_secrets_are_known(text: str, words: str | None) -> None:
    assert secret_in(text) == words


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("DB_PASSWORD", True, id="a password"),
        pytest.param("apiKey", True, id="no separator"),
        pytest.param("AWS_ACCESS_KEY_ID", True, id="FSBP ECS.8 names it"),
        pytest.param("ECS_ENGINE_AUTH_DATA", True, id="so it does this"),
        pytest.param("DB_SECRET_ARN", False, id="where it is"),
        pytest.param("DB_SECRET_ID", False, id="what it is called"),
        pytest.param("TOKEN_FILE", False, id="which file holds it"),
        pytest.param("PASSWORD_POLICY", False, id="about passwords"),
    ],
)
def test_names_of_secrets_are_known(name: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (secret_named(name, value_of("horse")) is not None) is found


def test_an_empty_variable_shows_nothing() -> None:
    assert secret_named("DB_PASSWORD", value_of("")) is None


def test_a_secret_of_the_program_is_one_under_any_name() -> None:
    assert secret_named("MODE", value_of(SECRET)) == "a secret of the program"


@pytest.mark.parametrize("raw", [UNKNOWN, "${random/randomPassword.db.result}"])
def test_a_password_that_nobody_knows_yet_stops_the_check(raw: object) -> None:
    with pytest.raises(NotKnownError):
        secret_named("DB_PASSWORD", value_of(raw))


def test_no_verdict_repeats_the_secret() -> None:
    assert EXAMPLE_KEY not in str(secret_in(EXAMPLE_KEY))
    assert "horse" not in str(secret_named("DB_PASSWORD", value_of("horse")))
