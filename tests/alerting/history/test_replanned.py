"""What tuning tries is what the plan would hold if the catalog said so."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from estate.alerting.forms.addresses import addresses
from estate.alerting.history.overrides import with_overrides
from estate.alerting.history.replanned import replanned
from estate.alerting.planned import Planned
from estate.alerting.testing.run import MONITORS
from estate.alerting.watch import watch
from estate.catalog.load import load_catalog
from tests.alerting.testing.worlds import ROOT

ENTRIES = (
    {"name": "availability.1h", "budget": 5},
    {"name": "memory", "warning": 80, "critical": 88.5, "recovery": 75, "window": "30m"},
)
PROGRAM = """
import pickle, sys
from pathlib import Path
from estate.catalog.load import load_catalog
from estate.cli.alerts_testing import bench_of
planned = bench_of(Path.cwd(), load_catalog(Path("catalog")), "production").planned
Path(sys.argv[1]).write_bytes(pickle.dumps(tuple(planned)))
"""
READ = ("query", "monitorThresholds", "nrql", "aggregationWindow", "slideBy", "expirationDuration", "critical", "warning")
"""Whatever the simulators read of a monitor's numbers."""


@dataclass(frozen=True)
class Plans:
    before: tuple[Planned, ...]
    after: tuple[Planned, ...]
    folder: Path


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    root = tmp_path_factory.mktemp("estate")
    for name in ("catalog", "stacks", "components", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Pulumi.yaml", root / "Pulumi.yaml")
    before = planned_in(root)
    file = root / "catalog/services/payment.yaml"
    text = file.read_text(encoding="utf-8")
    changed = with_overrides(text, file="payment.yaml", folder="services", entries=ENTRIES, reason="tried on recorded data")
    file.write_text(changed, encoding="utf-8")
    return Plans(before=before, after=planned_in(root), folder=root / "catalog")


def planned_in(root: Path) -> tuple[Planned, ...]:
    """The monitors that a project's own program plans; a process holds the program of one project."""
    file = root / "planned"
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", PROGRAM, file], cwd=root, env=environment, check=True)  # noqa: S603 - this interpreter
    return pickle.loads(file.read_bytes())  # noqa: S301 - written by the process above


@pytest.mark.parametrize("name", ["payment.availability", "payment.memory"])
def test_replanned_numbers_are_those_of_a_new_plan(plans: Plans, name: str) -> None:
    catalog = load_catalog(plans.folder)
    alerting = watch(catalog, catalog.environments["production"])
    spec = next(one for one in (*alerting.slos, *alerting.monitors) if one.name == name)
    made = numbers(replanned(plans.before, spec, alerting, addresses(catalog)), name)
    assert made == numbers(plans.after, name)
    assert made != numbers(plans.before, name)


def numbers(planned: Any, name: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    types = [kind for kinds in MONITORS.values() for kind in kinds]
    mine = [one for one in planned if one.type in types and (one.name == name or one.name.startswith(f"{name}."))]
    assert mine
    return {(one.type, one.name): {key: one.inputs[key] for key in READ if key in one.inputs} for one in mine}
