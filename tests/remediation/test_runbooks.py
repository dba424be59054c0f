"""Every action has a playbook and a runbook of the same steps, so that a person can do by hand what the dispatcher does."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from estate.catalog.remediation import ActionName
from tests.remediation.estates import ROOT

PLAYBOOKS = ROOT / "ansible/playbooks/remediate"
RUNBOOKS = ROOT / "docs/runbooks/actions"
ACTIONS = sorted(get_args(ActionName))
STEP = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)


def tasks(action: str) -> list[dict[str, Any]]:
    [play] = yaml.safe_load((PLAYBOOKS / f"{action}.yml").read_text())
    return play["tasks"]


def test_there_is_one_of_each_for_every_action() -> None:
    assert sorted(path.stem for path in PLAYBOOKS.glob("*.yml")) == ACTIONS
    assert sorted(path.stem for path in RUNBOOKS.glob("*.md")) == ACTIONS


@pytest.mark.parametrize("action", ACTIONS)
def test_the_runbook_has_the_playbooks_steps(action: str) -> None:
    steps = STEP.findall((RUNBOOKS / f"{action}.md").read_text())
    assert [name for _, name in steps] == [task["name"] for task in tasks(action)]
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))


@pytest.mark.parametrize("action", ACTIONS)
def test_a_playbook_looks_and_keeps_what_it_saw_before_it_acts_and_verifies_afterwards(action: str) -> None:
    names = [task["name"] for task in tasks(action)]
    kept = names.index("Keep what was seen")
    verified = next(place for place, name in enumerate(names) if name.startswith("Verify"))
    acts = names[kept + 1 : verified]
    assert any(name.startswith("Look") for name in names[:kept])
    assert acts, "there is a step that changes something"
    assert names[-1] == "Report what is now"


@pytest.mark.parametrize("action", ACTIONS)
def test_only_verification_and_report_run_when_only_looked_at(action: str) -> None:
    for task in tasks(action):
        looks = task["name"].startswith(("Verify", "Report"))
        assert ("verify" in task.get("tags", "")) == looks, task["name"]


@pytest.mark.parametrize("action", ACTIONS)
def test_what_comes_before_the_evidence_changes_nothing(action: str) -> None:
    names = [task["name"] for task in tasks(action)]
    for task in tasks(action)[: names.index("Keep what was seen")]:
        changes = [
            module
            for module in task
            if module.startswith("ansible.builtin.") and module not in {"ansible.builtin.assert", "ansible.builtin.command"}
        ]
        assert not changes, task["name"]
        assert "ansible.builtin.command" not in task or task["changed_when"] is False


@pytest.mark.parametrize("file", sorted(PLAYBOOKS.rglob("*.yml")), ids=lambda path: path.stem)
def test_no_playbook_gives_a_shell_what_it_was_given(file: Path) -> None:
    text = file.read_text()
    assert "ansible.builtin.shell" not in text
    assert "ansible.builtin.raw" not in text
    assert "ansible.builtin.script" not in text
