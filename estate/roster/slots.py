"""What is to be staffed: each lane on each date of the horizon, as an interval of UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import get_args

from estate.catalog.fact import Weekday
from estate.catalog.roster import Lane, Roster
from estate.roster.clock import DAY, resolve

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A lane on one of its dates, from `start` to `end` (not included)."""

    lane: str
    date: date
    """In the lane's zone."""
    start: datetime
    end: datetime
    handover: timedelta
    heads: int

    @property
    def works_from(self) -> datetime:
        """When those who come have to be there."""
        return self.start - self.handover

    @property
    def key(self) -> tuple[str, date]:
        """What tells it from the others."""
        return (self.lane, self.date)


def weekday_of(day: date) -> Weekday:
    """The day's name, as the catalog writes it."""
    return WEEKDAYS[day.weekday()]


def horizon_end(roster: Roster) -> date:
    """The first date after the horizon."""
    return roster.horizon.first + timedelta(weeks=roster.horizon.weeks)


def dates(first: date, end: date) -> Iterator[date]:
    """Every date from the first to the one before `end`."""
    return (first + DAY * count for count in range((end - first).days))


def slots_of(roster: Roster) -> tuple[Slot, ...]:
    """Every slot of the horizon that needs somebody, in the order of their starts."""
    days = tuple(dates(roster.horizon.first, horizon_end(roster)))
    found = (slot_on(lane, day) for lane in roster.lanes for day in days)
    return tuple(sorted((slot for slot in found if slot and slot.heads), key=lambda slot: (slot.start, slot.lane)))


def slot_on(lane: Lane, day: date) -> Slot | None:
    """The lane on that date; None where the clock skips all of it."""
    wall = datetime.combine(day, time.fromisoformat(lane.start))
    start, end = resolve(wall, lane.zone), resolve(wall + lane.length, lane.zone)
    heads = lane.heads_on.get(weekday_of(day), lane.heads)
    return Slot(lane=lane.name, date=day, start=start, end=end, handover=lane.handover, heads=heads) if start < end else None
