"""A plan, written and read again."""

import json
from typing import Any

import pytest

from estate.graph.model import UNKNOWN
from estate.graph.plan import ForeignPlanError, Plan, ProgramError, plan_from_json
from tests.graph.graphs import QUEUE, resource, stack

PLAN = Plan(
    stacks=(stack(resource(QUEUE, "q", {"delaySeconds": dict(UNKNOWN)}, depends_on=("a", "b"), aliases=("c",)), outputs={"x": [1]}),),
    errors=(ProgramError(stack="data-dev", layer="data", environment="dev", text="KeyError", source=None),),
)


def document() -> dict[str, Any]:
    return json.loads(json.dumps(PLAN.as_json()))


def test_a_plan_is_read_as_it_was_written() -> None:
    assert plan_from_json(document()) == PLAN


def test_fields_that_a_later_version_adds_are_passed_over() -> None:
    later = document()
    for place in (later, later["stacks"][0], later["stacks"][0]["resources"][0], later["errors"][0]):
        place["invented"] = 1
    assert plan_from_json(later) == PLAN


def test_fields_that_an_earlier_version_had_not_have_their_defaults() -> None:
    earlier = document()
    for later in ("replace_on_changes", "delete_before_replace"):
        del earlier["stacks"][0]["resources"][0][later]
    assert plan_from_json(earlier) == PLAN


def test_a_plan_of_another_version_is_refused() -> None:
    with pytest.raises(ForeignPlanError, match="the plan has version 2; expected 1"):
        plan_from_json({**document(), "version": 2})


def test_a_plan_that_lacks_a_field_is_refused_by_its_name() -> None:
    without = document()
    del without["stacks"][0]["resources"][0]["protect"]
    with pytest.raises(ForeignPlanError, match="has no 'protect'"):
        plan_from_json(without)


def test_without_errors_the_document_does_not_speak_of_them() -> None:
    assert list(Plan(stacks=(), errors=()).as_json()) == ["version", "stacks"]
