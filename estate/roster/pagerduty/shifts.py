"""A solved roster as PagerDuty's shift-based schedules: one for each clock of its lanes, in it one rotation of one event for every
rotation of the lock.

The API takes five events a rotation, and of those that could be on at the same time only one; so each has a rotation of its own.
Rotations and events are matched by place, so a new one is always the last. An event that has begun is only ever bounded; yet the
provider (v3.32.4) does even that by deleting and making it again, and its turns begin anew with the first member. Therefore nothing
pages from these schedules: see docs/decisions/0008-schedules-of-layers-page.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from estate.catalog.roster import Lane, Roster
from estate.catalog.team import Person
from estate.roster.clock import instant, resolve
from estate.roster.lock import Lock, Rotation
from estate.roster.pagerduty.errors import refuse
from estate.roster.pagerduty.layers import as_text, without_id, zones_unknown
from estate.roster.pagerduty.zones import zone_of
from estate.roster.schedule_names import schedule_name, seats
from estate.roster.weekly import WEEKDAYS, rotations_of, seats_without_rotation, turn_begins

MOST_MEMBERS = 20  # of an event (pulumi_pagerduty 4.37, Schedulev2)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A shift of every week, and who takes turns in it."""

    name: str
    start: str
    """Of the first shift."""
    end: str
    since: str
    until: str | None
    recurrence: str
    members: tuple[str, ...]
    """Ids; each has one shift, then the next."""


@dataclass(frozen=True, kw_only=True)
class ShiftSchedule:
    """The lanes of a roster that share a clock: everybody who is on in one of them."""

    name: str
    zone: str
    events: tuple[Event, ...]
    """The older ones first; each is the only one of its rotation."""


def shift_schedules(roster: Roster, lock: Lock, people: Mapping[str, Person]) -> tuple[ShiftSchedule, ...]:
    """The schedules of a roster, by clock. PagerDutyError as for those of layers, and where a rotation goes round too many."""
    refuse([*seats_without_rotation(roster, lock), *without_id(lock, people), *zones_unknown(roster), *_too_long(lock)])
    zones = list(dict.fromkeys(lane.zone for lane in roster.lanes))
    title = f"{roster.name.capitalize()} - shifts"
    return tuple(
        ShiftSchedule(
            name=title if len(zones) == 1 else f"{title} {zone.rsplit('/', 1)[-1]}",
            zone=zone_of(zone),
            events=tuple(_events(roster, zone, lock, people)),
        )
        for zone in zones
    )


def _events(roster: Roster, zone: str, lock: Lock, people: Mapping[str, Person]) -> Iterator[Event]:
    lanes = {lane.name: lane for lane in roster.lanes if lane.zone == zone}
    found = [(rotation, schedule_name(seat)) for seat in seats(roster) if seat.lane in lanes for rotation in rotations_of(seat, lock)]
    for rotation, name in sorted(found, key=lambda one: one[0].since):
        yield _event(lanes[rotation.lane], rotation, name, people)


def _event(lane: Lane, rotation: Rotation, name: str, people: Mapping[str, Person]) -> Event:
    return Event(
        name=f"{name}, {rotation.weekday}s from {rotation.since}",
        start=as_text(instant(rotation.since, lane.start, lane.zone)),
        end=as_text(_end(lane, rotation.since)),
        since=as_text(turn_begins(lane, rotation.since)),
        until=as_text(turn_begins(lane, _first_not_held(rotation))) if rotation.until else None,
        recurrence=f"RRULE:FREQ=WEEKLY;BYDAY={rotation.weekday[:2].upper()}",
        members=tuple(people[member].pagerduty or "" for member in rotation.members),
    )


def _end(lane: Lane, day: date) -> datetime:
    return resolve(datetime.combine(day, time.fromisoformat(lane.start)) + lane.length, lane.zone)


def _first_not_held(rotation: Rotation) -> date:
    """The first date on the rotation's weekday on which it does not hold any more."""
    until = rotation.until or date.max
    return until + timedelta(days=(WEEKDAYS.index(rotation.weekday) - until.weekday()) % 7)


def _too_long(lock: Lock) -> Iterator[str]:
    for rotation in lock.rotations:
        if len(rotation.members) > MOST_MEMBERS:
            where = f"{rotation.lane} on {rotation.weekday}s from {rotation.since} in the lock of {lock.roster}"
            yield f"{where} goes round {len(rotation.members)} members; an event of PagerDuty takes {MOST_MEMBERS}"
