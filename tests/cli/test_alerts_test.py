"""`estate alerts test`, as a person starts it, on the reference estate."""

from pathlib import Path

import pytest
import typer

from estate.cli import alerts_testing
from estate.cli.alerts_test import commands
from estate.cli.alerts_testing import closing, lines_of, outcomes, prepare
from estate.errors import InputError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def session() -> alerts_testing.Session:
    return prepare(ROOT, ["payment"], "production", "datadog")


def test_a_scenario_that_passes_is_one_line_and_one_that_fails_shows_what_was_measured(session: alerts_testing.Session) -> None:
    outcome = next(outcomes(session))
    (line,) = lines_of(outcome, session.bench)
    assert line.plain.startswith(" ok    paymentFailure 50 %")
    assert "pages storefront once, after 2 min, Datadog" in line.plain


def test_the_share_that_was_simulated_is_said_and_the_others_are_named(session: alerts_testing.Session) -> None:
    tried = [next(outcomes(session))]
    text = "\n".join(line.plain for line in closing(session, tried))
    assert "monitors simulated; not: image-provider.disk-forecast" in text
    assert "1 scenarios passed" in text


@pytest.mark.parametrize(
    ("services", "environment", "told"),
    [
        pytest.param(["paymnt"], "production", "did you mean 'payment'", id="no such service"),
        pytest.param(["payment"], "prodution", "did you mean 'production'", id="no such environment"),
        pytest.param(["load-generator"], "production", "has no alert tests", id="no tests"),
    ],
)
def test_a_name_that_is_none_is_said_before_anything_is_planned(services: list[str], environment: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        prepare(ROOT, services, environment, None)


def test_both_commands_are_there() -> None:
    group = typer.main.get_command(commands)
    assert {"test", "mutants"} <= set(getattr(group, "commands", {}))
