"""What the definition itself says of a threshold on a signal: when it is crossed, by plain arithmetic on the truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from estate.alerting.series import Values
from estate.alerting.signals import datadog_query, signals
from estate.alerting.spec import MonitorSpec
from estate.alerting.testing.derived.promised import CRAWLED, HOUR, LATE, QUOTIENT, SLACK, Run
from estate.alerting.testing.truth import MINUTE, Mask, Truth
from estate.alerting.testing.vendors import Vendor

LONGEST = 360
"""Minutes; the longest window of New Relic (provider, nrql_alert_condition)."""
TIMER = 300
"""Seconds after the last value of a window that stands alone, at New Relic."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Crossing:
    """A threshold before a scenario, as a vendor looks at it."""

    monitor: MonitorSpec
    vendor: Vendor
    truth: Truth

    @property
    def minutes(self) -> int:
        """Of the window."""
        whole = self.monitor.window // timedelta(minutes=1)
        return min(whole, LONGEST) if self.vendor == "newrelic" else whole

    @property
    def alone(self) -> bool:
        """Whether a window of New Relic stands alone: what is rare, and is zero where nothing is heard, or has too long a window."""
        rare = self.monitor.no_data == "zero" or self.monitor.window > timedelta(minutes=LONGEST)
        return self.vendor == "newrelic" and rare

    @property
    def step(self) -> int:
        """Seconds between two looks."""
        if self.vendor == "datadog":
            return MINUTE if self.minutes * MINUTE < 24 * HOUR else 10 * MINUTE
        return self.minutes * MINUTE if self.alone else MINUTE

    @property
    def waits(self) -> int:
        """Seconds that it waits for data."""
        if self.vendor == "newrelic":
            return TIMER - MINUTE if self.alone else LATE
        query = datadog_query(self.monitor)
        return CRAWLED if "aws." in query else QUOTIENT if "/" in query else 0

    def whole(self, values: Values) -> Values:
        """What was measured in each minute, as one number of the window before each."""
        return aggregated(values, self.minutes, signals()[self.monitor.signal].aggregate)

    def runs(self, whole: Values) -> tuple[list[Run], list[Run]]:
        """When it is told as critical and when as a warning, by the number of the window before each minute."""
        critical = self._until_well(self._beyond(whole, self.monitor.critical), whole)
        warned = self._beyond(whole, self.monitor.warning) if self.monitor.warning is not None else np.zeros(len(whole), dtype=bool)
        warned = self._closed(warned)
        return list(self._told(critical, critical | warned)), list(self._told(warned, critical | warned))

    def _beyond(self, whole: Values, threshold: float | None) -> Mask:
        limit = self.monitor.critical if threshold is None else threshold
        found: Mask = {">": whole > limit, ">=": whole >= limit, "<": whole < limit, "<=": whole <= limit}[self.monitor.comparison]
        shift = self.waits if self.vendor == "datadog" else 0
        steps = ((self.truth.times + shift) % self.step) // MINUTE
        return found[np.maximum(np.arange(len(found)) - steps, 0)]

    def _until_well(self, mask: Mask, whole: Values) -> Mask:
        """Datadog holds on to it until the recovery threshold; New Relic until a whole window had no breach."""
        if self.vendor == "newrelic":
            return self._closed(mask)
        if self.monitor.recovery is None:
            return mask
        held, state = np.zeros(len(mask), dtype=bool), False
        for place, ill in enumerate(self._beyond(whole, self.monitor.recovery) | mask):
            state = bool(mask[place]) or (state and bool(ill))
            held[place] = state
        return held

    def _closed(self, mask: Mask) -> Mask:
        if self.vendor == "datadog" or self.monitor.recovery is None or self.alone:
            return mask
        longer = mask.copy()
        for place in np.flatnonzero(mask):
            longer[place : place + self.minutes] = True
        return longer

    def _told(self, mask: Mask, over: Mask) -> Iterator[Run]:
        """From when it is so, until all is well: a warning that stays keeps it open."""
        inside = self.truth.times >= self.truth.scenario.begin
        begins = np.flatnonzero(np.diff(np.concatenate(([False], mask & inside)).astype(np.int8)) == 1)
        ended = -1
        for first in begins:
            if first < ended:
                continue
            after = np.flatnonzero(~over[first:])
            begin = int(self.truth.times[first]) + self.waits
            ended = int(first + after[0]) if after.size else len(mask)
            end = int(self.truth.times[ended]) + self.waits if after.size else None
            yield Run(begins=(begin - MINUTE, begin + SLACK), ends=None if end is None else (end - MINUTE, end + SLACK))


def aggregated(values: Values, minutes: int, how: str) -> Values:
    """Of so many minutes before each; the first windows are as the first minute."""
    padded = np.concatenate((np.full(minutes, values[0]), values))[:-1]
    windows = np.lib.stride_tricks.sliding_window_view(padded, minutes)
    one = {"avg": np.mean, "sum": np.sum, "min": np.min, "max": np.max}[how]
    result: Values = one(windows, axis=1)
    return result
