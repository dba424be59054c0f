"""What is watched beside the objectives: the file `causes.yaml`, held against an environment."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

import yaml
from pydantic import Field

from estate.alerting.parts import Part, parts_of
from estate.alerting.routing import route
from estate.alerting.spec import Comparison, MonitorSpec, NoData, Told
from estate.catalog.alerts import AlertChange
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.fact import Duration, Fact, Name, format_duration
from estate.catalog.words import did_you_mean
from estate.errors import InputError

LONGEST_AT_DATADOG = timedelta(hours=730)
"""The window of a metric monitor (Datadog docs: monitors/configuration); New Relic gets its own longest, six hours, instead."""
PartKind = Literal[
    "ecs", "ec2", "lambda", "eks", "ingress", "postgres", "valkey", "kafka", "dynamodb", "queue", "bucket", "topic", "nat", "edge"
]


class AlertError(InputError):
    """An alert that the catalog asks for and that cannot be; the text names all of them."""


class ShareOfTimeout(Fact):
    """Percent of a function's timeout."""

    warning: int
    critical: int


class Cause(Fact):
    """A threshold on a signal of one kind of part."""

    name: Name
    applies: PartKind
    signal: str
    comparison: Comparison
    warning: float | None = Field(default=None, strict=False)
    critical: float | None = Field(default=None, strict=False)
    recovery: float | None = Field(default=None, strict=False)
    share_of_timeout: ShareOfTimeout | None = None
    """Instead of numbers: they follow from the function's timeout, in milliseconds."""
    window: Duration
    no_data: NoData = "nothing"
    told: Told
    ahead: Duration | None = None
    meaning: str
    first_step: str
    source: str


@cache
def causes() -> tuple[Cause, ...]:
    """Every cause that is watched."""
    data = yaml.safe_load(files("estate.alerting").joinpath("causes.yaml").read_text(encoding="utf-8"))
    return tuple(Cause.model_validate(one) for one in data["causes"])


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The numbers of a monitor."""

    warning: float | None
    critical: float
    recovery: float | None
    window: timedelta


def cause_monitors(catalog: Catalog, environment: Environment) -> tuple[MonitorSpec, ...]:
    """The monitors of every part of the environment, with the catalog's own numbers. AlertError with all that cannot be."""
    made: list[MonitorSpec] = []
    wrong: list[str] = []
    for part in parts_of(catalog, environment):
        mine = {cause.name: cause for cause in causes() if cause.applies in part.kinds}
        changes = {change.name: change for change in part.alerts}
        # Budgets are those of a service's objectives (`estate.alerting.slos`).
        own = {name for name, change in changes.items() if change.budget is None or part.name not in catalog.services}
        wrong += _unknown(part, own, mine)
        for name, cause in mine.items():
            change = changes.get(name)
            if change is None or not change.off:
                monitor = _monitor(part, cause, change)
                wrong += (f"{part.file}  alerts: {text}" for text in odd(name, monitor))
                made.append(monitor)
    if wrong:
        raise AlertError("\n".join(wrong))
    return tuple(made)


def _unknown(part: Part, names: Collection[str], known: Mapping[str, Cause]) -> Iterator[str]:
    for name in sorted(names):
        if name not in known:
            hint = did_you_mean(name, known) or f"known are {', '.join(sorted(known))}"
            yield f"{part.file}  alerts: {name!r} watches nothing of {part.name!r}; {hint}"


def _monitor(part: Part, cause: Cause, change: AlertChange | None) -> MonitorSpec:
    numbers = _numbers(part, cause)
    source = cause.source
    if change:
        numbers = _changed(numbers, change)
        source = change.reason
    name = f"{part.name}.{cause.name}"
    return MonitorSpec(
        name=name,
        subject=part.subject,
        nature="cause",
        signal=cause.signal,
        of=part.words,
        comparison=cause.comparison,
        critical=numbers.critical,
        warning=numbers.warning,
        recovery=numbers.recovery,
        window=numbers.window,
        no_data=cause.no_data,
        route=route(cause.told, "cause", part.subject, cause.name),
        meaning=cause.meaning,
        first_step=Template(cause.first_step).safe_substitute(part.words, name=name),
        source=source,
        ahead=cause.ahead,
    )


def _numbers(part: Part, cause: Cause) -> Thresholds:
    if cause.share_of_timeout and part.timeout:
        milliseconds = part.timeout / timedelta(milliseconds=1)
        warning, critical = (milliseconds * share / 100 for share in (cause.share_of_timeout.warning, cause.share_of_timeout.critical))
        return Thresholds(warning=warning, critical=critical, recovery=None, window=cause.window)
    if cause.critical is None:
        raise AlertError(f"causes.yaml  {cause.name}: has no critical threshold")
    return Thresholds(warning=cause.warning, critical=cause.critical, recovery=cause.recovery, window=cause.window)


def _changed(numbers: Thresholds, change: AlertChange) -> Thresholds:
    """A critical threshold of one's own drops the warning and recovery that belonged to the other one."""
    if change.critical is not None:
        numbers = replace(numbers, critical=change.critical, warning=change.warning, recovery=change.recovery)
    if change.warning is not None:
        numbers = replace(numbers, warning=change.warning)
    if change.recovery is not None:
        numbers = replace(numbers, recovery=change.recovery)
    return replace(numbers, window=change.window) if change.window else numbers


def odd(name: str, monitor: MonitorSpec) -> Iterator[str]:
    """What cannot be of a monitor's numbers: a window that no vendor has, a warning or a recovery on the bad side of the critical one."""
    if monitor.window > LONGEST_AT_DATADOG:
        longest = f"expected {format_duration(LONGEST_AT_DATADOG)} at most, the longest that Datadog has"
        yield f"{name}: its window is {format_duration(monitor.window)}; {longest}"
    above = monitor.comparison.startswith(">")
    side = "below" if above else "above"
    for what, value in (("warning", monitor.warning), ("recovery", monitor.recovery)):
        if value is not None and not (value < monitor.critical if above else value > monitor.critical):
            wanted = f"must be {side} its critical threshold, {monitor.critical:g} ({monitor.comparison})"
            yield f"{name}: its {what}, {value:g}, {wanted}"
