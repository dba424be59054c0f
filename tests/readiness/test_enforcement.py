"""What stops a rollout, by environment and maturity."""

from pathlib import Path

import pytest

from estate.catalog.fact import Maturity
from estate.catalog.mistakes import CatalogError
from estate.readiness.enforcement import load_enforcement
from estate.readiness.pack import load_pack
from tests.readiness.small_projects import small_project

ROWS = """\
default: {poc: none, pilot: poc, production: poc}
environments:
  live: {poc: poc, pilot: pilot, production: production}
"""


@pytest.mark.parametrize(
    ("check", "environment", "maturity", "force"),
    [
        ("queue_is_encrypted", "live", "poc", "mandatory"),
        ("service_has_runbook", "live", "poc", "advisory"),
        ("service_has_runbook", "live", "pilot", "mandatory"),
        ("store_was_restored", "live", "pilot", "advisory"),
        ("store_was_restored", "live", "production", "mandatory"),
        ("queue_is_encrypted", "trial", "production", "mandatory"),
        ("queue_is_encrypted", "trial", "poc", "advisory"),
        ("service_has_runbook", "trial", "production", "advisory"),
    ],
)
def test_a_check_is_mandatory_up_to_the_level_of_the_row(
    tmp_path: Path, check: str, environment: str, maturity: Maturity, force: str
) -> None:
    project = small_project(tmp_path)
    project.write("policies/enforcement.yaml", ROWS)
    found = load_enforcement(project.pack, environments=("live", "trial")).of(
        load_pack(project.pack).named(check), environment=environment, maturity=maturity
    )
    assert found == force


def test_without_a_file_a_thing_is_held_to_its_promise(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    check = load_pack(project.pack).named("service_has_runbook")
    enforcement = load_enforcement(project.pack)
    assert [enforcement.of(check, environment="live", maturity=level) for level in ("poc", "pilot", "production")] == [
        "advisory",
        "mandatory",
        "mandatory",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("live:", "lvie:", "policies/enforcement.yaml:3:3  environments.lvie: 'lvie' is no environment\n    did you mean 'live'?"),
        ("poc: none", "poc: non", "policies/enforcement.yaml:1:16"),
        ("default:", "defualt:", "defualt"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    project = small_project(tmp_path)
    project.write("policies/enforcement.yaml", ROWS.replace(old, new))
    with pytest.raises(CatalogError) as refusal:
        load_enforcement(project.pack, environments=("live", "trial"))
    assert told in str(refusal.value)
