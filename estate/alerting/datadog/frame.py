"""The minutes that a simulation looks at, and the stored points laid on them.

A minute is the finest step: the vendor evaluates at most once in a minute (docs: monitors/configuration, evaluation
frequency). Points within one minute become one, a count by its sum, everything else by its mean.
"""

from dataclasses import dataclass, field

import numpy as np

from estate.alerting.datadog.ranges import Even, Places, Ranges, Uneven
from estate.alerting.series import Series, Times, Values

MINUTE = 60
DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Minutes from `origin`, a midnight in UTC in seconds since 1970; kept layouts of series make monitors share their cost."""

    origin: int
    minutes: int
    _kept: dict[int, Values] = field(default_factory=dict, compare=False)
    _grains: dict[int, int] = field(default_factory=dict, compare=False)

    @classmethod
    def around(cls, *, start: int, end: int, history: int) -> "Frame":
        """The frame of evaluations from `start` to `end` that look back up to `history` seconds."""
        origin = (start - history) // DAY * DAY
        last = -(-(end + MINUTE - origin) // DAY) * DAY
        return cls(origin=origin, minutes=last // MINUTE)

    def lay(self, series: Series) -> Values:
        """The series by minute; NaN where it has no point."""
        if id(series) not in self._kept:
            self._kept[id(series)] = _by_minute(self, series)
        return self._kept[id(series)]

    def grain(self, series: Series) -> int:
        """The minutes of the coarsest grid on which all its points lie; 0 where it has none. Samples may lie anywhere: 1."""
        if series.kind == "distribution":
            return 1
        if id(series) not in self._grains:
            self._grains[id(series)] = int(np.gcd.reduce(series.times // MINUTE)) if series.times.size else 0
        return self._grains[id(series)]

    def places(self, times: Times) -> Places:
        """The minute in which each time lies."""
        return (times - self.origin) // MINUTE


def _by_minute(frame: Frame, series: Series) -> Values:
    places = frame.places(series.times)
    inside = (places >= 0) & (places < frame.minutes)
    places, values = places[inside], series.values[inside]
    laid = np.full(frame.minutes, np.nan)
    if places.size and (np.diff(places) > 0).all():
        laid[places] = values
        return laid
    weights = np.bincount(places, minlength=frame.minutes)
    sums = np.bincount(places, values, minlength=frame.minutes)
    present = weights > 0
    laid[present] = sums[present] if series.kind == "count" else sums[present] / weights[present]
    return laid


@dataclass(frozen=True, kw_only=True)
class Instants:
    """When a monitor is evaluated, and what stretch of time each evaluation reads: `window` seconds, up to `delay` seconds ago."""

    frame: Frame
    first: int
    """In seconds since 1970, as everywhere."""
    every: int
    """Seconds between two evaluations: whole minutes."""
    number: int
    delay: int = 0
    window: int = 0

    @classmethod
    def between(cls, frame: Frame, *, start: int, end: int, every: int) -> "Instants":
        """Every evaluation from `start` to `end`, both included, at multiples of `every`."""
        first = -(-start // every) * every
        return cls(frame=frame, first=first, every=every, number=max((end - first) // every + 1, 0))

    @property
    def times(self) -> Times:
        """The time of each evaluation."""
        return np.arange(self.number, dtype=np.int64) * self.every + self.first

    @property
    def newest(self) -> Times:
        """The last second that each evaluation reads."""
        return self.times - self.delay

    @property
    def minute(self) -> Places:
        """The minute of `newest`."""
        return self.frame.places(self.newest)

    def ranges(self, *, cell: int = 1, with_newest: bool) -> Ranges:
        """The cells of so many minutes that begin in the window, both its ends included; the newest cell only if asked."""
        length = cell * MINUTE
        since = self.first - self.delay - self.window - self.frame.origin
        until = self.first - self.delay - self.frame.origin
        if self.every % length == 0:
            low, high = -(-since // length), until // length + int(with_newest)
            return Even(first=low, step=self.every // length, length=max(high - low, 0), number=self.number)
        turns = np.arange(self.number, dtype=np.int64) * self.every
        return Uneven(low=-(-(since + turns) // length), high=(until + turns) // length + int(with_newest))
