"""Percentiles of windows.

New Relic estimates them from sketches of unpublished shape; here it is the smallest value that at least the asked share of
the window's samples does not exceed. The two differ by at most the distance to the neighbouring samples and the sketch's error.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from estate.alerting.newrelic.panes import Grid, Places
from estate.alerting.series import Values

Part = tuple[Places, Values, Values | None]
"""The pane, the value and the weight of samples."""

CHUNK = 4_000_000
"""How many samples are sorted at once, counted once for each window that they lie in."""


def percentiles(parts: Sequence[Part], grid: Grid, percent: float) -> Values:
    """The percentile of each window; NaN where it has no sample."""
    found = np.full(grid.size, np.nan)
    if not parts or not grid.size:
        return found
    places = np.concatenate([pane for pane, _, _ in parts])
    order = np.argsort(places, kind="stable")
    places, values = places[order], np.concatenate([value for _, value, _ in parts])[order]
    weights = np.concatenate([np.ones(len(value)) if weight is None else weight for _, value, weight in parts])[order]
    for first, last in _chunks(places, grid):
        begin, end = np.searchsorted(places, (first - grid.per + 1, last))
        chunk = slice(int(begin), int(end))
        _fill(found, places[chunk], values[chunk], weights[chunk], windows=(first, last), per=grid.per, percent=percent)
    return found


def _chunks(places: Places, grid: Grid) -> Iterator[tuple[int, int]]:
    density = max(1, -(-len(places) * grid.per // grid.size))
    size = max(1, CHUNK // density)
    for first in range(0, grid.size, size):
        yield first, min(grid.size, first + size)


def _fill(found: Values, places: Places, values: Values, weights: Values, *, windows: tuple[int, int], per: int, percent: float) -> None:
    window = (places[:, None] + np.arange(per)).reshape(-1)
    value, weight = np.repeat(values, per), np.repeat(weights, per)
    inside = (window >= windows[0]) & (window < windows[1]) & (weight > 0)
    window, value, weight = window[inside], value[inside], weight[inside]
    if not window.size:
        return
    order = np.lexsort((value, window))
    window, value, weight = window[order], value[order], weight[order]
    starts = np.flatnonzero(np.diff(window, prepend=window[:1] - 1))
    lengths = np.diff(starts, append=len(window))
    running = np.cumsum(weight)
    before = np.repeat(running[starts] - weight[starts], lengths)
    total = np.repeat(np.add.reduceat(weight, starts), lengths)
    enough = (running - before) >= total * (percent / 100) * (1 - 1e-12)
    first = np.minimum.reduceat(np.where(enough, np.arange(len(window)), len(window) - 1), starts)
    found[window[starts]] = value[first]
