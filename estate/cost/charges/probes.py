"""Requests from outside: how often they are sent stands in the plan, so their number does too; retries are left out."""

from decimal import Decimal

from estate.cost.model import HOURS_MONTHLY, Charge, Free, Metered, fixed
from estate.cost.reading import Planned, UndecidedError

SECONDS_MONTHLY = HOURS_MONTHLY * 3600
PERIODS = {
    "EVERY_MINUTE": 60,
    "EVERY_5_MINUTES": 5 * 60,
    "EVERY_10_MINUTES": 10 * 60,
    "EVERY_15_MINUTES": 15 * 60,
    "EVERY_30_MINUTES": 30 * 60,
    "EVERY_HOUR": 3600,
    "EVERY_6_HOURS": 6 * 3600,
    "EVERY_12_HOURS": 12 * 3600,
    "EVERY_DAY": 24 * 3600,
}
"""Seconds of New Relic's names (docs: NerdGraph, ping monitors)."""


def datadog_test(test: Planned) -> list[Charge]:
    """A run at each place, each time; a browser's test has another price (Datadog pricing, Synthetic Monitoring)."""
    if test.word("status", default="live") != "live":
        return [Free(why="it is paused")]
    kind = test.word("type")
    return _runs(f"datadog-synthetics-{kind}-run", test.number("optionsList", "tickEvery"), len(test.many("locations")))


def newrelic_monitor(monitor: Planned) -> list[Charge]:
    """A check at each place, each time; what an edition includes is not in the plan."""
    if monitor.word("status", default="ENABLED") != "ENABLED":
        return [Free(why="it is switched off")]
    period = monitor.word("period")
    if period not in PERIODS:
        raise UndecidedError(f"period {period} is none that is known")
    return _runs("newrelic-synthetics-check", Decimal(PERIODS[period]), len(monitor.many("locationsPublics")))


def _runs(sku: str, every_seconds: Decimal, places: int) -> list[Charge]:
    if not every_seconds or not places:
        return [Metered(sku=sku)]
    return [fixed(sku, SECONDS_MONTHLY / every_seconds * places)]
