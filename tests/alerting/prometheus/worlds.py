"""The real tools, and what they are asked, as short as a test can say it."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from estate.alerting.forms.addresses import addresses
from estate.alerting.prometheus.files import Files, files
from estate.alerting.prometheus.receivers import Surroundings
from estate.alerting.prometheus.rules import Rules, rules
from estate.alerting.prometheus.rules_text import rules_text
from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog

CATALOG = Path(__file__).resolve().parents[3] / "catalog"
SURROUNDINGS = Surroundings(ticket_url="https://tickets.shop.example/alerts", mail_from="alertmanager@shop.example")
PACKAGES = {"promtool": "prometheus", "amtool": "prometheus-alertmanager"}
SECONDS = 120
"""Longer than any answer takes; a tool that hangs fails its test."""


@cache
def reference() -> Catalog:
    return load_catalog(CATALOG)


@cache
def made(environment: str = "production") -> Files:
    catalog = reference()
    return files(catalog, catalog.environments[environment], SURROUNDINGS)


@cache
def all_rules(environment: str = "production") -> Rules:
    catalog = reference()
    return rules(watch(catalog, catalog.environments[environment]), addresses(catalog))


def only(*groups: str, environment: str = "production") -> str:
    """The file of rules with these groups alone: a tool need not evaluate all others."""
    found = all_rules(environment)
    chosen = tuple(group for group in found.groups if group.name in groups)
    assert len(chosen) == len(groups), [group.name for group in found.groups]
    return rules_text(Rules(groups=chosen, unsaid=()), environment)


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """What the tool answers. Without it the test is skipped, and says so."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install --no-install-recommends {PACKAGES[name]}")
    command = [found, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - Prometheus's own tools


def input_series(series: str, values: str) -> Mapping[str, str]:
    return {"series": series, "values": values}


def alert(name: str, at: str, *expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """That an alert fires at a time with exactly these labels and annotations, or not at all."""
    return {"alertname": name, "eval_time": at, "exp_alerts": [*expected]}


def asked(expression: str, at: str, *expected: float) -> Mapping[str, Any]:
    """What an expression answers at a time."""
    return {"expr": expression, "eval_time": at, "exp_samples": [{"labels": "{}", "value": value} for value in expected]}


def firing(name: str, at: str, *, fires: bool) -> Mapping[str, Any]:
    """Whether an alert fires at a time."""
    return asked(f'count(ALERTS{{alertname="{name}",alertstate="firing"}})', at, *([1] if fires else []))


def unit_test(
    folder: Path,
    text: str,
    series: Sequence[Mapping[str, str]],
    *,
    asks: Sequence[Mapping[str, Any]] = (),
    alerts: Sequence[Mapping[str, Any]] = (),
) -> subprocess.CompletedProcess[str]:
    """promtool's own test of rules: a value a minute, rules evaluated each minute."""
    (folder / "rules.yaml").write_text(text)
    one = {"interval": "1m", "input_series": [*series], "promql_expr_test": [*asks], "alert_rule_test": [*alerts]}
    document = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [one]}
    (folder / "test.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    return tool("promtool", "test", "rules", folder / "test.yaml")


def assert_passes(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr
