"""A lock's rotations as a vendor's schedule repeats them: windows of every week, and the instants at which turns change.

Vendors are silent on whether a turn of seven days is counted on the clock or in elapsed hours, which differ by an hour after a
change of the clocks. So turns change a day before the shift, when nobody of that rotation is on: either way of counting gives the
same people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from estate.catalog.fact import Weekday
from estate.catalog.roster import Lane, Roster
from estate.catalog.team import Person
from estate.roster.clock import instant
from estate.roster.lock import Lock, Rotation
from estate.roster.schedule_names import Seat, schedule_name, seats

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
LEAD = timedelta(days=1)
A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, kw_only=True)
class WeeklyWindow:
    """A stretch of every week on a zone's clock; one over midnight ends on the next weekday."""

    start_day: Weekday
    start: time
    end_day: Weekday
    end: time


def weekly_window(lane: Lane, weekday: Weekday) -> WeeklyWindow:
    """When the lane's shift of that weekday begins and ends. A lane of 24 h ends on the next weekday, never on its own."""
    starts = datetime.combine(A_MONDAY + timedelta(days=WEEKDAYS.index(weekday)), time.fromisoformat(lane.start))
    ends = starts + lane.length
    return WeeklyWindow(start_day=weekday, start=starts.time(), end_day=WEEKDAYS[ends.weekday()], end=ends.time())


def staffed_windows(roster: Roster) -> dict[str, list[WeeklyWindow]]:
    """By zone, the windows in which somebody of the roster is on."""
    windows: dict[str, list[WeeklyWindow]] = {}
    for lane in roster.lanes:
        staffed = [weekday for weekday in WEEKDAYS if lane.heads_on.get(weekday, lane.heads)]
        windows.setdefault(lane.zone, []).extend(weekly_window(lane, weekday) for weekday in staffed)
    return {zone: found for zone, found in windows.items() if found}


def turn_begins(lane: Lane, day: date) -> datetime:
    """When the turn begins that has the shift of that date, in UTC."""
    return instant(day - LEAD, lane.start, lane.zone)


def rotations_of(seat: Seat, lock: Lock) -> tuple[Rotation, ...]:
    """The rotations of a seat in the order in which they begin, so that a new one is always appended; without those that never hold."""
    own = [one for one in lock.rotations if (one.lane, one.seat) == (seat.lane, seat.seat)]
    return tuple(sorted((one for one in own if one.until is None or one.since < one.until), key=lambda one: one.since))


def seats_without_rotation(roster: Roster, lock: Lock) -> Iterator[str]:
    """A mistake for each seat that the lock gives to nobody: a schedule needs somebody."""
    for seat in seats(roster):
        if not rotations_of(seat, lock):
            yield f"{schedule_name(seat)}: the lock has no rotation for it; solve it again: estate roster solve {roster.name}"


def unknown_to_vendor(
    lock: Lock, people: Mapping[str, Person], key: Literal["datadog", "pagerduty", "email"], expected: str
) -> Iterator[str]:
    """A mistake for everybody in the lock's rotations whom a vendor would not know: it knows people by that key of theirs."""
    for name in {name for rotation in lock.rotations for name in rotation.members}:
        if name not in people:
            yield f"{name!r} takes turns in the lock of {lock.roster}, and is nobody of people.yaml; solve it again"
        elif getattr(people[name], key) is None:
            yield f"{name!r} takes turns in the lock of {lock.roster} and has no `{key}` in people.yaml; {expected}"


def label(seat: Seat) -> str:
    """`operations.morning`, and `operations.morning.2` for the second seat: what a program calls the seat's schedule."""
    return f"{seat.roster}.{seat.lane}" + (f".{seat.seat}" if seat.seat > 1 else "")
