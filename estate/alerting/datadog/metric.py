"""One metric of a query: which series it means, put together in time and in space."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from estate.alerting.datadog.distribution import cells_of
from estate.alerting.datadog.field import Field
from estate.alerting.datadog.frame import DAY, MINUTE, Frame
from estate.alerting.datadog.gaps import filled, filled_running, last_places
from estate.alerting.datadog.parse import FILL_LIMIT
from estate.alerting.datadog.ranges import Places, Present
from estate.alerting.datadog.syntax import Aggregator, Expression, Fill, Metric, NotSimulatedError, metrics
from estate.alerting.series import Kind, Series, Values

Group = tuple[str, ...]
"""The values of the tags by which a query stays apart, in the order of `by`."""

LINEAR = Fill(method="linear", limit=FILL_LIMIT)
DAY_MINUTES = DAY // MINUTE
OVER_TIME: Mapping[Kind, Aggregator] = {"count": "sum", "gauge": "avg", "rate": "avg", "distribution": "sum"}
"""How points of one cell become one (docs: metrics/types)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Store:
    """Every series, by the name of its metric."""

    frame: Frame
    by_metric: Mapping[str, Sequence[Series]]

    @classmethod
    def of(cls, series: Iterable[Series], frame: Frame) -> "Store":
        """The store of these series."""
        grouped: dict[str, list[Series]] = {}
        for one in series:
            grouped.setdefault(one.metric, []).append(one)
        return cls(frame=frame, by_metric=grouped)

    def groups(self, metric: Metric) -> dict[Group, list[Series]]:
        """The series that the metric means, by group; a series without one of the tags belongs to none."""
        found: dict[Group, list[Series]] = {}
        for one in self.by_metric.get(metric.name, ()):
            if metric.scope.matches(one.tags) and all(key in one.tags for key in metric.by):
                found.setdefault(tuple(one.tags[key] for key in metric.by), []).append(one)
        return found

    def cell(self, expression: Expression) -> int:
        """The minutes of a cell: those of the rollups, else the coarsest grid on which every point of the query lies."""
        asked = {metric.rollup.interval // MINUTE for metric in metrics(expression) if metric.rollup and metric.rollup.interval}
        if len(asked) > 1:
            lengths = " and ".join(str(one * MINUTE) for one in sorted(asked))
            raise NotSimulatedError(f"rollups of {lengths} s in one formula are not simulated")
        return asked.pop() if asked else self._grain(expression)

    def _grain(self, expression: Expression) -> int:
        grain = DAY_MINUTES
        for metric in metrics(expression):
            for one in (series for found in self.groups(metric).values() for series in found):
                grain = gcd(grain, self.frame.grain(one))
                if grain == 1:
                    return 1
        return grain


def field_of(metric: Metric, series: Sequence[Series], frame: Frame, *, cell: int) -> Field:
    """The metric over these series of one group."""
    kinds = {one.kind for one in series}
    if len(kinds) > 1:
        raise NotSimulatedError(f"{metric.name} is stored as {' and as '.join(sorted(kinds))}; a metric has one type")
    kind = kinds.pop() if kinds else "gauge"
    if kind == "distribution":
        return _distribution(metric, series, frame, cell=cell)
    if series and (metric.bound is not None or metric.space.startswith("p")):
        raise NotSimulatedError(f"{metric.name} is stored as {kind}; percentiles and counts of samples want a distribution")
    counted = is_counted(series)
    rows = [_row(metric, kind, frame.lay(one), cell=cell, counted=counted) for one in series]
    fill = _fill(metric, kind)
    cells = _space(metric.space, [row.cells for row in rows], frame.minutes // cell)
    running = [row.partial for row in rows if row.partial is not None]
    partial = _space(metric.space, running, frame.minutes) if cell > 1 else None
    settled = _settled(rows) if fill.method == "linear" and any(row.bridged for row in rows) else None
    scale = _scale(metric, kind, cell)
    return Field(
        cells=cells * scale if scale != 1.0 else cells,
        cell=cell,
        counted=counted,
        partial=partial if partial is None or scale == 1.0 else partial * scale,
        settled=settled,
    )


def _distribution(metric: Metric, series: Sequence[Series], frame: Frame, *, cell: int) -> Field:
    cells, partial = cells_of(metric, series, frame, cell=cell)
    scale = 1.0 / (cell * MINUTE) if metric.modifier == "rate" else 1.0
    return Field(cells=cells * scale, cell=cell, counted=True, partial=partial * scale if cell > 1 else None)


def is_counted(series: Sequence[Series]) -> bool:
    """Whether a point stands for the time that begins with it, as counts, rates and samples do."""
    return any(one.kind != "gauge" for one in series)


def sent(metric: Metric, series: Sequence[Series], frame: Frame) -> Present:
    """The minutes for which the query has a point: one that was sent, or one that its `.fill()` makes."""
    present = np.zeros(frame.minutes, dtype=bool)
    for one in series:
        laid = frame.lay(one)
        present |= ~np.isnan(laid if metric.fill is None else filled(laid, metric.fill, cell=1))
    return present


@dataclass(frozen=True, kw_only=True, eq=False)
class _Row:
    """One series in cells; `bare` before its gaps were filled."""

    bare: Values
    cells: Values
    partial: Values | None

    @property
    def bridged(self) -> bool:
        return self.cells is not self.bare


def _row(metric: Metric, kind: Kind, minutes: Values, *, cell: int, counted: bool) -> _Row:
    fill = _fill(metric, kind)
    if cell == 1:
        return _Row(bare=minutes, cells=filled(minutes, fill, cell=1), partial=None)
    method = (metric.rollup.method if metric.rollup else None) or OVER_TIME[kind]
    running = _running(minutes.reshape(-1, cell), method)
    bare = np.ascontiguousarray(running[:, -1])
    if counted:
        running = np.concatenate((np.full((len(running), 1), np.nan), running[:, :-1]), axis=1)
    cells = filled(bare, fill, cell=cell)
    return _Row(bare=bare, cells=cells, partial=filled_running(bare, running.reshape(-1), fill, cell=cell))


def _running(minutes: Values, method: Aggregator) -> Values:
    present = ~np.isnan(minutes)
    number = np.cumsum(present, axis=1)
    match method:
        case "max":
            return np.fmax.accumulate(minutes, axis=1)
        case "min":
            return np.fmin.accumulate(minutes, axis=1)
        case "percentile":
            raise NotSimulatedError("a rollup by percentile is not simulated")
    total = number.astype(float) if method == "count" else np.cumsum(np.where(present, minutes, 0.0), axis=1)
    if method == "avg":
        total = total / np.maximum(number, 1)
    return np.where(number > 0, total, np.nan)


def _fill(metric: Metric, kind: Kind) -> Fill:
    if metric.fill is not None:
        return metric.fill
    return LINEAR if kind == "gauge" and metric.modifier is None else Fill(method="null", limit=0)


def _settled(rows: Sequence[_Row]) -> Places:
    return np.maximum.reduce([last_places(row.bare) for row in rows])


def _scale(metric: Metric, kind: Kind, cell: int) -> float:
    if metric.modifier == "rate" and kind == "count":
        return 1.0 / (cell * MINUTE)
    return float(cell * MINUTE) if metric.modifier == "count" and kind == "rate" else 1.0


def _space(space: str, rows: Sequence[Values], size: int) -> Values:
    if not rows:
        return np.full(size, np.nan)
    if space == "count":
        return _or_null(np.sum([~np.isnan(row) for row in rows], axis=0).astype(float), rows)
    if len(rows) == 1:
        return rows[0]
    join: Any = {"max": np.fmax, "min": np.fmin}.get(space)
    if join is not None:
        return join.reduce(rows)
    total = np.add.reduce([np.nan_to_num(row) for row in rows])
    if space == "avg":
        total = total / np.maximum(np.sum([~np.isnan(row) for row in rows], axis=0), 1)
    return _or_null(total, rows)


def _or_null(values: Values, rows: Sequence[Values]) -> Values:
    empty = np.logical_and.reduce([np.isnan(row) for row in rows])
    return np.where(empty, np.nan, values)
