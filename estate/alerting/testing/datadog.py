"""The truth as Datadog would have stored it: under the names and tags that the tables' own queries ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from estate.alerting.datadog.parse import parse_expression
from estate.alerting.datadog.syntax import Arithmetic, Call, Everything, Expression, Metric, Number, Scope, Several, Tag, metrics
from estate.alerting.series import Kind, Series, Times, Values
from estate.alerting.signals import datadog_query
from estate.alerting.slis import sli_of
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.truth import Mask, Traffic, Truth

OTHERS = 10.0
"""What the other metrics of a formula are, where one of them follows from the value."""
BEYOND, WITHIN = 2.0, 0.1
"""How long slow and other requests take, of the bound."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Under which name and tags points lie."""

    metric: str
    tags: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, metric: Metric, **more: str) -> "Address":
        """Where a query would look."""
        return cls(metric=metric.name, tags=tuple(sorted({**dict(_asked(metric.scope)), **more}.items())))


def series_of(truth: Truth, alerting: Alerting) -> list[Series]:
    """Every series that the monitors of an environment may ask for; what promises count comes before what signals say of it."""
    found: dict[Address, Series] = {}
    for address, series in (*_all_promises(truth, alerting.slos), *_all_signals(truth, alerting.monitors)):
        found.setdefault(address, series)
    return list(found.values())


def _all_promises(truth: Truth, slos: Iterable[SloSpec]) -> Iterator[tuple[Address, Series]]:
    for slo in slos:
        yield from _promise(truth, slo)


def _all_signals(truth: Truth, monitors: Iterable[MonitorSpec]) -> Iterator[tuple[Address, Series]]:
    for monitor in monitors:
        yield from _signal(truth, monitor)


def _promise(truth: Truth, slo: SloSpec) -> Iterator[tuple[Address, Series]]:
    asked, traffic, times = sli_of(slo).datadog, truth.traffic(slo.subject.service), truth.times
    if asked.value:
        yield _points(_metric(asked.value), "gauge", times, traffic.age)
        return
    if not asked.total or not asked.bad:
        return
    total, bad = _metric(asked.total), _metric(asked.bad)
    every, failed = counts_of(slo, traffic)
    if bad.bound is not None:
        yield _points(total, "count", times, every, heard=traffic.heard)
        yield _samples(bad, times, every, failed, traffic)
    elif bad.name == total.name:
        yield _points(bad, "count", times, failed, heard=traffic.heard)
        yield _points(total, "count", times, every - failed, heard=traffic.heard)
    else:
        yield _points(total, "count", times, every, heard=traffic.heard)
        yield _points(bad, "count", times, failed, heard=traffic.heard)


def counts_of(slo: SloSpec, traffic: Traffic) -> tuple[Values, Values]:
    """How many there were by minute, and how many of them broke the promise."""
    match slo.objective.sli:
        case "correctness":
            return traffic.probes, traffic.failed_probes
        case "latency":
            return traffic.total, traffic.slow
        case _:
            return traffic.total, traffic.bad


def _samples(bad: Metric, times: Times, every: Values, slow: Values, traffic: Traffic) -> tuple[Address, Series]:
    """Two samples a minute, each for as many requests: some beyond the bound, the others within."""
    bound = bad.bound.threshold if bad.bound else 1.0
    values = np.tile([bound * BEYOND, bound * WITHIN], len(times))
    weights = np.stack([slow, every - slow], axis=1).reshape(-1)
    sent = (weights > 0) & np.repeat(traffic.heard, 2)
    address = Address.of(bad)
    series = Series(
        metric=bad.name,
        kind="distribution",
        tags=dict(address.tags),
        times=np.repeat(times, 2)[sent],
        values=values[sent],
        weights=weights[sent],
    )
    return address, series


def _points(metric: Metric, kind: Kind, times: Times, values: Values, *, heard: Mask | None = None) -> tuple[Address, Series]:
    """What never happened in a minute is not sent for it (docs: metrics/types, counts of traces are sparse)."""
    address = Address.of(metric)
    sent = np.ones(len(times), dtype=bool) if heard is None else heard & (values > 0)
    return address, Series(metric=metric.name, kind=kind, tags=dict(address.tags), times=times[sent], values=values[sent])


def _signal(truth: Truth, monitor: MonitorSpec) -> Iterator[tuple[Address, Series]]:
    expression = parse_expression(datadog_query(monitor))
    if monitor.signal in good_day().follows_traffic:
        traffic, heard = truth.traffic(monitor.subject.service), truth.heard(monitor.subject.service, monitor.signal)
        # AWS reports requests at a balancer even where there is none (docs: elasticloadbalancing, RequestCount).
        yield _points(next(metrics(expression)), "count", truth.times[heard], traffic.total[heard])
        return
    keys = next((metric.by for metric in metrics(expression) if metric.by), ())
    members = truth.members(monitor.subject.service, monitor.signal, apart=bool(keys))
    for number, member in enumerate(members, start=1):
        group = dict.fromkeys(keys, f"{monitor.subject.service}-{number}")
        yield from _solved(expression, member.values[member.heard], truth.times[member.heard], group)


def _solved(expression: Expression, value: Values, times: Times, group: dict[str, str]) -> Iterator[tuple[Address, Series]]:
    """Series of which the formula makes the value: all metrics but the first are `OTHERS`, and it is linear in the first."""
    first, *others = metrics(expression)
    at_zero, at_one = (_computed(expression, first, point) for point in (0.0, 1.0))
    for metric, points in ((first, (value - at_zero) / (at_one - at_zero)), *((one, np.full(len(times), OTHERS)) for one in others)):
        address = Address.of(metric, **group)
        kind: Kind = "count" if metric.modifier == "count" else "gauge"
        yield address, Series(metric=metric.name, kind=kind, tags=dict(address.tags), times=times, values=points)


def _computed(expression: Expression, first: Metric, point: float) -> float:
    match expression:
        case Metric():
            return point if expression == first else OTHERS
        case Number():
            return expression.value
        case Call():
            return _computed(expression.argument, first, point)
        case Arithmetic():
            left, right = _computed(expression.left, first, point), _computed(expression.right, first, point)
            return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1.0)}[expression.operator]
    raise ValueError(f"{expression} is no query")


def _metric(text: str) -> Metric:
    return next(metrics(parse_expression(text)))


def _asked(scope: Scope) -> Iterator[tuple[str, str]]:
    """The tags that a scope asks for. ValueError where it asks in another way: such points cannot be made from it."""
    match scope:
        case Everything():
            return
        case Tag():
            yield scope.key, scope.value
        case Several(every=True):
            for one in scope.scopes:
                yield from _asked(one)
        case _:
            raise ValueError(f"{scope}: expected tags that must all be there")
