"""Planned resources and data, as short as a test can say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from estate.alerting.newrelic import GroupRun, MonitorRun, Notification, Simulation, simulate
from estate.alerting.series import Attribute, Events, Kind, Series

NOON = 1_767_268_800
"""2026-01-01T12:00:00Z."""
MINUTE = 60

Points = Mapping[float, float]
"""Values by minutes after noon."""
Data = Series | Events


@dataclass(frozen=True, kw_only=True)
class Resource:
    type: str
    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = "components/newrelic/conditions.py:1"


def nrql(*words: str) -> str:
    """A query of its words."""
    return " ".join(words)


def condition(
    query: str, /, above: float | None = 0, *, name: str = "c", minutes: float = 1, term: Mapping[str, Any] | None = None, **inputs: Any
) -> Resource:
    """A static condition; its critical term is `above` a number for so many minutes, changed by `term`; without delay."""
    critical = {
        "operator": "above",
        "threshold": above,
        "thresholdDuration": int(minutes * MINUTE),
        "thresholdOccurrences": "all",
        **(term or {}),
    }
    given = {"name": name, "policyId": "${index/alertPolicy.p.id}", "aggregationMethod": "cadence", "aggregationDelay": "0", **inputs}
    terms = {} if above is None else {"critical": critical}
    return Resource(
        type="newrelic:index/nrqlAlertCondition:NrqlAlertCondition", name=name, inputs={"nrql": {"query": query}, **terms, **given}
    )


def policy(preference: str | None = "PER_POLICY", name: str = "p") -> Resource:
    return Resource(type="newrelic:index/alertPolicy:AlertPolicy", name=name, inputs={"name": name, "incidentPreference": preference})


def compound(expression: str, minutes: float = 1, *, name: str = "both", facets: str = "FACETS_IGNORED", **components: str) -> Resource:
    ids = [{"alias": alias, "id": f"${{index/nrqlAlertCondition.{of}.id}}"} for alias, of in components.items()]
    given = {"name": name, "policyId": "${index/alertPolicy.p.id}", "triggerExpression": expression, "componentConditions": ids}
    more = {"thresholdDuration": int(minutes * MINUTE), "facetMatchingBehavior": facets, "enabled": True}
    return Resource(type="newrelic:index/alertCompoundCondition:AlertCompoundCondition", name=name, inputs={**given, **more})


def muting(*conditions: tuple[str, str, Sequence[str]], operator: str = "AND", name: str = "mute", **inputs: Any) -> Resource:
    parts = [{"attribute": attribute, "operator": how, "values": list(values)} for attribute, how, values in conditions]
    given = {"enabled": True, "condition": {"operator": operator, "conditions": parts}, **inputs}
    return Resource(type="newrelic:index/alertMutingRule:AlertMutingRule", name=name, inputs=given)


def workflow(*predicates: tuple[str, str, Sequence[str]], name: str = "w", channels: Sequence[str] = ("pager",), **inputs: Any) -> Resource:
    parts = [{"attribute": attribute, "operator": how, "values": list(values)} for attribute, how, values in predicates]
    destinations = [{"channelId": f"${{index/notificationChannel.{one}.id}}"} for one in channels]
    given = {
        "mutingRulesHandling": "DONT_NOTIFY_FULLY_MUTED_ISSUES",
        "issuesFilter": {"name": "f", "type": "FILTER", "predicates": parts},
        "destinations": destinations,
        **inputs,
    }
    return Resource(type="newrelic:index/workflow:Workflow", name=name, inputs=given)


def channel(name: str = "pager", kind: str = "PAGERDUTY_SERVICE_INTEGRATION") -> Resource:
    given = {"type": kind, "product": "IINT", "destinationId": "${index/notificationDestination.d.id}"}
    return Resource(type="newrelic:index/notificationChannel:NotificationChannel", name=name, inputs=given)


def series(metric: str, points: Points, kind: Kind = "gauge", **tags: str) -> Series:
    times = np.array([round(NOON + minute * MINUTE) for minute in points], dtype=np.int64)
    values = np.array(list(points.values()), dtype=float)
    weights = np.ones(len(values)) if kind == "distribution" else np.ones(0)
    return Series(metric=metric, kind=kind, tags=tags, times=times, values=values, weights=weights)


def events(of: str, counts: Points, **attributes: Attribute) -> Events:
    times = np.array([round(NOON + minute * MINUTE) for minute in counts], dtype=np.int64)
    return Events(type=of, attributes=attributes, times=times, counts=np.array(list(counts.values()), dtype=float))


def steady(value: float, since: int, until: int, *, step: int = 1) -> dict[float, float]:
    """The same value every `step` minutes, from one minute to another, without the last."""
    return dict.fromkeys(map(float, range(since, until, step)), value)


def sequence(*values: float | None, since: int = 0) -> dict[float, float]:
    """A value a minute; None for a minute without any."""
    return {float(since + place): value for place, value in enumerate(values) if value is not None}


def simulated(
    planned: Sequence[Resource], data: Sequence[Data], *, start: float = 0, end: float = 60, deployed: float | None = None
) -> Simulation:
    since = None if deployed is None else int(NOON + deployed * MINUTE)
    return simulate(planned, data, start=int(NOON + start * MINUTE), end=int(NOON + end * MINUTE), deployed=since)


def run(planned: Resource, data: Sequence[Data], *beside: Resource, end: float = 60, deployed: float | None = None) -> MonitorRun:
    """The run of one condition; what else it needs stands beside it."""
    found = simulated([*beside, planned], data, end=end, deployed=deployed)
    assert planned.name in found.monitors, found.not_simulated
    return found.monitors[planned.name]


def opened(
    planned: Resource, data: Sequence[Data], *beside: Resource, end: float = 60, deployed: float | None = None
) -> list[tuple[float, float | None]]:
    """When each event of a condition's only signal opened, and when it says that it closed, in minutes after noon."""
    found = run(planned, data, *beside, end=end, deployed=deployed)
    return [span for group in found.groups for span in events_of(group)]


def events_of(group: GroupRun) -> list[tuple[float, float | None]]:
    return [(_minutes(one.incident.opened), None if one.incident.closed is None else _minutes(one.incident.closed)) for one in group.events]


def reason(planned: Resource, data: Sequence[Data] = (), *beside: Resource) -> str:
    """Why a condition is not simulated."""
    found = simulated([*beside, planned], data)
    (one,) = (one for one in found.not_simulated if one.monitor == planned.name)
    return one.reason


def sent(notifications: Sequence[Notification]) -> list[tuple[float, str]]:
    """When what was sent, in minutes after noon."""
    return [(_minutes(one.time), one.trigger) for one in notifications]


def _minutes(time: int) -> float:
    return (time - NOON) / MINUTE
