"""What Prometheus is given: rules as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from estate.alerting.spec import Route, Subject

EVERY = timedelta(minutes=1)
"""How often rules are evaluated; Datadog evaluates most monitors as often."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A series that is kept: the same question is asked once, and its answer can be looked at."""

    record: str
    expression: str
    labels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something that is told while its expression has an answer."""

    name: str
    expression: str
    subject: Subject
    route: Route
    labels: Mapping[str, str]
    """All that Alertmanager knows of it."""
    annotations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rules that are evaluated one after another, at one instant: alerts see what was just recorded."""

    name: str
    recordings: tuple[Recording, ...] = ()
    alerts: tuple[Alert, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """A spec, or a part of one, that Prometheus does not get, and why."""

    name: str
    reason: str
