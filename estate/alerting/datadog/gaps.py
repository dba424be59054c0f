"""What stands in a gap between two points of one series (docs: monitors/guide/monitor-arithmetic-and-sparse-metrics)."""

import numpy as np

from estate.alerting.datadog.frame import MINUTE
from estate.alerting.datadog.ranges import Places
from estate.alerting.datadog.syntax import Fill
from estate.alerting.series import Values


def last_places(values: Values) -> Places:
    """For each place the last one up to it that holds a value; -1 where there is none."""
    return np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))


def next_places(values: Values) -> Places:
    """For each place the first one from it on that holds a value; the array's length where there is none."""
    size = len(values)
    return np.minimum.accumulate(np.where(np.isnan(values), size, np.arange(size))[::-1])[::-1]


def filled(cells: Values, fill: Fill, *, cell: int) -> Values:
    """The cells with their gaps filled, as one knows them afterwards."""
    if fill.method == "null" or _is_whole(cells, fill):
        return cells
    limit = fill.limit // (cell * MINUTE)
    place, last = np.arange(len(cells)), last_places(cells)
    near = np.isnan(cells) & (last >= 0) & (place - last <= limit)
    if fill.method == "last":
        return np.where(near, cells[last], cells)
    if fill.method == "zero":
        return np.where(near, 0.0, cells)
    return _linear(cells, last, place, limit)


def _is_whole(cells: Values, fill: Fill) -> bool:
    """Whether there is nothing to fill; a line fills nothing before the first point and after the last."""
    empty = np.isnan(cells)
    if fill.method == "linear" and not empty.all():
        empty = empty[int(empty.argmin()) : len(empty) - int(empty[::-1].argmin())]
    return not empty.any()


def _linear(cells: Values, last: Places, place: Places, limit: int) -> Values:
    following = next_places(cells)
    inside = np.isnan(cells) & (last >= 0) & (following < len(cells)) & (following - last <= limit)
    spot = np.flatnonzero(inside)
    if not spot.size:
        return cells
    before, after = last[spot], following[spot]
    share = (place[spot] - before) / (after - before)
    result = cells.copy()
    result[spot] = cells[before] + share * (cells[after] - cells[before])
    return result


def filled_running(cells: Values, partial: Values, fill: Fill, *, cell: int) -> Values:
    """The running cell, by minute, where it has no point of its own; a line needs a later point, so it gives nothing here."""
    if fill.method not in {"last", "zero"}:
        return partial
    minute = np.arange(len(partial))
    running = minute // cell
    last = np.concatenate(([-1], last_places(cells)))[running]
    near = np.isnan(partial) & (last >= 0) & (running - last <= fill.limit // (cell * MINUTE))
    return np.where(near, cells[last] if fill.method == "last" else 0.0, partial)
