"""What plain `pulumi` made, as its state has it."""

import json
from pathlib import Path
from typing import Any

import pytest

from estate.errors import InputError
from estate.graph.model import SECRET
from estate.sandbox.engine_state import made_by_the_engine
from tests.sandbox.attached import secret

QUEUE = "aws:sqs/queue:Queue"
STACK = "data-dev"


def resource(token: str, name: str, **given: Any) -> dict[str, Any]:
    return {"urn": f"urn:pulumi:{STACK}::estate::{token}::{name}", "type": token, "custom": True, **given}


def state(folder: Path, *resources: dict[str, Any], version: int = 3) -> Path:
    file = folder / ".pulumi/stacks/estate" / f"{STACK}.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"version": version, "checkpoint": {"latest": {"resources": list(resources)}}}))
    return folder


def test_what_stands_is_told_from_what_is_only_recorded(tmp_path: Path) -> None:
    folder = state(
        tmp_path,
        resource("pulumi:pulumi:Stack", "estate-data-dev", custom=False, outputs={"url": "https://q"}),
        resource(QUEUE, "jobs", id="https://q", inputs={"name": "jobs", "__defaults": []}),
        resource(QUEUE, "late", id="${sqs/queue.late.id}", inputs={}),
        resource("datadog:index/monitor:Monitor", "age", id="7", inputs={}),
    )
    made = made_by_the_engine(folder, environments=["dev"])
    (stack,) = made.stacks
    assert (stack.name, stack.layer, stack.environment, stack.outputs) == (STACK, "data", "dev", {"url": "https://q"})
    assert {urn.rpartition("::")[2]: one.id for urn, one in made.standing.items()} == {"jobs": "https://q"}
    assert [one.inputs for one in stack.resources if one.name == "jobs"] == [{"name": "jobs"}]


def test_a_secret_is_a_mark_however_deep(tmp_path: Path) -> None:
    folder = state(tmp_path, resource(QUEUE, "jobs", id="https://q", inputs={"tags": {"token": secret("x")}, "list": [secret("y")]}))
    (jobs,) = made_by_the_engine(folder, environments=["dev"]).stacks[0].resources
    assert jobs.inputs == {"tags": {"token": SECRET}, "list": [SECRET]}


def test_what_waits_to_be_deleted_is_not_there(tmp_path: Path) -> None:
    folder = state(tmp_path, resource(QUEUE, "jobs", id="https://new"), resource(QUEUE, "jobs", id="https://old", delete=True))
    assert [one.id for one in made_by_the_engine(folder, environments=["dev"]).standing.values()] == ["https://new"]


def test_a_stack_that_was_destroyed_is_none(tmp_path: Path) -> None:
    assert made_by_the_engine(state(tmp_path), environments=["dev"]).stacks == ()
    assert made_by_the_engine(tmp_path / "nothing", environments=["dev"]).stacks == ()


def test_a_state_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"data-dev.json is a state of version 4; expected 3"):
        made_by_the_engine(state(tmp_path, version=4), environments=["dev"])
