"""What a SELECT gives for each window of a signal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np

from estate.alerting.newrelic.panes import Grid, Places
from estate.alerting.newrelic.percentiles import percentiles
from estate.alerting.newrelic.rows import Mask, Rows
from estate.alerting.newrelic.syntax import Aggregate, Arithmetic, Attribute, Clamp, Expression, NotSimulatedError, Number, Rate
from estate.alerting.newrelic.where import Verdict, matching
from estate.alerting.series import Times, Values

UNIQUE_LIMIT = 256
"""Above it uniqueCount() is an estimate (docs: NRQL reference, uniqueCount)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Samples:
    """Values of some rows, with the pane of each."""

    times: Times
    places: Places | slice
    values: Values | float
    weights: Values | None

    def weighted(self, factor: Values | float) -> Values | float:
        """A factor for each sample, times the rows that it stands for."""
        return factor if self.weights is None else factor * self.weights

    def full(self) -> Values:
        """A value for each sample."""
        return np.broadcast_to(np.asarray(self.values, dtype=float), self.times.shape)

    def panes(self) -> Places:
        """The pane of each sample."""
        return np.arange(self.places.start, self.places.stop) if isinstance(self.places, slice) else self.places


@dataclass(frozen=True, kw_only=True, eq=False)
class Windows:
    """The windows of one signal: rows that match the query, on a grid."""

    grid: Grid
    rows: Sequence[Rows]
    _places: dict[int, tuple[slice, Places | slice]] = field(default_factory=dict)

    @cached_property
    def present(self) -> Mask:
        """Whether any row lies in each window."""
        panes = np.zeros(self.grid.size, dtype=bool)
        for one in self._samples(Aggregate(function="count")):
            panes[one.places if one.weights is None else one.panes()[one.weights > 0]] = True
        return self.grid.rolled(panes, np.logical_or)

    def evaluate(self, expression: Expression) -> Values:
        """The value of each window; NaN for NULL, which is all that a window without rows has."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.broadcast_to(np.asarray(self._value(expression), dtype=float), self.grid.size)
        return np.where(self.present & np.isfinite(found), found, np.nan)

    def _value(self, expression: Expression) -> Values | float:
        match expression:
            case Number():
                return expression.value
            case Arithmetic():
                return _operate(expression.operator, self._value(expression.left), self._value(expression.right))
            case Clamp():
                return _clamped(expression, self._value(expression.argument))
            case Rate():
                return self._value(expression.argument) * (expression.seconds / self.grid.window)
            case Aggregate():
                return self._aggregate(expression)
        raise NotSimulatedError(f"{expression} stands outside every aggregate function")

    def _aggregate(self, one: Aggregate) -> Values:
        samples = list(self._samples(one))
        match one.function:
            case "count":
                return self._rolled_sum([(each, 1.0) for each in samples])
            case "sum":
                return self._rolled_sum([(each, each.values) for each in samples])
            case "average":
                return self._rolled_sum([(each, each.values) for each in samples]) / self._rolled_sum([(each, 1.0) for each in samples])
            case "min":
                return self._extreme(samples, np.minimum, np.inf)
            case "max":
                return self._extreme(samples, np.maximum, -np.inf)
            case "latest":
                return self._latest(samples)
            case "uniqueCount":
                return self._unique(one)
            case "percentile":
                return percentiles([(each.panes(), each.full(), each.weights) for each in samples], self.grid, one.percentile)

    def _samples(self, one: Aggregate) -> Iterator[Samples]:
        """The values of the aggregate's operand; rows that lack it, or hold a text, have none."""
        for rows in self.rows:
            found = matching(one.condition, rows)
            value = 1.0 if one.operand is None else _operand(one, rows)
            mask = found if isinstance(value, float) or value is None else _and(found, ~np.isnan(value))
            if value is None or mask is False:
                continue
            if mask is True or (isinstance(mask, np.ndarray) and mask.all()):
                yield self._on_grid(rows, value, cached=True)
            else:
                kept = rows.where(np.asarray(mask))
                yield self._on_grid(kept, value if isinstance(value, float) else value[mask], cached=False)

    def _on_grid(self, rows: Rows, value: Values | float, *, cached: bool) -> Samples:
        found = self._places.get(id(rows)) if cached else None
        if found is None:
            within = self.grid.within(rows.times)
            found = within, self.grid.places(rows.times[within])
            if cached:
                self._places[id(rows)] = found
        within, places = found
        weights = None if rows.weights is None else rows.weights[within]
        return Samples(
            times=rows.times[within], places=places, values=value if isinstance(value, float) else value[within], weights=weights
        )

    def _rolled_sum(self, parts: Sequence[tuple[Samples, Values | float]]) -> Values:
        total = np.zeros(self.grid.size)
        for samples, factor in parts:
            _add(total, samples, samples.weighted(factor))
        return self.grid.rolled(total, np.add)

    def _extreme(self, samples: Sequence[Samples], join: np.ufunc, neutral: float) -> Values:
        panes = np.full(self.grid.size, neutral)
        for one in samples:
            if isinstance(one.places, slice):
                panes[one.places] = join(panes[one.places], one.values)
            elif one.times.size:
                starts = _starts(one.places)
                panes[one.places[starts]] = join(panes[one.places[starts]], join.reduceat(one.full(), starts))
        return self.grid.rolled(panes, join)

    def _latest(self, samples: Sequence[Samples]) -> Values:
        seen, value = np.full(self.grid.size, -np.inf), np.full(self.grid.size, np.nan)
        for one in samples:
            last = slice(None) if isinstance(one.places, slice) else np.flatnonzero(np.diff(one.places, append=one.places[-1:] + 1))
            places = one.places if isinstance(one.places, slice) else one.places[last]
            newer = one.times[last] >= seen[places]
            value[places] = np.where(newer, one.full()[last], value[places])
            seen[places] = np.where(newer, one.times[last], seen[places])
        if self.grid.per == 1:
            return value
        newest = self.grid.rolled(seen, np.maximum)
        known = np.isfinite(newest)
        holder = (np.where(known, newest, self.grid.since).astype(np.int64) - self.grid.since) // self.grid.step
        return np.where(known, value[holder], np.nan)

    def _unique(self, one: Aggregate) -> Values:
        if not isinstance(one.operand, Attribute):
            raise NotSimulatedError("uniqueCount() of an expression is not simulated; expected an attribute")
        present: dict[object, Values] = {}
        for rows in self.rows:
            for value, kept in _distinct(one.operand.name, rows, matching(one.condition, rows)):
                within = self.grid.within(kept.times)
                panes = present.setdefault(value, np.zeros(self.grid.size))
                panes[self.grid.places(kept.times[within])] = 1.0
                if len(present) > UNIQUE_LIMIT:
                    raise NotSimulatedError(f"uniqueCount() of more than {UNIQUE_LIMIT} values is an estimate whose method is unpublished")
        rolled = [self.grid.rolled(panes, np.maximum) for panes in present.values()]
        return reduce(np.add, rolled, np.zeros(self.grid.size))


