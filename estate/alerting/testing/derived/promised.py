"""What the definition itself says of a scenario: when each budget burns too fast, by plain arithmetic on the truth.

Nothing here is read from a planned resource. Thresholds are worked out once more, from the objective's target and the share of the
budget that may go within each window; what belongs to a vendor is when it looks (its steps, and how long it waits for data).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

import numpy as np

from estate.alerting.series import Values
from estate.alerting.slis import sli_of
from estate.alerting.spec import BurnAlert, SloSpec, Told
from estate.alerting.testing.datadog import counts_of
from estate.alerting.testing.truth import MINUTE, Mask, Truth
from estate.alerting.testing.vendors import Vendor
from estate.alerting.vendor_burn import vendor_burn

DAY = timedelta(days=1)
HOUR = 3600
CRAWLED, QUOTIENT = 900, 60
"""Seconds that Datadog waits: for what it fetches from AWS (docs: integrations/guide/cloud-metric-delay), and for both halves of a
quotient (docs: monitors/configuration)."""
LATE = 120
"""Seconds that New Relic waits for late data (docs: streaming alerts, event flow)."""
AT_ONCE, BLAMED = 30, 120
"""Seconds for which a compound condition of New Relic must be true: alone, and where others may be to blame."""
SLACK = 2 * MINUTE
"""Whoever tells looks once a minute, and so does what it is made of."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Once that somebody must be told; all in seconds since 1970, both ends included."""

    begins: tuple[int, int]
    """Not before, and by."""
    ends: tuple[int, int] | None
    """None where it goes on beyond the scenario."""


@dataclass(frozen=True, kw_only=True)
class Burn:
    """One window of an objective at a vendor."""

    slo: SloSpec
    alert: BurnAlert
    threshold: Fraction
    """The share of bad ones, of 1."""

    @property
    def name(self) -> str:
        """`payment.availability.24h`; whole hours."""
        return f"{self.slo.name}.{self.alert.window.long // timedelta(hours=1)}h"

    @property
    def told(self) -> Told:
        """What the definition wants."""
        return self.alert.route.told

    @property
    def long(self) -> int:
        """Minutes."""
        return self.alert.window.long // timedelta(minutes=1)

    @property
    def short(self) -> int:
        """Minutes."""
        return self.alert.window.short // timedelta(minutes=1)


def burns_of(slo: SloSpec, vendor: Vendor) -> tuple[Burn, ...]:
    """The windows that a vendor has of an objective, the fastest first, each with the share of bad ones at which it tells."""
    given = vendor_burn(slo, vendor)
    budget = 1 - Fraction(slo.objective.target) / 100
    return tuple(
        Burn(
            slo=slo,
            alert=one,
            threshold=one.window.share * Fraction(given.period / timedelta(minutes=1)).limit_denominator() / _minutes(one) * budget,
        )
        for one in given.alerts
    )


def _minutes(alert: BurnAlert) -> int:
    return alert.window.long // timedelta(minutes=1)


def apart(slo: SloSpec) -> bool:
    """Whether Datadog has a monitor for each window: it must, where a burn alert could not say how many samples are too few."""
    return slo.objective.minimum_samples is not None


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """How many there were before each minute, and how many of them were bad."""

    total: Values
    bad: Values

    @classmethod
    def of(cls, slo: SloSpec, truth: Truth) -> "Counted":
        """As the objective counts."""
        traffic = truth.traffic(slo.subject.service)
        under = slo.objective.under
        if slo.objective.sli == "freshness" and under:
            total, bad = np.ones(len(truth.times)), (traffic.age >= under.total_seconds()).astype(np.float64)
        else:
            total, bad = counts_of(slo, traffic)
        return cls(total=_before(total), bad=_before(bad))

    def share(self, minutes: int) -> Values:
        """The share of bad ones in so many minutes before each; 0 where there was nothing."""
        total = _within(self.total, minutes)
        return np.divide(_within(self.bad, minutes), total, out=np.zeros(len(total)), where=total > 0)

    def many(self, minutes: int) -> Values:
        """How many there were in so many minutes before each."""
        return _within(self.total, minutes)


def _before(values: Values) -> Values:
    return np.concatenate(([0.0], np.cumsum(values)))[:-1]


def _within(before: Values, minutes: int) -> Values:
    earlier = np.concatenate((np.zeros(min(minutes, len(before))), before[:-minutes]))
    result: Values = before - earlier
    return result


