"""What can be watched, and how each vendor is asked for it: the file `signals.yaml`."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

import yaml
from pydantic import Field

from estate.alerting.spec import MonitorSpec
from estate.catalog.fact import Fact

Aggregate = Literal["avg", "max", "min", "sum"]


class NewRelicSource(Fact):
    """The parts of a NRQL query; without `where` it is the filter by service and environment."""

    select: str
    from_: str = Field(alias="from")
    where: str | None = None
    facet: str | None = None


class CloudWatchSource(Fact):
    """A metric of CloudWatch."""

    namespace: str
    metric: str
    statistic: Literal["Average", "Maximum", "Minimum", "Sum"]


class Signal(Fact):
    """One thing that can be measured; `$word` stands for a word of `of`, `$tags` and `$labels` for the vendors' filters."""

    title: str
    unit: str
    of: tuple[str, ...] = Field(strict=False)
    aggregate: Aggregate
    """How a window of it becomes one number."""
    group: str | None = None
    """What the signal is told apart by, where it is not one number for the service."""
    datadog: str
    newrelic: NewRelicSource
    cloudwatch: CloudWatchSource | None = None
    """Where AWS measures it."""
    prometheus: str | None = None
    """Where an exporter of Prometheus measures it."""


@cache
def signals() -> Mapping[str, Signal]:
    """Every signal, by its name."""
    data = yaml.safe_load(files("estate.alerting").joinpath("signals.yaml").read_text(encoding="utf-8"))
    return {name: Signal.model_validate(one) for name, one in data["signals"].items()}


# Which attributes carry the estate's tags, by what a query reads from (New Relic: tags of a resource, labels of a pod,
# attributes that the infrastructure agent adds).
TAG_PREFIXES: Mapping[str, str] = {
    "Metric": "tags.",
    "SystemSample": "",
    "StorageSample": "",
    "K8sContainerSample": "label.",
    "K8sDeploymentSample": "label.",
    "K8sPodSample": "label.",
}
NEW_WITH_EACH_RELEASE = frozenset({"pod"})
"""Groups of which a release makes new members: while they start they look as if they would never be ready."""


def left_alone(monitor: MonitorSpec) -> timedelta | None:
    """How long a new member of the signal's group is not judged: until its window is whole. None where the vendor's own habit is right."""
    return monitor.window if signals()[monitor.signal].group in NEW_WITH_EACH_RELEASE else None


def datadog_query(monitor: MonitorSpec) -> str:
    """The query of a monitor's signal, without window and threshold."""
    tags = ",".join(f"{key}:{monitor.of[key]}" for key in ("service", "environment") if key in monitor.of)
    return Template(signals()[monitor.signal].datadog).substitute(monitor.of, tags=tags)


def nrql_query(monitor: MonitorSpec) -> str:
    """The NRQL of a monitor's signal."""
    source = signals()[monitor.signal].newrelic
    facet = ("FACET", f"`{source.facet}`") if source.facet else ()
    parts = ("SELECT", source.select, "FROM", source.from_, "WHERE", source.where or _by_tags(source.from_), *facet)
    return Template(" ".join(parts)).substitute(monitor.of)


def _by_tags(rows: str) -> str:
    return " AND ".join(f"{TAG_PREFIXES[rows]}{key} = '${key}'" for key in ("service", "environment"))


def prometheus_query(monitor: MonitorSpec) -> str | None:
    """The expression of a monitor's signal; None where no exporter measures it."""
    source = signals()[monitor.signal].prometheus
    labels = ",".join(f'{key}="{monitor.of[key]}"' for key in ("service", "environment") if key in monitor.of)
    return Template(source).substitute(monitor.of, labels=labels) if source else None
