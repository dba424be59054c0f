"""What New Relic refuses of a service level."""

from collections.abc import Iterator

from estate.alerting.newrelic.bounds import Inputs, one_of, required

DAYS = (1, 7, 28)
UNITS = ("DAY",)
"""Rolling windows alone, of so many days (the provider's checks of newrelic_service_level)."""
TOLD_BY = ("badEvents", "goodEvents")


def service_level(given: Inputs) -> Iterator[str]:
    """The mistakes of a service level by itself."""
    yield from required(given, "guid", "name", "events", "objective")
    events = given.get("events") or {}
    yield from (f"events: {text}" for text in _events(events))
    rolling = ((given.get("objective") or {}).get("timeWindow") or {}).get("rolling") or {}
    yield from (f"objective: {text}" for text in _rolling(rolling))


def _events(events: Inputs) -> Iterator[str]:
    if not events:
        return
    yield from required(events, "validEvents")
    told = [key for key in TOLD_BY if events.get(key)]
    if len(told) != 1:
        yield f"{' and '.join(told) or 'neither badEvents nor goodEvents'} set; expected one of badEvents, goodEvents"


def _rolling(rolling: Inputs) -> Iterator[str]:
    if not rolling:
        return
    yield from one_of(rolling, "unit", UNITS)
    if rolling.get("count") not in DAYS:
        yield f"the period is {rolling.get('count')} days; expected one of {', '.join(map(str, DAYS))}"
