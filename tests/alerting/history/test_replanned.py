"""What tuning tries is what the plan would hold if the catalog said so."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from estate.alerting.datadog import Planned
from estate.alerting.forms.addresses import addresses
from estate.alerting.history.overrides import with_overrides
from estate.alerting.history.replanned import replanned
from estate.alerting.testing.run import MONITORS
from estate.alerting.watch import watch
from estate.catalog.load import load_catalog
from estate.cli.alerts_testing import bench_of
from tests.alerting.testing.worlds import ROOT

ENTRIES = (
    {"name": "availability.1h", "budget": 5},
    {"name": "memory", "warning": 80, "critical": 88.5, "recovery": 75, "window": "30m"},
)
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
    before = bench_of(root, load_catalog(root / "catalog"), "production").planned
    file = root / "catalog/services/payment.yaml"
    text = file.read_text(encoding="utf-8")
    changed = with_overrides(text, file="payment.yaml", folder="services", entries=ENTRIES, reason="tried on recorded data")
    file.write_text(changed, encoding="utf-8")
    after = bench_of(root, load_catalog(root / "catalog"), "production").planned
    return Plans(before=tuple(before), after=tuple(after), folder=root / "catalog")


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
