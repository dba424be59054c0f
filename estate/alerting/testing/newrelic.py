"""The truth as New Relic would have stored it: rows of the types and attributes that the tables' own queries ask for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.rows import EVENT_TYPE
from estate.alerting.newrelic.syntax import Aggregate, Arithmetic, Clamp, Compare, Expression, Joined, Number, Predicate, Query, Rate
from estate.alerting.newrelic.syntax import Attribute as Named
from estate.alerting.newrelic.syntax import attributes as attributes_of
from estate.alerting.series import Attribute, Events, Kind, Series, Values
from estate.alerting.signals import nrql_query
from estate.alerting.slis import NrqlParts, sli_of
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.datadog import BEYOND, OTHERS, WITHIN, counts_of
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.truth import Mask, Truth

Row = Series | Events
OTHER_TEXT = "OK"
"""What an attribute of text says in a row that keeps a promise."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where rows are looked for: one service's answers are the same rows to all its promises."""

    type: str
    where: tuple[tuple[str, Attribute], ...]


def rows_of(truth: Truth, alerting: Alerting) -> list[Row]:
    """Everything that the conditions of an environment may ask for; what promises count comes before what signals say of it."""
    counted: dict[Source, list[SloSpec]] = {}
    for slo in alerting.slos:
        parts = sli_of(slo).newrelic
        if parts.bad:
            counted.setdefault(_source(parts), []).append(slo)
    found: dict[tuple[object, ...], Row] = {}
    events = [one for source, slos in counted.items() for one in _events(truth, source, slos)]
    for series in (*_all_sums(truth, alerting.slos), *_all_signals(truth, alerting.monitors)):
        found.setdefault((series.metric, tuple(sorted(series.tags.items()))), series)
    return [*events, *found.values()]


def _all_sums(truth: Truth, slos: Iterable[SloSpec]) -> Iterator[Series]:
    for slo in slos:
        yield from _sums(truth, slo)


def _all_signals(truth: Truth, monitors: Iterable[MonitorSpec]) -> Iterator[Series]:
    for monitor in monitors:
        yield from _signal(truth, monitor)


def _source(parts: NrqlParts) -> Source:
    return Source(type=parts.from_, where=tuple(sorted(_meeting(_where(parts.from_, parts.where)).items())))


def _events(truth: Truth, source: Source, slos: Sequence[SloSpec]) -> Iterator[Events]:
    """The rows that break one of the promises, and those that keep all of them; no row breaks two."""
    traffic = truth.traffic(slos[0].subject.service)
    kept = counts_of(slos[0], traffic)[0]
    predicates = [_where(source.type, sli_of(slo).newrelic.bad or "") for slo in slos]
    keeping = {key: value for predicate in predicates for key, value in _missing(predicate).items()}
    for slo, predicate in zip(slos, predicates, strict=True):
        _, broken = counts_of(slo, traffic)
        kept = kept - broken
        yield _counted(truth, source, {**keeping, **_meeting(predicate)}, broken, heard=traffic.heard)
    yield _counted(truth, source, keeping, kept, heard=traffic.heard)


def _counted(truth: Truth, source: Source, more: Mapping[str, Attribute], counts: Values, *, heard: Values | object) -> Events:
    sent = (counts > 0) & np.asarray(heard, dtype=bool)
    return Events(type=source.type, attributes={**dict(source.where), **more}, times=truth.times[sent], counts=counts[sent])


def _sums(truth: Truth, slo: SloSpec) -> Iterator[Series]:
    parts, traffic = sli_of(slo).newrelic, truth.traffic(slo.subject.service)
    tags = _texts(_meeting(_where(parts.from_, parts.where)))
    if parts.value:
        yield Series(metric=parts.value.strip("`"), kind="gauge", tags=tags, times=truth.times, values=traffic.age)
    if parts.total_sum and parts.bad_sum:
        every, broken = counts_of(slo, traffic)
        yield Series(metric=parts.total_sum, kind="count", tags=tags, times=truth.times, values=every)
        yield Series(metric=parts.bad_sum, kind="count", tags=tags, times=truth.times, values=broken)


def _signal(truth: Truth, monitor: MonitorSpec) -> Iterator[Series]:
    query = parse(nrql_query(monitor))
    names = list(dict.fromkeys(attributes_of(query.select)))
    if not names:
        # Rows are counted: those of the service's promises.
        return
    service = monitor.subject.service
    if monitor.signal in good_day().follows_traffic:
        yield _measured(truth, query, names[0], truth.traffic(service).total, {}, "count", truth.heard(service, monitor.signal))
        return
    at_zero, at_one = (_computed(query.select, names[0], point) for point in (0.0, 1.0))
    for number, member in enumerate(truth.members(service, monitor.signal, apart=bool(query.facets)), start=1):
        facets = dict.fromkeys(query.facets, f"{service}-{number}")
        yield _measured(truth, query, names[0], (member.values - at_zero) / (at_one - at_zero), facets, "gauge", member.heard)
        for name in names[1:]:
            yield _measured(truth, query, name, np.full(len(truth.times), OTHERS), facets, "gauge", member.heard)


def _measured(truth: Truth, query: Query, name: str, values: Values, facets: Mapping[str, str], kind: Kind, heard: Mask) -> Series:
    tags = {**_texts(_meeting(query.where)), **facets}
    if query.types[0] != "Metric":
        tags[EVENT_TYPE] = query.types[0]
    return Series(metric=name, kind=kind, tags=tags, times=truth.times[heard], values=values[heard])


def _computed(expression: Expression, first: str, point: float) -> float:
    match expression:
        case Number():
            return expression.value
        case Named():
            return point if expression.name == first else OTHERS
        case Aggregate():
            return 1.0 if expression.operand is None else _computed(expression.operand, first, point)
        case Clamp() | Rate():
            return _computed(expression.argument, first, point)
        case Arithmetic():
            left, right = _computed(expression.left, first, point), _computed(expression.right, first, point)
            return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1.0)}[expression.operator]
    raise ValueError(f"{expression} has no value")


def _where(kind: str, text: str) -> Predicate | None:
    return parse(f"FROM {kind} SELECT count(*) WHERE {text}").where


def _meeting(predicate: Predicate | None) -> dict[str, Attribute]:
    """Attributes with which a row meets the predicate. ValueError where it asks in another way than by comparing."""
    match predicate:
        case None:
            return {}
        case Joined(every=True):
            return {key: value for part in predicate.parts for key, value in _meeting(part).items()}
        case Compare(operator="=", negated=False):
            return {predicate.attribute: predicate.value}
        case Compare(operator=">=" | ">", negated=False, value=int() | float() as bound):
            return {predicate.attribute: bound * BEYOND}
    raise ValueError(f"{predicate}: expected comparisons that must all hold")


def _missing(predicate: Predicate | None) -> dict[str, Attribute]:
    """Attributes with which a row does not meet the predicate, but could."""
    return {key: OTHER_TEXT if isinstance(value, str) else float(value) / BEYOND * WITHIN for key, value in _meeting(predicate).items()}


def _texts(tags: Mapping[str, Attribute]) -> dict[str, str]:
    return {key: str(value) for key, value in tags.items()}
