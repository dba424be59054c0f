"""What each vendor can say of a burn alert, and what stands in for what it cannot: nothing is dropped without a word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from estate.alerting.burn import DAY, HOUR, BurnWindow
from estate.alerting.spec import BurnAlert, SloSpec
from estate.catalog.fact import Tier, format_duration

Watcher = Literal["datadog", "newrelic"]
LONGEST: Mapping[Watcher, timedelta] = {"datadog": 48 * HOUR, "newrelic": 6 * HOUR}
"""The long window of a burn alert (Datadog, burn rate alerts) and the aggregation window of a condition (New Relic provider)."""
PERIODS: Mapping[Watcher, Mapping[timedelta, timedelta]] = {
    "datadog": {7 * DAY: 7 * DAY, 30 * DAY: 30 * DAY, 90 * DAY: 90 * DAY},
    "newrelic": {7 * DAY: 7 * DAY, 28 * DAY: 28 * DAY, 30 * DAY: 28 * DAY},
}
"""The period that stands in for an objective's (New Relic, service levels: 1, 7 and 28 days)."""
STAND_IN = BurnWindow(share=Fraction(5, 100), long=6 * HOUR, short=timedelta(minutes=30), urgency="ticket")
STANDS_IN_FOR: frozenset[Tier] = frozenset({4})
"""Tiers 1 to 3 are called for the same six hours already; a ticket beside the call would be noise."""


@dataclass(frozen=True, kw_only=True)
class Substitution:
    """What a vendor gets instead of what was decided."""

    slo: str
    vendor: Watcher
    wanted: str
    instead: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VendorBurn:
    """A vendor's form of an objective's alerts."""

    period: timedelta
    alerts: tuple[BurnAlert, ...]
    substitutions: tuple[Substitution, ...]


def vendor_burn(slo: SloSpec, vendor: Watcher) -> VendorBurn:
    """The alerts as the vendor can have them. KeyError for a period that it lacks: the catalog's checks refuse those."""
    period = PERIODS[vendor][slo.objective.period]
    told = [_fit(slo, alert, vendor, period) for alert in slo.alerts]
    substitutions = [*_period(slo, vendor, period), *(one for _, one in told if one)]
    return VendorBurn(period=period, alerts=tuple(one for one, _ in told if one), substitutions=tuple(substitutions))


def _period(slo: SloSpec, vendor: Watcher, period: timedelta) -> Iterator[Substitution]:
    if period != slo.objective.period:
        wanted, instead = format_duration(slo.objective.period), format_duration(period)
        reason = f"{vendor} has no period of {wanted}"
        yield Substitution(slo=slo.name, vendor=vendor, wanted=wanted, instead=instead, reason=reason)


def _fit(slo: SloSpec, alert: BurnAlert, vendor: Watcher, period: timedelta) -> tuple[BurnAlert | None, Substitution | None]:
    if alert.window.long <= LONGEST[vendor]:
        return _over(alert, alert.window, period, slo), None
    reason = f"{vendor} looks back {format_duration(LONGEST[vendor])} at most"
    stands_in = vendor == "newrelic" and slo.subject.tier in STANDS_IN_FOR
    instead = f"{STAND_IN.name}, {STAND_IN.urgency}" if stands_in else "nothing: the shorter windows stand"
    wanted = f"{alert.window.name}, {alert.window.urgency}"
    substitution = Substitution(slo=slo.name, vendor=vendor, wanted=wanted, instead=instead, reason=reason)
    return (_over(alert, STAND_IN, period, slo) if stands_in else None), substitution


def _over(alert: BurnAlert, window: BurnWindow, period: timedelta, slo: SloSpec) -> BurnAlert:
    return replace(alert, window=window, factor=window.factor(period), threshold=window.threshold(period, slo.objective.budget))
