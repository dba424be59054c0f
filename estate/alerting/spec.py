"""What is watched, in words that belong to no vendor: the one definition from which every vendor's resources are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from estate.alerting.burn import BurnWindow
from estate.catalog.fact import Tier
from estate.catalog.objective import Objective

Severity = Literal["P1", "P2", "P3", "P4"]
Nature = Literal["symptom", "cause"]
"""Symptoms are what users feel, and may call somebody; causes inform."""
Told = Literal["page", "ticket", "notify"]
Comparison = Literal[">", ">=", "<", "<="]
NoData = Literal["nothing", "zero", "told", "resolved"]
"""What silence means: nothing, a value of zero, something to be told, or that all is well again."""
Measured = Literal["http", "grpc", "kafka", "queue", "lambda", "synthetic"]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose alert it is: everything that a route, a tag or a message needs."""

    service: str
    environment: str
    team: str
    tier: Tier
    runbook: str
    """Of the service, as a path of the repository; empty where it has none."""
    tags: Mapping[str, str]
    """The tags of the estate (`estate.naming.tags`)."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where an alert ends."""

    severity: Severity
    told: Told
    in_business_hours: bool
    """Whether it waits for them."""
    renotify: timedelta | None
    deduplication_key: str
    """The same for all alerts that are one problem: service, environment and what is wrong."""


@dataclass(frozen=True, kw_only=True)
class BurnAlert:
    """One window of an objective that is told."""

    window: BurnWindow
    factor: Fraction
    threshold: Fraction
    """The share of bad ones, of 1."""
    route: Route
    reason: str = ""
    """Why the share is the catalog's own; empty where it is the published one."""


@dataclass(frozen=True, kw_only=True)
class SloSpec:
    """An objective of a service in an environment, and the alerts on its budget."""

    name: str
    """`checkout.availability`; unique in an environment."""
    subject: Subject
    objective: Objective
    measured: Measured
    source: str
    """The stream, queue or path that it is measured on, where that is not the service itself; else empty."""
    alerts: tuple[BurnAlert, ...]
    silenced_by: tuple[str, ...]
    """Objectives of the services without which this one cannot answer: while one of them calls somebody, a call for this one is
    a ticket on that."""


@dataclass(frozen=True, kw_only=True)
class MonitorSpec:
    """A threshold on one signal. `warning` and `recovery` lie on the good side of `critical`."""

    name: str
    """`checkout.memory`; unique in an environment."""
    subject: Subject
    nature: Nature
    signal: str
    """A key of `signals.yaml`: what is measured, its unit, and each vendor's query."""
    of: Mapping[str, str]
    """What the signal's query is about: `service`, `environment`, `store`, `topic`..."""
    comparison: Comparison
    critical: float
    warning: float | None
    recovery: float | None
    window: timedelta
    """The value of the whole window is compared, as the signal aggregates it."""
    no_data: NoData
    route: Route
    meaning: str
    """What is wrong when it fires, in a sentence."""
    first_step: str
    """The first diagnostic command."""
    source: str
    """Where the thresholds come from, or the reason that the catalog gives for its own."""
    ahead: timedelta | None = None
    """Told so long before the threshold will be reached, as the vendor forecasts it."""


@dataclass(frozen=True, kw_only=True)
class Alerting:
    """Everything that is watched in an environment."""

    environment: str
    slos: tuple[SloSpec, ...]
    monitors: tuple[MonitorSpec, ...]
