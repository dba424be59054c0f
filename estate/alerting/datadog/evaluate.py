"""What a metric query gives at each evaluation, for each of its groups."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from estate.alerting.datadog.distribution import Samples, share_of
from estate.alerting.datadog.field import Field, aggregate, joined
from estate.alerting.datadog.frame import MINUTE, Instants
from estate.alerting.datadog.functions import elementwise, moving
from estate.alerting.datadog.metric import Group, Store, field_of, is_counted, sent
from estate.alerting.datadog.ranges import Present, counts
from estate.alerting.datadog.syntax import Arithmetic, Call, Condition, Expression, Metric, MetricQuery, NotSimulatedError, Number, metrics
from estate.alerting.datadog.windows import full_window
from estate.alerting.series import Series, Values

NO_CONDITION = Condition(comparison=">", threshold=0.0, written="0")


@dataclass(frozen=True, kw_only=True, eq=False)
class Evaluated:
    """One group: at each evaluation its value (NaN: none), whether data is missing, whether the window is full; and when it was seen."""

    value: Values
    missing: Present
    full: Present | None
    """None where nobody asks."""
    seen: Present
    """By minute of the frame: whether any of its series has a point."""


def evaluate(query: MetricQuery, store: Store, instants: Instants, *, full: bool = False) -> dict[Group, Evaluated]:
    """Every group of the query, with whether its windows are full if asked. NotSimulatedError for what is not simulated."""
    keys = group_keys(query.expression)
    groups = groups_of(query.expression, store, keys)
    return {group: _GroupQuery(query=query, store=store, group=group, keys=keys).evaluate(instants, asks_full=full) for group in groups}


def totals(expressions: Sequence[Expression], store: Store, instants: Instants) -> list[Values]:
    """The sums over each window of formulas over counts; NaN where there is none."""
    query = MetricQuery(aggregator="sum", window=instants.window, unit="m", expression=expressions[0], condition=NO_CONDITION)
    asked = _GroupQuery(query=query, store=store, group=(), keys=())
    return [np.broadcast_to(asked.scalar(one, instants), (instants.number,)) for one in expressions]


def field_for(expression: Expression, store: Store, group: Group, keys: tuple[str, ...]) -> Field:
    """The cells of a formula for one group. NotSimulatedError where it is a plain number."""
    query = MetricQuery(aggregator="avg", window=MINUTE, unit="m", expression=expression, condition=NO_CONDITION)
    found = _GroupQuery(query=query, store=store, group=group, keys=keys).field(expression)
    if not isinstance(found, Field):
        raise NotSimulatedError("a formula without a query is not simulated")
    return found


def group_keys(expression: Expression) -> tuple[str, ...]:
    """The tags by which the query's groups stay apart."""
    kinds = list(dict.fromkeys(metric.by for metric in metrics(expression) if metric.by))
    if len({frozenset(keys) for keys in kinds}) > 1:
        raise NotSimulatedError(f"queries by {' and by '.join(', '.join(keys) for keys in kinds)} in one formula are not simulated")
    return kinds[0] if kinds else ()


def groups_of(expression: Expression, store: Store, keys: tuple[str, ...]) -> list[Group]:
    """The groups that have ever had a point; a query without groups has its one always."""
    if not keys:
        return [()]
    found: set[Group] = set()
    for metric in metrics(expression):
        if metric.by:
            found.update(_in_order(group, metric.by, keys) for group in store.groups(metric))
    return sorted(found)


def _in_order(group: Group, given: tuple[str, ...], wanted: tuple[str, ...]) -> Group:
    return tuple(group[given.index(key)] for key in wanted)


