"""Planned resources and series, as short as a test can say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from estate.alerting.datadog import MonitorRun, Notification, Simulation, simulate
from estate.alerting.series import Kind, Series

NOON = 1_767_268_800
"""2026-01-01T12:00:00Z."""
MINUTE = 60

Points = Mapping[float, float]
"""Values by minutes after noon."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    type: str
    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = "components/datadog/monitors.py:1"


def monitor(query: str, /, **inputs: Any) -> Resource:
    """A metric monitor, unless its `type` says otherwise; `name` is the resource's."""
    given: dict[str, Any] = {"type": "query alert", "requireFullWindow": False, "message": "@oncall", "query": query, **inputs}
    return Resource(type="datadog:index/monitor:Monitor", name=given.pop("name", "m"), inputs=given)


def objective(**inputs: Any) -> Resource:
    return Resource(type="datadog:index/serviceLevelObjective:ServiceLevelObjective", name=inputs.pop("name", "o"), inputs=inputs)


def downtime(**inputs: Any) -> Resource:
    given = {"scope": "*", "monitorIdentifier": {"monitorTags": ["*"]}, **inputs}
    return Resource(type="datadog:index/downtimeSchedule:DowntimeSchedule", name="d", inputs=given)


def clock(minute: float) -> str:
    """So many minutes after noon, as a downtime has it."""
    return str(np.datetime64(int(NOON + minute * MINUTE), "s")) + "Z"


def series(metric: str, points: Points, /, *, kind: Kind = "gauge", **tags: str) -> Series:
    return tagged(metric, points, tags, kind=kind)


def tagged(metric: str, points: Points, tags: Mapping[str, str], *, kind: Kind = "gauge") -> Series:
    times = np.array([NOON + round(minute * MINUTE) for minute in points], dtype=np.int64)
    return Series(metric=metric, kind=kind, tags=tags, times=times, values=np.array(list(points.values()), dtype=float))


def steady(value: float, since: int, until: int, *, step: int = 1) -> dict[float, float]:
    """The same value every `step` minutes, from one minute to another, without the last."""
    return dict.fromkeys(map(float, range(since, until, step)), value)


def simulated(planned: Sequence[Resource], data: Sequence[Series], *, start: float = 0, end: float = 60) -> Simulation:
    return simulate(planned, data, start=int(NOON + start * MINUTE), end=int(NOON + end * MINUTE))


def run(planned: Resource, data: Sequence[Series], *beside: Resource, start: float = 0, end: float = 60) -> MonitorRun:
    """The run of one monitor; what else it needs stands beside it."""
    found = simulated([*beside, planned], data, start=start, end=end)
    assert not [one for one in found.not_simulated if one.monitor == planned.name], found.not_simulated
    return found.monitors[planned.name]


def verdict(planned: Resource, data: Sequence[Series], *beside: Resource, at: float) -> str:
    """What a single evaluation says, so many minutes after noon: a state, or `skipped`."""
    (group,) = run(planned, data, *beside, start=at, end=at).groups
    (span,) = group.evaluations
    return span.state.label if span.state is not None else "skipped"


def states(found: MonitorRun, **group: str) -> list[tuple[float, str]]:
    """When each state of a group begins, in minutes after noon."""
    return [((span.start - NOON) / MINUTE, span.state.label if span.state is not None else "") for span in found.group(**group).states]


def sent(notifications: Sequence[Notification]) -> list[tuple[float, str]]:
    """When what was sent, in minutes after noon; a reminder has a star."""
    return [((one.time - NOON) / MINUTE, one.state.label + "*" * one.renotify) for one in notifications]
