"""A solved roster as Opsgenie has it, to migrate *from*: Opsgenie ends on 2027-04-05.

A schedule for every seat of a lane, a rotation of it for every rotation of the lock. As with every vendor a rotation that has begun
is only ever ended; its name and its place never change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from estate.catalog.fact import Weekday, format_duration
from estate.catalog.roster import Lane, Roster
from estate.catalog.team import OnCall, Person, Team
from estate.errors import InputError
from estate.roster.lock import Lock, Rotation
from estate.roster.schedule_names import Seat, schedule_name, seats
from estate.roster.weekly import (
    WeeklyWindow,
    rotations_of,
    seats_without_rotation,
    staffed_windows,
    turn_begins,
    unknown_to_vendor,
    weekly_window,
)

END_OF_SERVICE = date(2027, 4, 5)
GRAIN = timedelta(minutes=30)
"""Opsgenie moves other minutes of restrictions to the nearest half hour, and its provider refuses them in dates."""
MINUTE = timedelta(minutes=1)


class OpsgenieError(InputError):
    """Opsgenie cannot say what the catalog and the locks say; the text lists all of it."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A window of the week, on the schedule's clock."""

    start_day: Weekday
    start_hour: int
    start_min: int
    end_day: Weekday
    end_hour: int
    end_min: int


@dataclass(frozen=True, kw_only=True)
class Turns:
    """A rotation: people who take turns of a week; each is on in the window that lies in the turn."""

    name: str
    start_date: str
    end_date: str | None
    participants: tuple[str, ...]
    """Names of people, in the order of the turns."""
    restriction: Restriction


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """One seat of a lane."""

    seat: Seat
    name: str
    team: str
    zone: str
    rotations: tuple[Turns, ...]


@dataclass(frozen=True, kw_only=True)
class EscalationRule:
    """Whoever is on in the seat is notified so long after the alert, if nobody has acknowledged. A rule has one recipient."""

    seat: Seat
    delay_minutes: int


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """An escalation; it begins again `repeats` times."""

    name: str
    rules: tuple[EscalationRule, ...]
    repeats: int
    wait_minutes: int


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a team's own people are there, on one zone's clock."""

    zone: str
    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True, kw_only=True)
class Routing:
    """How a team's alerts go: by `in_hours` within its hours, else by `always`."""

    always: Escalation
    in_hours: Escalation | None
    hours: tuple[Hours, ...]


def schedules(roster: Roster, lock: Lock, people: Mapping[str, Person]) -> tuple[Schedule, ...]:
    """The schedules of a roster. OpsgenieError where a seat has no rotation, somebody no address, or a lane other minutes than 00 or 30."""
    unknown = unknown_to_vendor(lock, people, "email", "Opsgenie knows people by it")
    _refuse(sorted([*seats_without_rotation(roster, lock), *unknown, *_between_half_hours(roster)]))
    lanes = {lane.name: lane for lane in roster.lanes}
    return tuple(
        Schedule(
            seat=seat,
            name=schedule_name(seat),
            team=roster.team,
            zone=lanes[seat.lane].zone,
            rotations=tuple(_turns(lanes[seat.lane], rotation) for rotation in rotations_of(seat, lock)),
        )
        for seat in seats(roster)
    )


def _between_half_hours(roster: Roster) -> Iterator[str]:
    for lane in roster.lanes:
        window = weekly_window(lane, "monday")
        for what, clock in (("starts", window.start), ("ends", window.end)):
            if clock.minute % (GRAIN // MINUTE):
                text = f"lane {lane.name} of roster {roster.name} {what} at {clock:%H:%M}; Opsgenie knows only full and half hours"
                yield f"{text}, and would move it by itself: move the lane, or take opsgenie out of organisation.yaml"


def _turns(lane: Lane, rotation: Rotation) -> Turns:
    return Turns(
        name=f"{rotation.weekday} from {rotation.since}",
        start_date=_date(turn_begins(lane, rotation.since)),
        end_date=_date(turn_begins(lane, rotation.until)) if rotation.until else None,
        participants=rotation.members,
        restriction=_restriction(weekly_window(lane, rotation.weekday)),
    )


def _date(value: datetime) -> str:
    """In UTC with a literal Z, at the half hour before: nobody of the rotation is on then, whatever the zone's offset."""
    snapped = value - timedelta(minutes=value.minute) % GRAIN
    return snapped.strftime("%Y-%m-%dT%H:%M:%SZ")


def _restriction(window: WeeklyWindow) -> Restriction:
    return Restriction(
        start_day=window.start_day,
        start_hour=window.start.hour,
        start_min=window.start.minute,
        end_day=window.end_day,
        end_hour=window.end.hour,
        end_min=window.end.minute,
    )


def routing(team: Team, on_call: OnCall, rosters: Mapping[str, Roster]) -> Routing:
    """How a team's alerts go. OpsgenieError where the delay is in no whole minutes."""
    if on_call.escalate_after % MINUTE or on_call.escalate_after < MINUTE:
        text = f"escalate_after of team {team.name} is {format_duration(on_call.escalate_after)}; Opsgenie counts whole minutes"
        raise OpsgenieError(f"{text}; expected one such as 10m")
    own = rosters[on_call.in_hours] if on_call.in_hours else None
    levels = tuple(rosters[level] for level in on_call.levels)
    return Routing(
        always=_escalation(team.name, on_call, levels),
        in_hours=_escalation(f"{team.name} in hours", on_call, (own, *levels)) if own else None,
        hours=_hours(own) if own else (),
    )


def _escalation(name: str, on_call: OnCall, levels: Iterable[Roster]) -> Escalation:
    wait = on_call.escalate_after // MINUTE
    rules = (EscalationRule(seat=seat, delay_minutes=level * wait) for level, roster in enumerate(levels) for seat in seats(roster))
    return Escalation(name=name.capitalize(), rules=tuple(rules), repeats=on_call.repeats, wait_minutes=wait)


def _hours(roster: Roster) -> tuple[Hours, ...]:
    windows = staffed_windows(roster)
    return tuple(Hours(zone=zone, restrictions=tuple(map(_restriction, found))) for zone, found in windows.items())


def _refuse(mistakes: Iterable[str]) -> None:
    if found := list(mistakes):
        raise OpsgenieError("\n".join(found))
