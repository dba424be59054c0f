"""From the clock on the wall to the one instant that it means.

A time that a clock skips means the first instant after the gap; one that it shows twice means the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def instant(day: date, clock: str, zone: str) -> datetime:
    """When clocks of the zone show `clock`, such as 08:00, on that day; in UTC."""
    return resolve(datetime.combine(day, time.fromisoformat(clock)), zone)


@cache
def resolve(wall: datetime, zone: str) -> datetime:
    """The instant, in UTC, of a wall time without a zone."""
    place = ZoneInfo(zone)
    first = wall.replace(tzinfo=place).astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None) == wall:
        return first
    return _gap_end(wall.replace(tzinfo=place, fold=1).astimezone(UTC), first, place)


def _gap_end(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """The instant between the two at which the offset changes; what `fold` makes of a skipped time lies on either side (PEP 495)."""
    offset = before.astimezone(place).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2 // SECOND * SECOND
        if middle.astimezone(place).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


@cache
def local_date(when: datetime, zone: str) -> date:
    """The date that a calendar in the zone shows at that instant."""
    return when.astimezone(ZoneInfo(zone)).date()


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