@dataclass(frozen=True, kw_only=True, eq=False)
class Looker:
    """When a vendor looks at a scenario, and what it then sees."""

    vendor: Vendor
    truth: Truth

    def above(self, burn: Burn, minutes: int, *, threshold: float | None = None) -> Mask:
        """Whether the share of bad ones in a window is above the threshold, as it was last looked at."""
        limit = float(burn.threshold) if threshold is None else threshold
        # Where one monitor of Datadog has both windows, it looks at both as often as at the long one.
        looked = burn.long if self.vendor == "datadog" and not apart(burn.slo) else minutes
        counted = Counted.of(burn.slo, self.truth)
        mask = counted.share(minutes) > limit
        # New Relic says nothing of a window in which there was nothing: what was so before stays.
        return self._held(_kept(mask, counted.many(minutes) > 0) if self.vendor == "newrelic" else mask, looked, burn.slo)

    def enough(self, burn: Burn, *, minimum: int | None = None) -> Mask:
        """Whether the long window has the samples that the objective asks for."""
        wanted = minimum or burn.slo.objective.minimum_samples or 0
        return self._held(Counted.of(burn.slo, self.truth).many(burn.long) >= wanted, burn.long, burn.slo)

    def burning(self, burn: Burn) -> Mask:
        """Whether the budget burns too fast, in both windows."""
        return self.above(burn, burn.long) & self.above(burn, burn.short) & self.enough(burn)

    def _held(self, mask: Mask, minutes: int, slo: SloSpec) -> Mask:
        """What is seen at each minute: the answer of the last look. Datadog looks at whole steps of the clock, at data that are older
        by what it waits; New Relic's windows end at whole steps."""
        shift = self.waits(slo) if self.vendor == "datadog" else 0
        steps = ((self.truth.times + shift) % self.step(minutes)) // MINUTE
        return mask[np.maximum(np.arange(len(mask)) - steps, 0)]

    def step(self, minutes: int) -> int:
        """Seconds between two looks at a window (Datadog: monitors/configuration, evaluation frequency; New Relic: the slide)."""
        seconds = minutes * MINUTE
        if self.vendor == "datadog":
            return MINUTE if seconds < 24 * HOUR else 10 * MINUTE
        return MINUTE if seconds <= HOUR else seconds // 24

    def waits(self, slo: SloSpec) -> int:
        """Seconds that it waits for data."""
        if self.vendor == "newrelic":
            return LATE
        if not apart(slo):
            return 0
        return CRAWLED if "aws." in (sli_of(slo).datadog.total or "") else QUOTIENT

    def lasts(self, *, blames: bool) -> int:
        """Seconds for which it must be so before anybody is told."""
        if self.vendor == "datadog":
            return 0
        return BLAMED if blames else AT_ONCE

    def runs(self, mask: Mask, slo: SloSpec, *, lasts: int) -> Iterator[Run]:
        """The times that people hear of; what does not last is none."""
        inside = mask & (self.truth.times >= self.truth.scenario.begin)
        edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
        late = self.waits(slo)
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            begin, length = int(self.truth.times[first]), int(last - first) * MINUTE
            goes_on = bool(last == len(mask))
            if length <= lasts and not goes_on:
                continue
            told, over = self._arrives(begin + late, slo), self._arrives(begin + length + late, slo)
            yield Run(begins=(told - MINUTE, told + lasts + SLACK), ends=None if goes_on else (over - MINUTE, over + SLACK))

    def _arrives(self, time: int, slo: SloSpec) -> int:
        """When it is seen: a window of New Relic is closed by whatever comes next."""
        counted = Counted.of(slo, self.truth)
        if self.vendor == "datadog" or sli_of(slo).newrelic.total_sum:
            return time
        place = (
            int(
                np.searchsorted(
                    counted.total, counted.total[min(int(np.searchsorted(self.truth.times, time)), len(counted.total) - 1)], side="right"
                )
            )
            - 1
        )
        return max(time, int(self.truth.times[min(place, len(self.truth.times) - 1)]))


def _kept(mask: Mask, known: Mask) -> Mask:
    """What was last known."""
    place = np.maximum.accumulate(np.where(known, np.arange(len(mask)), 0))
    result: Mask = mask[place]
    return result