def _operand(one: Aggregate, rows: Rows) -> Values | float | None:
    if one.operand is None:
        return 1.0
    if one.function == "count" and isinstance(one.operand, Attribute) and one.operand.name in rows.constants:
        return 1.0
    return _of_row(one.operand, rows)


def _of_row(expression: Expression, rows: Rows) -> Values | float | None:
    match expression:
        case Number():
            return expression.value
        case Attribute():
            value = rows.constants.get(expression.name, rows.columns.get(expression.name))
            return (
                float(value)
                if isinstance(value, int | float) and not isinstance(value, bool)
                else None
                if isinstance(value, str | bool)
                else value
            )
        case Arithmetic():
            left, right = _of_row(expression.left, rows), _of_row(expression.right, rows)
            if left is None or right is None:
                return None
            found = _operate(expression.operator, np.asarray(left), np.asarray(right))
            return np.where(np.isfinite(found), found, np.nan) if found.ndim else float(found) if np.isfinite(found) else None
        case Clamp():
            inner = _of_row(expression.argument, rows)
            return None if inner is None else _clamped(expression, inner)
    raise NotSimulatedError("an aggregate of an aggregate is not simulated")


def _distinct(name: str, rows: Rows, found: Verdict) -> Iterator[tuple[object, Rows]]:
    if found is False:
        return
    kept = rows if found is True else rows.where(np.asarray(found))
    if name in kept.constants:
        yield kept.constants[name], kept
    elif name in kept.columns:
        column = kept.columns[name]
        values = np.unique(column[~np.isnan(column)])
        if values.size > UNIQUE_LIMIT:
            raise NotSimulatedError(f"uniqueCount() of more than {UNIQUE_LIMIT} values is an estimate whose method is unpublished")
        for value in values:
            yield float(value), kept.where(column == value)


def _add(total: Values, samples: Samples, values: Values | float) -> None:
    if isinstance(samples.places, slice):
        total[samples.places] += values
    elif isinstance(values, float):
        total += np.bincount(samples.places, minlength=len(total)) * values
    else:
        total += np.bincount(samples.places, weights=values, minlength=len(total))


def _starts(places: Places) -> Places:
    return np.flatnonzero(np.diff(places, prepend=places[:1] - 1))


def _and(left: Verdict, right: Mask) -> Verdict:
    return False if left is False else right if left is True else np.logical_and(left, right)


def _operate(operator: str, left: Values | float, right: Values | float) -> Values:
    operation: np.ufunc = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[operator]
    with np.errstate(divide="ignore", invalid="ignore"):
        return operation(left, right)


def _clamped(clamp: Clamp, value: Values | float) -> Values | float:
    if clamp.function == "abs":
        return abs(value)
    found = np.minimum(value, clamp.bound) if clamp.function == "clamp_max" else np.maximum(value, clamp.bound)
    return found if isinstance(value, np.ndarray) else float(found)
