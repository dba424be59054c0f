"""Which promises a release goes back on: those that AWS itself measures, over the minutes that a release takes.

They are the objectives that also call people, made into alarms that call nobody. A release is judged by the short window of
the fastest burn alert alone: the long one is full of what ran before.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

import yaml
from pydantic import Field

from estate.alerting.burn import SHARES, BurnWindow
from estate.alerting.slos import BAD_MINUTES
from estate.alerting.spec import SloSpec
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.fact import Fact, format_duration
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.naming import Scope, scope_of

Missing = Literal["notBreaching", "breaching", "ignore", "missing"]
TARGET_GROUP, LOAD_BALANCER = "$target_group", "$load_balancer"
"""Dimensions that only the deployment knows: whoever makes the alarm fills them in."""
BAD_AT_LEAST = 5
"""Bad ones in the window: at little traffic a single failed request is a large share, and no fault of a release."""
MINUTE = timedelta(minutes=1)


class Ranked(Fact):
    """A metric of which AWS says what share of the values lies under the bound."""

    metric: str
    statistic: str


class Measure(Fact):
    """How AWS measures one kind of promise."""

    namespace: str
    dimensions: Mapping[str, str]
    total: str | None = None
    bad: tuple[str, ...] = Field(default=(), strict=False)
    satisfied: Ranked | None = None
    value: str | None = None
    missing: Missing
    silence: str
    """What it means that nothing is measured."""
    source: str


@dataclass(frozen=True, kw_only=True)
class Query:
    """A metric, or an expression over those before it; the last one is compared."""

    id: str
    label: str
    expression: str = ""
    metric: str = ""
    statistic: str = ""


@dataclass(frozen=True, kw_only=True)
class RollbackAlarm:
    """An alarm in CloudWatch's words."""

    name: str
    """`frontend-proxy-availability`; unique in an environment."""
    description: str
    namespace: str
    dimensions: Mapping[str, str]
    queries: tuple[Query, ...]
    period: timedelta
    periods: int
    bad_periods: int
    threshold: float
    """Reached or passed."""
    missing: Missing


@cache
def measures() -> Mapping[str, Measure]:
    """Every kind of promise that AWS measures, by `<where>.<promise>`."""
    data = yaml.safe_load(files("estate.alerting").joinpath("rollback.yaml").read_text(encoding="utf-8"))
    return {name: Measure.model_validate(one) for name, one in data["measures"].items()}


def rollback_alarms(catalog: Catalog, environment: Environment, slos: tuple[SloSpec, ...]) -> dict[str, tuple[RollbackAlarm, ...]]:
    """The alarms of each service that has any."""
    found: dict[str, list[RollbackAlarm]] = {}
    for slo in slos:
        service = catalog.services[slo.subject.service]
        measure = measures().get(f"{_where(service, slo)}.{slo.objective.sli}")
        if measure is not None:
            found.setdefault(service.name, []).append(_alarm(slo, measure, _words(catalog, environment, service, slo)))
    return {name: tuple(alarms) for name, alarms in found.items()}


def judged_by(slo: SloSpec) -> tuple[BurnWindow, Fraction]:
    """The fastest window of the period whose share of bad ones can be reached at all, and that share."""
    objective = slo.objective
    shares = ((window, window.threshold(objective.period, objective.budget)) for window in SHARES[objective.period])
    return next((window, share) for window, share in shares if share <= 1)


def _where(service: Service, slo: SloSpec) -> str:
    """What of AWS sees the promise; a gRPC server tells its failures in trailers, which the balancer does not count."""
    if slo.measured == "http" and service.ingress is not None:
        return "alb"
    return slo.measured if slo.measured in ("lambda", "queue", "kafka") else ""


def _words(catalog: Catalog, environment: Environment, service: Service, slo: SloSpec) -> Mapping[str, str]:
    """What the dimensions may name; the two that only the deployment knows stay as they are."""
    bound, words = slo.objective.under, {"queue": slo.source, "topic": slo.source, "group": service.name}
    if bound is not None:
        words |= {"seconds": f"{bound.total_seconds():g}", "milliseconds": f"{bound.total_seconds() * 1000:g}"}
    if slo.measured == "lambda":
        words["function"] = _scope(catalog, environment, service).name("lambda/function", service.name)
    if slo.measured == "kafka" and slo.objective.of is not None:
        store = catalog.stores[slo.objective.of]
        words["cluster"] = _scope(catalog, environment, store).name("msk/cluster", store.name)
    return words


