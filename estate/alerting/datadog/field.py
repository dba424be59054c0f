"""A series as a query sees it: values in cells of equal length, and what is known of the cell that is still running."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from estate.alerting.datadog.frame import Instants
from estate.alerting.datadog.ranges import Places, Ranges, Uneven, counts, fold
from estate.alerting.datadog.syntax import NotSimulatedError
from estate.alerting.series import Values


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """`cells[i]` from minute `i * cell` on; NaN is null.

    A count stands for the minute that begins at its time, so an evaluation at that time does not know it; a gauge's point is
    there at once. `partial`, by minute, is the running cell as far as it is known; with cells of one minute there is none.
    """

    cells: Values
    cell: int
    counted: bool
    partial: Values | None = None
    settled: Places | None = None
    """The last cell up to each whose value does not hang on a later point; None where that is every cell's own."""

    def each(self, function: Callable[[Values], Values]) -> "Field":
        """The same with every value changed."""
        return replace(self, cells=function(self.cells), partial=None if self.partial is None else function(self.partial))


def joined(function: Callable[[Values, Values], Values], left: Field, right: Field) -> Field:
    """Two fields put together cell by cell. NotSimulatedError where their cells differ."""
    if left.cell != right.cell:
        raise NotSimulatedError(f"queries with cells of {left.cell} and {right.cell} minutes in one formula are not simulated")
    partial = None if left.partial is None or right.partial is None else function(left.partial, right.partial)
    return Field(
        cells=function(left.cells, right.cells),
        cell=left.cell,
        counted=left.counted or right.counted,
        partial=partial,
        settled=_earlier(left.settled, right.settled),
    )


def _earlier(left: Places | None, right: Places | None) -> Places | None:
    if left is None or right is None:
        return right if left is None else left
    return np.minimum(left, right)


def aggregate(field: Field, aggregator: str, instants: Instants) -> Values:
    """One value for each evaluation: the field's cells in the window put together; NaN where there is none."""
    ranges = instants.ranges(cell=field.cell, with_newest=field.partial is None and not field.counted)
    if field.settled is not None:
        high = ranges.high
        ranges = Uneven(low=ranges.low, high=np.minimum(high, field.settled[np.maximum(high - 1, 0)] + 1))
    newest = None if field.partial is None else _newest(field, field.partial, instants)
    return aggregate_cells(field.cells, aggregator, ranges, newest)


def _newest(field: Field, partial: Values, instants: Instants) -> Values:
    """The cell in which each window ends, as it is known at the evaluation: whole once it is over.

    So a delay of at least the rollup leaves no part of an interval to be judged (docs: dashboards/functions/rollup).
    """
    last = instants.minute
    if not instants.delay:
        return partial[last]
    now, cell = instants.frame.places(instants.times), last // field.cell
    whole = field.cells[cell] if field.settled is None else np.where(field.settled[cell] == cell, field.cells[cell], np.nan)
    known = np.where(now // field.cell > cell, whole, partial[now])
    begins_there = field.counted & (last % field.cell == 0)
    return np.where(begins_there, partial[last], known)


def aggregate_cells(cells: Values, aggregator: str, ranges: Ranges, newest: Values | None = None) -> Values:
    """The cells of each range, and `newest` with them, put together; null where there is none."""
    present = ~np.isnan(cells)
    number = counts(present, ranges)
    complete = isinstance(number, int) and number > 0
    if aggregator in {"max", "min"}:
        known = cells if complete else np.where(present, cells, _NEUTRAL[aggregator])
        return _extreme(known, aggregator, ranges, newest, complete=complete)
    if aggregator == "percentile":
        raise NotSimulatedError("percentile() is simulated for one query of a distribution by a percentile")
    if newest is not None:
        number = number + ~np.isnan(newest)
    total = fold(np.add, cells if complete else np.where(present, cells, 0.0), ranges, empty=0.0)
    if newest is not None:
        total = total + np.nan_to_num(newest)
    if aggregator == "count":
        return np.where(np.equal(number, 0), np.nan, np.broadcast_to(number, len(total)))
    if aggregator == "avg":
        total = total / np.maximum(number, 1)
    return total if complete else np.where(number > 0, total, np.nan)


_NEUTRAL = {"max": -np.inf, "min": np.inf}


def _extreme(cells: Values, aggregator: str, ranges: Ranges, newest: Values | None, *, complete: bool) -> Values:
    combine: Any
    combine, join = (np.maximum, np.fmax) if aggregator == "max" else (np.minimum, np.fmin)
    value = fold(combine, cells, ranges, empty=_NEUTRAL[aggregator])
    if not complete:
        value = np.where(np.isinf(value), np.nan, value)
    return value if newest is None else join(value, newest)
