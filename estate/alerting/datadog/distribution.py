"""Distributions: samples of all series put together, in time and in space at once (docs: metrics/distributions).

Percentiles come from the same kind of sketch as the vendor's: samples in bins whose edges grow by a constant factor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from estate.alerting.datadog.comparing import breaches
from estate.alerting.datadog.frame import Frame
from estate.alerting.datadog.ranges import Even, Places, Ranges, Uneven
from estate.alerting.datadog.syntax import Condition, Metric, NotSimulatedError
from estate.alerting.series import Series, Values

ACCURACY = 0.01
"""How far a percentile may be from a sample's value, as a share of it."""
GROWTH = (1 + ACCURACY) / (1 - ACCURACY)
CHUNK = 1 << 12
"""Ranges of which percentiles are computed at once: a bound on memory."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Samples:
    """Every sample within the frame, in the order of time: its minute, its value, and how many it stands for."""

    minutes: int
    minute: Places
    values: Values
    weights: Values

    @classmethod
    def of(cls, series: Sequence[Series], frame: Frame) -> "Samples":
        """The samples of all these series."""
        minute = np.concatenate([frame.places(one.times) for one in series])
        values, weights = (np.concatenate(parts) for parts in ([one.values for one in series], [one.weights for one in series]))
        order = np.argsort(minute, kind="stable")
        inside = order[slice(*np.searchsorted(minute[order], (0, frame.minutes)))]
        return cls(minutes=frame.minutes, minute=minute[inside], values=values[inside], weights=weights[inside])

    def summed(self, amounts: Values) -> Values:
        """The amounts by minute, null in minutes without a sample."""
        total = np.bincount(self.minute, amounts, minlength=self.minutes).astype(float)
        return np.where(np.bincount(self.minute, minlength=self.minutes) > 0, total, np.nan)

    def extreme(self, pick: np.ufunc) -> Values:
        """The largest or the smallest sample by minute."""
        result = np.full(self.minutes, np.nan)
        pick.at(result, self.minute, self.values)
        return result

    def within(self, bound: Condition) -> Values:
        """By minute, how many samples meet the condition: none is zero where there are others."""
        return self.summed(self.weights * breaches(self.values, bound.comparison, bound.threshold))

    def percentiles(self, share: float, ranges: Ranges) -> Values:
        """The percentile of the minutes of each range; null where there is none."""
        bins, places = np.unique(_bins(self.values), return_inverse=True)
        result = np.full(len(ranges.low), np.nan)
        low, high = ranges.low, np.maximum(ranges.high, ranges.low)
        for begin in range(0, len(result) if bins.size else 0, CHUNK):
            chunk = slice(begin, begin + CHUNK)
            first, last = int(low[chunk].min()), int(high[chunk].max())
            held = self._histogram(places, len(bins), first, last)
            result[chunk] = _percentile(held[high[chunk] - first] - held[low[chunk] - first], bins, share)
        return result

    def _histogram(self, places: Places, bins: int, first: int, last: int) -> Values:
        """Before each minute from `first` on, how many samples each bin has had since."""
        inside = slice(*np.searchsorted(self.minute, (first, last)))
        flat = (self.minute[inside] - first) * bins + places[inside]
        held = np.bincount(flat, self.weights[inside], minlength=(last - first) * bins).reshape(last - first, bins)
        before = np.zeros((last - first + 1, bins))
        np.cumsum(held, axis=0, out=before[1:])
        return before


def _bins(values: Values) -> Values:
    """A bin for each value: its magnitude in steps of the growth; nothing and what is below it share the lowest."""
    positive = np.where(values > 0, values, 1.0)
    steps: Values = np.ceil(np.log(positive) / np.log(GROWTH))
    return np.where(values > 0, steps, -np.inf)


def _percentile(counts: Values, bins: Values, share: float) -> Values:
    total = counts.sum(axis=1)
    rank = share * (total - 1)
    place = (np.cumsum(counts, axis=1) > rank[:, None]).argmax(axis=1)
    middle = np.where(np.isinf(bins), 0.0, 2 * GROWTH ** np.where(np.isinf(bins), 0.0, bins) / (GROWTH + 1))
    return np.where(total > 0, middle[place], np.nan)


def share_of(metric: Metric) -> float:
    """The share that a percentile such as `p95` stands for."""
    return float(metric.space.removeprefix("p")) / 100


def cells_of(metric: Metric, series: Sequence[Series], frame: Frame, *, cell: int) -> tuple[Values, Values]:
    """The metric's cells, and the running cell by minute."""
    samples = Samples.of(series, frame)
    if metric.rollup is not None and metric.rollup.method not in {None, metric.space}:
        raise NotSimulatedError(
            f"{metric.space}:{metric.name} with a rollup by {metric.rollup.method} is not simulated: a distribution has one method"
        )
    running = _running(metric, samples, cell).reshape(-1, cell)
    before = np.concatenate((np.full((len(running), 1), np.nan), running[:, :-1]), axis=1)
    return np.ascontiguousarray(running[:, -1]), before.reshape(-1)


def _running(metric: Metric, samples: Samples, cell: int) -> Values:
    match metric.space:
        case "count":
            return _totals(samples.within(metric.bound) if metric.bound else samples.summed(samples.weights), cell)
        case "sum":
            return _totals(samples.summed(samples.values * samples.weights), cell)
        case "avg":
            return _totals(samples.summed(samples.values * samples.weights), cell) / _totals(samples.summed(samples.weights), cell)
        case "max":
            return np.fmax.accumulate(samples.extreme(np.fmax).reshape(-1, cell), axis=1).reshape(-1)
        case "min":
            return np.fmin.accumulate(samples.extreme(np.fmin).reshape(-1, cell), axis=1).reshape(-1)
    return samples.percentiles(share_of(metric), _since_cell_began(np.arange(samples.minutes), cell))


def _since_cell_began(minute: Places, cell: int) -> Ranges:
    return Even(first=0, step=1, length=1, number=len(minute)) if cell == 1 else Uneven(low=minute // cell * cell, high=minute + 1)


def _totals(minutes: Values, cell: int) -> Values:
    if cell == 1:
        return minutes
    present = ~np.isnan(minutes).reshape(-1, cell)
    total = np.cumsum(np.nan_to_num(minutes).reshape(-1, cell), axis=1)
    return np.where(np.maximum.accumulate(present, axis=1), total, np.nan).reshape(-1)
