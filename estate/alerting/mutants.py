"""Planted defects: planned monitors with one thing wrong, as somebody might get it wrong. Alert tests must notice each."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from estate.alerting.planned import Planned
from estate.catalog.fact import Fact

Operator = Literal["comparison", "longer", "shorter", "higher", "lower", "swapped", "group", "route", "priority", "no-data", "trigger"]
Inputs = dict[str, Any]

DATADOG_MONITOR = "datadog:index/monitor:Monitor"
NEWRELIC_CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
NEWRELIC_COMPOUND = "newrelic:index/alertCompoundCondition:AlertCompoundCondition"
NEWRELIC_CHANNEL = "newrelic:index/notificationChannel:NotificationChannel"

CONDITION = re.compile(r"(<=|>=|<|>) (-?[\d.]+)$")
WINDOW = re.compile(r'(last_|_window\(")(\d+)([mh])')
GROUP = re.compile(r" by \{[^}]*\}")
FACET = re.compile(r" FACET .*$")
HANDLE = re.compile(r"(?<![\w@])@(pagerduty|webhook)-[\w-]+")
PAGED = re.compile(r'"severity": "P[1-4]"')
INVERTED: Mapping[str, str] = {
    ">": "<", ">=": "<=", "<": ">", "<=": ">=",
    "above": "below", "above_or_equals": "below_or_equals", "below": "above", "below_or_equals": "above_or_equals",
}  # fmt: skip
TIMES = 4
"""How much too long or too short a window is."""
LONGEST = 21_600
"""Seconds; the longest window of New Relic."""
SILENCE: Mapping[str, str] = {
    "default": "show_and_notify_no_data",
    "show_no_data": "show_and_notify_no_data",
    "show_and_notify_no_data": "show_no_data",
    "resolve": "show_and_notify_no_data",
}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A planned resource with one thing wrong."""

    operator: Operator
    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None


Change = Callable[[Inputs], Inputs | None]
"""The inputs with one thing wrong; None where there is nothing to get wrong."""


def mutants_of(planned: Planned) -> Iterator[Mutant]:
    """Every defect that a planned resource can have."""
    for operator, change in OPERATORS.get(planned.type, {}).items():
        changed = change(deepcopy(dict(planned.inputs)))
        if changed is not None and changed != planned.inputs:
            yield Mutant(operator=operator, type=planned.type, name=planned.name, inputs=changed, source=planned.source)


def _query(change: Callable[[str], str]) -> Change:
    def changed(inputs: Inputs) -> Inputs:
        return {**inputs, "query": change(str(inputs["query"]))}

    return changed


def _inverted(query: str) -> str:
    return CONDITION.sub(lambda found: f"{INVERTED[found[1]]} {found[2]}", query)


def _stretched(query: str) -> str:
    return WINDOW.sub(lambda found: f"{found[1]}{int(found[2]) * TIMES}{found[3]}", query, count=1)


def _shrunk(query: str) -> str:
    def shrunk(found: re.Match[str]) -> str:
        minutes = int(found[2]) * (60 if found[3] == "h" else 1)
        return f"{found[1]}{max(minutes // TIMES, 1)}m"

    return WINDOW.sub(shrunk, query, count=1)


def _scaled(factor: float, step: float) -> Change:
    """Another threshold: a zero, which no factor changes, gets a step."""

    def moved(value: float) -> float:
        return value * factor if value else step

    def changed(inputs: Inputs) -> Inputs | None:
        found = CONDITION.search(str(inputs["query"]))
        if found is None:
            return None
        value = f"{moved(float(found[2])):.10f}".rstrip("0").rstrip(".")
        thresholds = {**(inputs.get("monitorThresholds") or {}), "critical": value}
        return {**inputs, "query": f"{str(inputs['query'])[: found.start(2)]}{value}", "monitorThresholds": thresholds}

    return changed


def _swapped(inputs: Inputs) -> Inputs | None:
    given = inputs.get("monitorThresholds") or {}
    if not given.get("warning"):
        return None
    query = CONDITION.sub(lambda found: f"{found[1]} {given['warning']}", str(inputs["query"]))
    return {**inputs, "query": query, "monitorThresholds": {"critical": given["warning"], "warning": given["critical"]}}


def _dead(inputs: Inputs) -> Inputs:
    return {**inputs, "message": HANDLE.sub("@pagerduty-nobody", str(inputs["message"]))}


def _reprioritised(inputs: Inputs) -> Inputs | None:
    tells = HANDLE.search(str(inputs["message"]))
    return {**inputs, "priority": "1" if str(inputs.get("priority")) != "1" else "4"} if tells else None