@dataclass(frozen=True, kw_only=True, eq=False)
class _GroupQuery:
    query: MetricQuery
    store: Store
    group: Group
    keys: tuple[str, ...]
    _fields: dict[Metric, Field] = field(default_factory=dict)
    _scalars: dict[tuple[Expression, Instants], Values] = field(default_factory=dict)

    def evaluate(self, instants: Instants, *, asks_full: bool) -> Evaluated:
        value = self.counted_first(instants) if self._counts_first else self._classic(instants)
        missing = np.zeros(instants.number, dtype=bool)
        full = np.ones_like(missing) if asks_full else None
        seen = np.zeros(self.store.frame.minutes, dtype=bool)
        for metric, zeroed in _leaves(self.query.expression):
            series = self._series(metric)
            present = sent(metric, series, self.store.frame)
            seen |= present
            if not zeroed:
                missing |= np.equal(counts(present, instants.ranges(with_newest=not is_counted(series))), 0)
                full = None if full is None else full & full_window(present, instants, unit=self.query.unit)
        return Evaluated(value=value, missing=missing, full=full, seen=seen)

    @property
    def _counts_first(self) -> bool:
        """Whether arithmetic follows the aggregation (docs: monitors/guide/as-count-in-monitor-evaluations)."""
        whole = self.query.expression
        return not isinstance(whole, Metric) and any(metric.modifier == "count" for metric in metrics(whole))

    def _percentile(self, instants: Instants) -> Values:
        """The percentile of every sample in the window, not of points that are percentiles."""
        metric = self.query.expression
        if not isinstance(metric, Metric) or not metric.space.startswith("p") or self.query.change is not None:
            raise NotSimulatedError("percentile() is simulated over one query of a distribution by a percentile")
        series = self._series(metric)
        if any(one.kind != "distribution" for one in series):
            raise NotSimulatedError(f"{metric.name} is no distribution, and has no percentiles")
        if not series:
            return np.full(instants.number, np.nan)
        return Samples.of(series, self.store.frame).percentiles(share_of(metric), instants.ranges(with_newest=False))

    def _classic(self, instants: Instants) -> Values:
        if self.query.aggregator == "percentile":
            return self._percentile(instants)
        found = self.field(self.query.expression)
        if not isinstance(found, Field):
            return np.full(instants.number, found)
        if self.query.change is not None:
            found = joined(_difference(self.query.change), found, _shifted(found, self.query.shift))
        return aggregate(found, self.query.aggregator, instants)

    def counted_first(self, instants: Instants) -> Values:
        """Every metric aggregated by itself, then put together."""
        current = self.scalar(self.query.expression, instants)
        if self.query.change is not None:
            before = self.scalar(self.query.expression, replace(instants, delay=instants.delay + self.query.shift))
            current = _difference(self.query.change)(np.asarray(current), np.asarray(before))
        return np.broadcast_to(np.asarray(current, dtype=float), (instants.number,))

    def scalar(self, expression: Expression, instants: Instants) -> Values | float:
        """A part of the query, every metric in it aggregated by itself."""
        match expression:
            case Number():
                return expression.value
            case Arithmetic():
                return operate(expression.operator, self.scalar(expression.left, instants), self.scalar(expression.right, instants))
            case Call() if expression.function != "moving_rollup":
                return elementwise(expression)(np.asarray(self.scalar(expression.argument, instants)))
        if (expression, instants) not in self._scalars:
            found = self.field(expression)
            value = aggregate(found, self.query.aggregator, instants) if isinstance(found, Field) else np.full(instants.number, found)
            self._scalars[expression, instants] = value
        return self._scalars[expression, instants]

    def field(self, expression: Expression) -> Field | float:
        """The cells of a part of the query."""
        match expression:
            case Number():
                return expression.value
            case Metric():
                if expression not in self._fields:
                    cell = self.store.cell(self.query.expression)
                    self._fields[expression] = field_of(expression, self._series(expression), self.store.frame, cell=cell)
                return self._fields[expression]
            case Arithmetic():
                return _arithmetic(expression.operator, self.field(expression.left), self.field(expression.right))
            case Call():
                return self._call(expression)
        raise NotSimulatedError(f"{expression.name} names no query")

    def _call(self, call: Call) -> Field:
        argument = self.field(call.argument)
        if not isinstance(argument, Field):
            raise NotSimulatedError(f"{call.function}() of a number is not simulated")
        return moving(argument, call) if call.function == "moving_rollup" else argument.each(elementwise(call))

    def _series(self, metric: Metric) -> Sequence[Series]:
        groups = self.store.groups(metric)
        if not metric.by:
            return groups.get((), ())
        return groups.get(_in_order(self.group, self.keys, metric.by), ())


def _leaves(expression: Expression, *, zeroed: bool = False) -> Iterator[tuple[Metric, bool]]:
    """Every metric, and whether default_zero() makes it never missing."""
    match expression:
        case Metric():
            yield expression, zeroed
        case Arithmetic():
            yield from _leaves(expression.left, zeroed=zeroed)
            yield from _leaves(expression.right, zeroed=zeroed)
        case Call():
            yield from _leaves(expression.argument, zeroed=zeroed or expression.function == "default_zero")
        case _:
            return


def operate(operator: Literal["+", "-", "*", "/"], left: Values | float, right: Values | float) -> Values:
    """Arithmetic in which a null stays one, and a division by zero is null (docs: monitor-arithmetic-and-sparse-metrics)."""
    match operator:
        case "+":
            return np.add(left, right)
        case "-":
            return np.subtract(left, right)
        case "*":
            return np.multiply(left, right)
    zero = np.equal(right, 0.0)
    return np.divide(left, np.where(zero, np.nan, right) if np.any(zero) else right)


def _arithmetic(operator: Literal["+", "-", "*", "/"], left: Field | float, right: Field | float) -> Field | float:
    match left, right:
        case Field(), Field():
            return joined(lambda one, other: operate(operator, one, other), left, right)
        case Field(), float():
            return left.each(lambda values: operate(operator, values, right))
        case float(), Field():
            return right.each(lambda values: operate(operator, left, values))
        case float(), float():
            return float(operate(operator, left, right))
    raise TypeError(f"{left!r} {operator} {right!r}")


def _difference(change: Literal["change", "pct_change"]) -> Callable[[Values, Values], Values]:
    """`a - b`, or that in per cent of `b` (docs: monitors/types/change-alert)."""
    return _absolute if change == "change" else _in_percent


def _absolute(now: Values, before: Values) -> Values:
    return now - before


def _in_percent(now: Values, before: Values) -> Values:
    return operate("/", now - before, before) * 100.0


def _shifted(found: Field, shift: int) -> Field:
    """The same field so many seconds ago, as it is known when those are over."""
    cells, rest = divmod(shift, found.cell * MINUTE)
    if rest:
        raise NotSimulatedError(f"a comparison with {shift} s ago is not simulated over cells of {found.cell * MINUTE} s")
    moved = np.concatenate((np.full(cells, np.nan), found.cells[: len(found.cells) - cells]))
    partial = None if found.partial is None else np.repeat(moved, found.cell)
    settled = None if found.settled is None else np.arange(len(moved))
    return replace(found, cells=moved, partial=partial, settled=settled)
