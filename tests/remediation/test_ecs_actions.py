"""The playbooks that act on a service of ECS: what heals, and what only looks so because ECS took it back."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.remediation.ecs_service import REASON, EcsService, definition, served
from tests.remediation.playing import play


def acted(state: EcsService, action: str, folder: Path, *, service: str = "frontend", **given: Any) -> "subprocess.CompletedProcess[str]":
    with served(state) as endpoint:
        return play(action, folder, endpoint=endpoint, service=service, **given)


def test_a_release_goes_back_by_one(tmp_path: Path) -> None:
    state = EcsService()
    done = acted(state, "roll-back-release", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert state.task_definition == definition(1)
    assert definition(2) in (tmp_path / "1-diagnosed.txt").read_text()
    assert definition(1) in (tmp_path / "3-verified.txt").read_text()
    again = acted(state, "roll-back-release", tmp_path)
    assert "frontend has no active revision before 1; expected one to go back to" in again.stdout


@pytest.mark.parametrize(
    ("action", "steps", "said"),
    [
        pytest.param("roll-back-release", 1, f"failed: {REASON}", id="seen while it fails"),
        pytest.param(
            "restart-consumer", 2, f"of {definition(2)} runs; expected ecs-svc/1, which was begun here", id="seen when all is steady"
        ),
    ],
)
def test_what_ecs_takes_back_is_not_healed(tmp_path: Path, action: str, steps: int, said: str) -> None:
    state = EcsService(breaks=True, steps=steps)
    done = acted(state, action, tmp_path)
    assert done.returncode == 2
    assert said in done.stdout
    assert state.task_definition == definition(2)


@pytest.mark.parametrize("breaks", [False, True])
def test_after_an_interruption_the_last_deployment_says_whether_it_is_well(tmp_path: Path, breaks: bool) -> None:  # noqa: FBT001 - a row of the table
    state = EcsService(breaks=breaks)
    state.answer("UpdateService", {"forceNewDeployment": True})
    for _ in range(2):
        state.answer("DescribeServices", {})
    done = acted(state, "restart-consumer", tmp_path, only_verify=True)
    assert done.returncode == (2 if breaks else 0), done.stdout
    assert (f"the last deployment is ROLLBACK_SUCCESSFUL: {REASON}" in done.stdout) == breaks


def test_a_consumer_that_takes_no_messages_is_rolled_out_anew_from_the_same_release(tmp_path: Path) -> None:
    state = EcsService()
    before = state.deployments[0]["id"]
    done = acted(state, "restart-consumer", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert state.deployments[0]["id"] != before
    assert (state.task_definition, state.desired) == (definition(2), 2)


def test_more_tasks_are_asked_for_up_to_the_maximum(tmp_path: Path) -> None:
    state = EcsService()
    done = acted(state, "scale-out", tmp_path, by=3, maximum=4)
    assert done.returncode == 0, done.stdout + done.stderr
    assert state.desired == 4
    again = acted(state, "scale-out", tmp_path, by=3, maximum=4)
    assert "the catalog's maximum is 4; expected fewer" in again.stdout
    assert state.desired == 4


def test_tasks_that_do_not_come_up_are_not_healed(tmp_path: Path) -> None:
    done = acted(EcsService(starts=False, running=0), "scale-out", tmp_path, by=1, maximum=4)
    assert done.returncode == 2
    assert "0 of 3 tasks run" in done.stdout


def test_a_service_that_nobody_tagged_is_not_guessed(tmp_path: Path) -> None:
    done = acted(EcsService(), "restart-consumer", tmp_path, service="accounting")
    assert "0 services of ECS have the tags of accounting in staging; expected one" in done.stdout
    assert done.returncode == 2