def _resilenced(inputs: Inputs) -> Inputs | None:
    before = inputs.get("onMissingData")
    tells = HANDLE.search(str(inputs["message"]))
    return {**inputs, "onMissingData": SILENCE[str(before)]} if before and tells else None


def _joined(query: str) -> str:
    return query.replace(" && ", " || ")


def _nrql(change: Callable[[str], str]) -> Change:
    def changed(inputs: Inputs) -> Inputs:
        return {**inputs, "nrql": {**inputs["nrql"], "query": change(str(inputs["nrql"]["query"]))}}

    return changed


def _terms(change: Callable[[Inputs], Inputs]) -> Callable[[Inputs], Inputs]:
    def changed(inputs: Inputs) -> Inputs:
        return {**inputs, **{level: change(inputs[level]) for level in ("critical", "warning") if inputs.get(level)}}

    return changed


def _critical(change: Callable[[float], float]) -> Change:
    def changed(inputs: Inputs) -> Inputs:
        term = inputs["critical"]
        return {**inputs, "critical": {**term, "threshold": change(float(term["threshold"]))}}

    return changed


def _windowed(change: Callable[[int], int]) -> Change:
    def changed(inputs: Inputs) -> Inputs | None:
        window = int(inputs["aggregationWindow"])
        new = min(max(change(window), 60), LONGEST)
        if new == window:
            return None
        # A condition without overlapping windows wants whole windows (provider, nrql_alert_condition).
        terms = _terms(lambda term: {**term, "thresholdDuration": new})(inputs) if not inputs.get("slideBy") else inputs
        return {**terms, "aggregationWindow": new}

    return changed


def _newrelic_swapped(inputs: Inputs) -> Inputs | None:
    if not inputs.get("warning"):
        return None
    high, low = inputs["critical"]["threshold"], inputs["warning"]["threshold"]
    return {**inputs, "critical": {**inputs["critical"], "threshold": low}, "warning": {**inputs["warning"], "threshold": high}}


def _silenced(inputs: Inputs) -> Inputs | None:
    silent = "${index/alertPolicy.components.id}"
    return None if inputs["policyId"] == silent else {**inputs, "policyId": silent}


def _expiring(inputs: Inputs) -> Inputs | None:
    return {**inputs, "openViolationOnExpiration": False} if inputs.get("openViolationOnExpiration") else None


def _any(inputs: Inputs) -> Inputs:
    return {**inputs, "triggerExpression": str(inputs["triggerExpression"]).replace(" AND ", " OR ")}


def _misread(inputs: Inputs) -> Inputs:
    pairs = [{**pair, "value": PAGED.sub('"severity": "P4"', str(pair["value"]))} for pair in inputs["properties"]]
    return {**inputs, "properties": pairs}


def _lost(inputs: Inputs) -> Inputs:
    return {**inputs, "destinationId": "nobody"}


OPERATORS: Mapping[str, Mapping[Operator, Change]] = {
    DATADOG_MONITOR: {
        "comparison": _query(_inverted),
        "longer": _query(_stretched),
        "shorter": _query(_shrunk),
        "higher": _scaled(2, 1),
        "lower": _scaled(0.5, -1),
        "swapped": _swapped,
        "group": _query(lambda query: GROUP.sub("", query)),
        "route": _dead,
        "priority": _reprioritised,
        "no-data": _resilenced,
        "trigger": _query(_joined),
    },
    NEWRELIC_CONDITION: {
        "comparison": _terms(lambda term: {**term, "operator": INVERTED[str(term["operator"])]}),
        "longer": _windowed(lambda seconds: seconds * TIMES),
        "shorter": _windowed(lambda seconds: seconds // TIMES),
        "higher": _critical(lambda value: value * 2 if value else 1.0),
        "lower": _critical(lambda value: value / 2 if value else -1.0),
        "swapped": _newrelic_swapped,
        "group": _nrql(lambda query: FACET.sub("", query)),
        "route": _silenced,
        "no-data": _expiring,
    },
    NEWRELIC_COMPOUND: {"trigger": _any, "route": _silenced},
    NEWRELIC_CHANNEL: {"route": _lost, "priority": _misread},
}
"""What can be got wrong, by the type of the resource."""


class Equivalent(Fact):
    """Mutants that change nothing which anybody could notice."""

    type: str
    operators: tuple[Operator, ...]
    name: str
    """A pattern of logical names, in which `*` stands for anything."""
    reason: str


@cache
def equivalents() -> tuple[Equivalent, ...]:
    """The file `equivalent_mutants.yaml`."""
    data = yaml.safe_load(files("estate.alerting").joinpath("equivalent_mutants.yaml").read_text(encoding="utf-8"))
    return tuple(Equivalent.model_validate({**one, "operators": tuple(one["operators"])}) for one in data["equivalents"])
