"""Reading what is known, unknown, secret or absent."""

import json

import pytest

from estate.graph.model import SECRET, UNKNOWN
from estate.readiness.values import LONGEST_DOCUMENT, value_of
from estate.readiness.verdict import NotKnownError


def test_what_is_absent_is_told_from_what_is_not_known() -> None:
    inputs = value_of({"here": 1, "later": UNKNOWN, "nothing": None, "hidden": SECRET})
    assert inputs.at("here").is_present
    assert inputs.at("elsewhere").is_absent
    assert inputs.at("nothing").is_absent
    assert inputs.at("hidden").is_present, "a secret is there, whatever it says"
    with pytest.raises(NotKnownError, match="later is known only after the deployment"):
        _ = inputs.at("later").is_present


def test_what_stands_below_an_unknown_value_is_unknown() -> None:
    assert value_of({"rules": UNKNOWN}).at("rules[0].status").is_unknown
    assert value_of({"rules": "${stack.rules}"}).at("rules[0].status").is_unknown
    assert value_of({"rules": []}).at("rules[0].status").is_absent


def test_members_of_members_are_found_at_every_level_of_the_path() -> None:
    containers = value_of({"all": [{"env": [{"name": "A"}, {"name": "B"}]}, {"env": [{"name": "C"}]}]})
    assert [value.text() for value in containers.every("all[*].env[*].name")] == ["A", "B", "C"]
    assert [value.path for value in containers.every("all[*].env[*]")] == ["all[0].env[0]", "all[0].env[1]", "all[1].env[0]"]


def test_a_document_inside_a_text_is_read_like_an_object() -> None:
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Resource": "${s3/bucket.photos.arn}/*"}]})
    inputs = value_of({"policy": policy})
    assert inputs.at("policy.Statement[0].Effect").text() == "Allow"
    assert [value.path for value in inputs.every("policy.Statement[*].Effect")] == ["policy.Statement[0].Effect"]


@pytest.mark.parametrize(
    "policy",
    [
        pytest.param("{not json", id="broken"),
        pytest.param("no document", id="other text"),
        pytest.param(7, id="a number"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="nested without end"),
    ],
)
def test_a_document_that_cannot_be_read_is_not_an_empty_one(policy: object) -> None:
    with pytest.raises(NotKnownError):
        list(value_of({"policy": policy}).every("policy.Statement[*].Effect"))


def test_an_enormous_document_is_not_read() -> None:
    policy = '{"Statement": "' + "x" * 10_000_000 + '"}'
    with pytest.raises(NotKnownError, match=f"at most {LONGEST_DOCUMENT:,} are read"):
        value_of({"policy": policy}).at("policy.Statement")


def test_a_text_with_a_symbol_is_not_known_but_says_to_whom_it_refers() -> None:
    value = value_of({"key": "${kms/key.data.arn}"}).at("key")
    assert value.written() == "${kms/key.data.arn}"
    with pytest.raises(NotKnownError, match="known only after the deployment"):
        value.text()


@pytest.mark.parametrize(("raw", "flag"), [(True, True), ("true", True), ("False", False), (False, False)])
def test_providers_write_switches_as_text_too(raw: object, *, flag: bool) -> None:
    assert value_of({"on": raw}).at("on").flag() is flag


def test_a_default_stands_for_what_is_absent_and_for_nothing_else() -> None:
    inputs = value_of({"later": UNKNOWN, "odd": "seven"})
    assert inputs.at("elsewhere").number(7) == 7
    with pytest.raises(NotKnownError, match="later is known only after"):
        inputs.at("later").number(7)
    with pytest.raises(NotKnownError, match='odd is "seven"; expected a number'):
        inputs.at("odd").number(7)


def test_members_of_a_list_that_is_not_known_are_not_no_members() -> None:
    assert not list(value_of({}).at("rules").members())
    with pytest.raises(NotKnownError):
        list(value_of({"rules": UNKNOWN}).at("rules").members())
