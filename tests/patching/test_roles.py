"""Every role says all of its variables, in the place where they are checked and in the place where they get their values."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ROLES = sorted(folder for folder in (ROOT / "ansible/collections/ansible_collections/platform/ops/roles").iterdir() if folder.is_dir())
PLAYBOOK_ALONE = {"patch_hosts", "patch_mode"}  # read before a role is there
OF_A_CALL = {"evidence_event", "evidence_host", "evidence_data", "evidence_run"}


def options(role: Path) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((role / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"]


def defaults(role: Path) -> dict[str, Any]:
    return yaml.safe_load((role / "defaults/main.yml").read_text()) or {}


def has_default(name: str, option: dict[str, Any]) -> bool:
    """Whether a value must stand in the defaults; what nobody can know beforehand has none."""
    return "default" in option and name not in PLAYBOOK_ALONE


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_default_is_specified_and_every_specified_default_is_set_to_the_same(role: Path) -> None:
    specified, set_ = options(role), defaults(role)
    assert sorted(set(set_) - set(specified)) == [], "a variable without a specification is refused at run time"
    wanted = {name: option["default"] for name, option in specified.items() if has_default(name, option)}
    assert {name: set_.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_variable_carries_the_roles_name_a_type_and_a_description(role: Path) -> None:
    for name, option in options(role).items():
        assert name.startswith(f"{role.name}_")
        assert option["type"]
        assert option["description"].endswith((".", ")"))
        if option["type"] == "list":
            assert option["elements"], name


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_what_a_role_sets_by_itself_is_marked_as_its_own(role: Path) -> None:
    wrong = []
    for file in (*role.glob("tasks/*.yml"), *role.glob("vars/*.yml")):
        for line in file.read_text().splitlines():
            word, _, value = line.strip().partition(":")
            if word == "register" and not value.strip().startswith("__"):
                wrong.append(f"{file.name}: {line.strip()}")
    assert wrong == []


def test_a_role_has_no_long_task_file() -> None:
    long = {str(file.relative_to(ROOT)) for role in ROLES for file in role.glob("tasks/*.yml") if len(file.read_text().splitlines()) > 90}
    assert long == set()