def _scope(catalog: Catalog, environment: Environment, thing: Service | Store) -> Scope:
    return scope_of(organisation=catalog.organisation, environment=environment, team=catalog.teams[thing.owner], thing=thing)


def _alarm(slo: SloSpec, measure: Measure, words: Mapping[str, str]) -> RollbackAlarm:
    name = slo.name.replace(".", "-")
    dimensions = {key: Template(value).safe_substitute(words) for key, value in measure.dimensions.items()}
    if measure.value is not None:
        return _of_minutes(name, slo, measure, measure.value, dimensions)
    return _of_share(name, slo, measure, dimensions, words)


def _of_minutes(name: str, slo: SloSpec, measure: Measure, metric: str, dimensions: Mapping[str, str]) -> RollbackAlarm:
    window, _ = judged_by(slo)
    bound = slo.objective.under or timedelta()
    minutes = window.short // MINUTE
    text = f"the oldest waiting message is {format_duration(bound)} old in {BAD_MINUTES} of {minutes} minutes"
    return RollbackAlarm(
        name=name,
        description=_description(slo, measure, f"{text}; one reading is no trend"),
        namespace=measure.namespace,
        dimensions=dimensions,
        queries=(Query(id="waiting", label="Seconds that the oldest message waits", metric=metric, statistic="Maximum"),),
        period=MINUTE,
        periods=minutes,
        bad_periods=BAD_MINUTES,
        threshold=bound.total_seconds(),
        missing=measure.missing,
    )


def _of_share(name: str, slo: SloSpec, measure: Measure, dimensions: Mapping[str, str], words: Mapping[str, str]) -> RollbackAlarm:
    window, share = judged_by(slo)
    percent = float(100 * share)
    least, bad = least_samples(slo.objective.minimum_samples, window), least_bad(slo.objective.minimum_samples)
    objective = f"{float(slo.objective.target):g} % over {format_duration(slo.objective.period)}"
    text = (
        f"{percent:.4g} % of {least} or more, and {bad} at least, are bad in {format_duration(window.short)}, "
        f"the rate that spends {window.name} of what {objective} leaves"
    )
    judged = f"IF(total >= {least} AND bad >= {bad}, 100 * bad / total, 0)"
    return RollbackAlarm(
        name=name,
        description=_description(slo, measure, text),
        namespace=measure.namespace,
        dimensions=dimensions,
        queries=(*_counted(measure, words), Query(id="share", label="Percent of bad ones", expression=judged)),
        period=window.short,
        periods=1,
        bad_periods=1,
        threshold=percent,
        missing=measure.missing,
    )


def _counted(measure: Measure, words: Mapping[str, str]) -> Iterator[Query]:
    """What there was, as `total`, and what of it was bad, as `bad`."""
    yield Query(id="total", label="All", metric=measure.total or "", statistic="Sum")
    if measure.satisfied is not None:
        statistic = Template(measure.satisfied.statistic).substitute(words)
        yield Query(id="good", label="Percent of good ones", metric=measure.satisfied.metric, statistic=statistic)
        yield Query(id="bad", label="Bad", expression="total * (100 - good) / 100")
        return
    for index, metric in enumerate(measure.bad):
        yield Query(id=f"bad{index}", label=metric, metric=metric, statistic="Sum")
    # AWS tells of failures only when there are some.
    yield Query(id="bad", label="Bad", expression=" + ".join(f"FILL(bad{index}, 0)" for index in range(len(measure.bad))))


def least_samples(wanted: int | None, window: BurnWindow) -> int:
    """The objective's least number of samples is for the long window; the short one has its part of it."""
    return max(1, math.ceil((wanted or 1) * Fraction(window.short // MINUTE, window.long // MINUTE)))


def least_bad(wanted: int | None) -> int:
    """Fewer where an objective speaks of fewer samples than that."""
    return min(BAD_AT_LEAST, wanted or BAD_AT_LEAST)


def _description(slo: SloSpec, measure: Measure, text: str) -> str:
    return f"A bad release of {slo.subject.service}: {text}. Calls nobody. Silence: {measure.silence}. Source: {measure.source}."
