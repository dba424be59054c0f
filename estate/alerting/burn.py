"""How fast an error budget burns, and when somebody is told.

What is decided is the share of the period's budget that may be gone before somebody is told. The burn rate that a vendor
wants follows from it: share x period / window (Google SRE workbook, chapter 5). Shares are kept, factors never: the same
factor over another period is another promise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from estate.catalog.fact import Tier, format_duration
from estate.errors import InputError

Urgency = Literal["page", "ticket"]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class BurnError(InputError):
    """A burn alert that cannot mean anything."""


@dataclass(frozen=True, kw_only=True)
class BurnWindow:
    """Somebody is told when `share` of the period's budget went within `long`, and it still goes as fast within `short`."""

    share: Fraction
    long: timedelta
    short: timedelta
    urgency: Urgency

    def factor(self, period: timedelta) -> Fraction:
        """How many times faster than evenly the budget burns. BurnError below 1: such a budget would last."""
        factor = self.share * Fraction(period // timedelta(seconds=1), self.long // timedelta(seconds=1))
        if factor < 1:
            what = f"{float(self.share * 100):g} % of {format_duration(period)} within {format_duration(self.long)}"
            raise BurnError(f"{what} is {float(factor):.3g} times the even rate: it lasts; expected a larger share or a shorter window")
        return factor

    def threshold(self, period: timedelta, budget: Fraction) -> Fraction:
        """The share of bad ones, of 1, in both windows at which somebody is told."""
        return self.factor(period) * budget

    @property
    def name(self) -> str:
        """`2 % in 1h`."""
        return f"{float(self.share * 100):g} % in {format_duration(self.long)}"


def _window(share: int, long: timedelta, short: timedelta, urgency: Urgency) -> BurnWindow:
    return BurnWindow(share=Fraction(share, 100), long=long, short=short, urgency=urgency)


def _fast(share: int) -> BurnWindow:
    return _window(share, HOUR, timedelta(minutes=5), "page")


def _slow(share: int) -> BurnWindow:
    return _window(share, 6 * HOUR, timedelta(minutes=30), "page")


def _ticket(share: int) -> BurnWindow:
    return _window(share, DAY, 2 * HOUR, "ticket")


# The shares of 30 days are those of the SRE workbook, table 5-8. Those of 7 and 90 days are what Datadog's published
# factors for them (16.8, 5.6, 2.8 and 21.6, 10.8, 4.5) mean: a short period spends more of its budget in an hour.
SHARES: Mapping[timedelta, tuple[BurnWindow, ...]] = {
    7 * DAY: (_fast(10), _slow(20), _ticket(40)),
    28 * DAY: (_fast(2), _slow(5), _ticket(10)),
    30 * DAY: (_fast(2), _slow(5), _ticket(10), _window(10, 3 * DAY, 6 * HOUR, "ticket")),
    90 * DAY: (_fast(1), _slow(3), _ticket(5)),
}

# Which windows a tier has: 1 and 2 are called at any hour; 3 for what burns slowly, in business hours; 4 reads tickets.
TOLD: Mapping[Tier, frozenset[tuple[timedelta, Urgency]]] = {
    1: frozenset({(HOUR, "page"), (6 * HOUR, "page"), (DAY, "ticket"), (3 * DAY, "ticket")}),
    2: frozenset({(HOUR, "page"), (6 * HOUR, "page"), (DAY, "ticket"), (3 * DAY, "ticket")}),
    3: frozenset({(6 * HOUR, "page"), (DAY, "ticket")}),
    4: frozenset({(DAY, "ticket")}),
}


def burn_windows(tier: Tier, period: timedelta) -> tuple[BurnWindow, ...]:
    """The burn alerts of a tier over a period, the fastest first. BurnError for a period without shares."""
    if period not in SHARES:
        known = ", ".join(format_duration(one) for one in SHARES)
        raise BurnError(f"{format_duration(period)} has no budget shares; expected one of {known}")
    return tuple(window for window in SHARES[period] if (window.long, window.urgency) in TOLD[tier])
