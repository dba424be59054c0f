"""Checks that are data: each comparison, and what is looked at in the subject's place."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from estate.graph.model import SECRET, UNKNOWN
from estate.readiness.resources import resources_of
from estate.readiness.rule import Expectation, Related, judge_rule
from estate.readiness.verdict import NotKnownError, Verdict
from estate.readiness.world import World
from tests.readiness.small_projects import BUCKET, resource, stack

VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"


def outcome(inputs: dict[str, Any], **comparison: Any) -> str:
    world = World(environment="live", seen=resources_of([stack("data-live", resource(BUCKET, "photos", inputs))]), today=date(2026, 11, 2))
    expect = (Expectation(path=comparison.pop("path", "days"), **comparison),)
    try:
        return judge_rule(world.resources.of_type(BUCKET)[0], world, when=(), related=None, expect=expect).outcome.value
    except NotKnownError:
        return "undecided"


@pytest.mark.parametrize(
    ("comparison", "good", "bad", "absent"),
    [
        pytest.param({"equals": 7}, 7, 8, "fail", id="equals"),
        pytest.param({"equals": True}, "true", False, "fail", id="a switch that is written as text"),
        pytest.param({"differs": "*"}, "a", "*", "pass", id="differs"),
        pytest.param({"one_of": ("a", "b")}, "b", "c", "fail", id="one of"),
        pytest.param({"none_of": ("a", "b")}, "c", "a", "pass", id="none of"),
        pytest.param({"at_least": 7}, 7, 6.9, "fail", id="at least"),
        pytest.param({"at_least": 7}, "10", "9e-1", "fail", id="a number that is written as text"),
        pytest.param({"at_most": 7}, 7, 8, "fail", id="at most"),
        pytest.param({"matches": "^TLS"}, "TLSv1.2", "SSL", "fail", id="matches"),
        pytest.param({"present": True}, 0, None, "fail", id="present"),
        pytest.param({"present": False}, None, 0, "pass", id="not present"),
        pytest.param({"equals": 7, "default": 7}, None, 8, "pass", id="a default that holds"),
        pytest.param({"at_most": 7, "default": 30}, 1, None, "fail", id="a default that does not hold"),
    ],
)
def test_each_comparison_has_its_outcomes(comparison: dict[str, Any], good: Any, bad: Any, absent: str) -> None:
    assert outcome({"days": good}, **comparison) == "pass"
    assert outcome({"days": bad}, **comparison) == "fail"
    assert outcome({}, **comparison) == absent
    assert outcome({"days": UNKNOWN}, **comparison) == "undecided"


def test_of_a_secret_only_that_it_is_there_is_known() -> None:
    assert outcome({"days": SECRET}, equals=7) == "undecided"
    assert outcome({"days": SECRET}, present=True) == "pass"


def test_one_bad_member_fails_and_one_unknown_member_is_undecided() -> None:
    rules = {"path": "rules[*].status", "equals": "Enabled"}
    assert outcome({"rules": [{"status": "Enabled"}, {"status": "Disabled"}]}, **rules) == "fail"
    assert outcome({"rules": [{"status": "Enabled"}, UNKNOWN]}, **rules) == "undecided"
    assert outcome({"rules": UNKNOWN}, **rules) == "undecided"


@pytest.mark.parametrize("given", [{}, {"equals": 1, "at_least": 1}])
def test_an_expectation_compares_once(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="expected one comparison"):
        Expectation(path="days", **given)


def related(*others: Any, missing: Any = "fail") -> Verdict:
    made = (resource(VERSIONING, f"versioning-{index}", inputs) for index, inputs in enumerate(others))
    plan = stack("data-live", resource(BUCKET, "photos", {}), *made)
    world = World(environment="live", seen=resources_of([plan]), today=date(2026, 11, 2))
    rule = Related(type=VERSIONING, by="bucket", missing=missing)
    expect = (Expectation(path="status", equals="Enabled"),)
    return judge_rule(world.resources.of_type(BUCKET)[0], world, when=(), related=rule, expect=expect)


def test_a_related_resource_is_looked_at_in_place_of_the_subject() -> None:
    own = "${s3/bucket.photos.id}"
    assert related({"bucket": own, "status": "Enabled"}).outcome == "pass"
    assert related({"bucket": own, "status": "Suspended"}).outcome == "fail"
    assert related({"bucket": "another", "status": "Enabled"}).text == ("no s3/bucketVersioning refers to s3/bucket photos; expected one")
    assert related(missing="not_applicable").outcome == "not_applicable"


def test_two_related_resources_must_both_hold() -> None:
    own = "${s3/bucket.photos.id}"
    assert related({"bucket": own, "status": "Enabled"}, {"bucket": own, "status": "Suspended"}).outcome == "fail"


def test_a_related_resource_that_may_be_anothers_is_undecided() -> None:
    with pytest.raises(NotKnownError, match="it may refer to s3/bucket photos"):
        related({"bucket": UNKNOWN, "status": "Enabled"})
