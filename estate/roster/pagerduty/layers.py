"""A solved roster as PagerDuty's schedules of layers: one schedule for every seat of a lane, one layer for every rotation of its lock.

Three rules of PagerDuty decide the form. Where layers overlap, the one further down the list is on (support.pagerduty.com,
"Schedules"). A layer whose list of people changes is counted anew from its start, so that everybody moves. And the provider
matches layers by their place in the list, but reads none back that has ended: had an old layer an end, the list would be shorter
after that day, and every run would write it over the layers that are on. So a layer gets no end and is never changed: the next
rotation's layer is put below it, and hides it from its first turn on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from estate.catalog.roster import Lane, Roster
from estate.catalog.team import Person
from estate.roster.lock import Lock, Rotation
from estate.roster.pagerduty.errors import refuse
from estate.roster.pagerduty.zones import unknown_zones, zone_of
from estate.roster.schedule_names import Seat, schedule_name, seats
from estate.roster.weekly import WEEKDAYS, rotations_of, seats_without_rotation, turn_begins, unknown_to_vendor, weekly_window

TURN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A window of every week, on the schedule's clock."""

    start_day: int
    """1 is Monday, 7 is Sunday."""
    start_time: str
    duration_seconds: int


@dataclass(frozen=True, kw_only=True)
class Layer:
    """People who take turns of seven days from `start` on; each is on in the window that lies in the turn."""

    name: str
    start: str
    users: tuple[str, ...]
    """Ids, in the order of the turns."""
    restriction: Restriction
    turn_seconds: int = TURN // timedelta(seconds=1)

    @property
    def virtual_start(self) -> str:
        """From when turns are counted. PagerDuty moves a `start` in the past to the day of the creation, and this one never."""
        return self.start


@dataclass(frozen=True, kw_only=True)
class LaneSchedule:
    """One seat of a lane: one person at a time."""

    seat: Seat
    name: str
    zone: str
    layers: tuple[Layer, ...]
    """The older ones first: where two overlap, the later one is on."""


def lane_schedules(roster: Roster, lock: Lock, people: Mapping[str, Person]) -> tuple[LaneSchedule, ...]:
    """The schedules of a roster. PagerDutyError where a seat has or keeps no rotation, or PagerDuty lacks a person or a zone."""
    refuse([*seats_without_rotation(roster, lock), *_vacated(roster, lock), *without_id(lock, people), *zones_unknown(roster)])
    lanes = {lane.name: lane for lane in roster.lanes}
    return tuple(
        LaneSchedule(
            seat=seat,
            name=schedule_name(seat),
            zone=zone_of(lanes[seat.lane].zone),
            layers=tuple(_layer(lanes[seat.lane], rotation, people) for rotation in rotations_of(seat, lock)),
        )
        for seat in seats(roster)
    )


def without_id(lock: Lock, people: Mapping[str, Person]) -> Iterator[str]:
    """A mistake for everybody in the lock whom PagerDuty would not know."""
    return unknown_to_vendor(lock, people, "pagerduty", "expected a user's id")


def zones_unknown(roster: Roster) -> Iterator[str]:
    """A mistake for each lane whose clock PagerDuty does not know."""
    for lane in roster.lanes:
        yield from (f"lane {lane.name} of roster {roster.name}: {text}" for text in unknown_zones(lane.zone))


def _layer(lane: Lane, rotation: Rotation, people: Mapping[str, Person]) -> Layer:
    window = weekly_window(lane, rotation.weekday)
    return Layer(
        name=f"{rotation.weekday} from {rotation.since}",
        start=as_text(turn_begins(lane, rotation.since)),
        users=tuple(people[member].pagerduty or "" for member in rotation.members),
        restriction=Restriction(
            start_day=WEEKDAYS.index(window.start_day) + 1,
            start_time=window.start.isoformat(),
            duration_seconds=lane.length // timedelta(seconds=1),
        ),
    )


def as_text(value: datetime) -> str:
    """As RFC 3339 has it, in UTC: the provider asks for whole minutes, and the API shifts local times."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _vacated(roster: Roster, lock: Lock) -> Iterator[str]:
    """A mistake for each weekday of a seat that has somebody at first, and later nobody: a layer cannot be ended safely."""
    end = roster.horizon.first + timedelta(weeks=roster.horizon.weeks)
    for seat in seats(roster):
        for weekday in WEEKDAYS:
            own = [one for one in rotations_of(seat, lock) if one.weekday == weekday]
            for day in _empty_from(own):
                if day < end:
                    yield (
                        f"{schedule_name(seat)}: nobody has {weekday}s from {day} on, and PagerDuty's layer would go on; "
                        f"give the lane another name in rosters/{roster.name}.yaml and solve again, so that its schedule is made afresh"
                    )


def _empty_from(rotations: list[Rotation]) -> Iterator[date]:
    """The first date of each stretch without a rotation; `rotations` are those of one weekday of one seat, in their order."""
    for one, following in pairwise([*rotations, None]):
        if one is None or one.until is None:
            continue
        day = one.until + timedelta(days=(one.since - one.until).days % 7)
        if following is None or following.since > day:
            yield day
