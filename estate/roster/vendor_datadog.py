"""A solved roster as Datadog On-Call has it: a schedule for every seat of a lane, a layer for every rotation of its lock.

A layer is known by its name, and all its shifts are computed afresh, past ones too, whenever its members change (Datadog
documentation, "Modifying On-Call Rotations"). So a layer's name says which rotation it is, and one that has begun is only ever
ended: the lock appends another rotation, which becomes another layer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

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

# The resources on_call_escalation_policy and on_call_team_routing_rules of Datadog's Terraform provider.
MOST_STEPS = 10
MOST_TARGETS = 10
MOST_RETRIES = 10
TURN_DAYS = 7
SHORTEST_STEP, LONGEST_STEP = timedelta(minutes=1), timedelta(hours=10)

FORGOTTEN_AFTER = timedelta(hours=8)
"""A page that is acknowledged and not resolved calls again: by then somebody else is on. Datadog allows 30 minutes to 3 days."""


class DatadogError(InputError):
    """Datadog On-Call cannot say what the catalog and the locks say; the text lists all of it."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A window of the week. One that ended on its own weekday and time would be nobody's (issue 3151 of the provider)."""

    start_day: Weekday
    start_time: str
    end_day: Weekday
    end_time: str


@dataclass(frozen=True, kw_only=True)
class Layer:
    """People who take turns of seven days; each is on in the window that lies in the turn. The first turn begins with the layer."""

    name: str
    effective_date: str
    end_date: str | None
    users: tuple[str, ...]
    """Ids, in the order of the turns."""
    restriction: Restriction


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """One seat of a lane: one person at a time."""

    seat: Seat
    name: str
    team: str
    zone: str
    layers: tuple[Layer, ...]
    """The older ones first. Where layers overlap the later one wins; those of one seat never do."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Whoever is on in these seats is paged, all together; a step in which nobody is on is skipped at once."""

    seats: tuple[Seat, ...]
    escalate_after_seconds: int


@dataclass(frozen=True, kw_only=True)
class Policy:
    """An escalation."""

    name: str
    steps: tuple[Step, ...]
    retries: int


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a team's own people are there, on one zone's clock."""

    zone: str
    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True, kw_only=True)
class Routing:
    """How a team's pages go: by `in_hours` within its hours, else by `always`."""

    always: Policy
    in_hours: Policy | None
    hours: tuple[Hours, ...]
    acknowledgement_minutes: int = FORGOTTEN_AFTER // timedelta(minutes=1)
    urgency: Literal["high", "low", "dynamic"] = "dynamic"
    """Dynamic: a monitor that warns is no reason to wake anybody."""


def schedules(roster: Roster, lock: Lock, people: Mapping[str, Person]) -> tuple[Schedule, ...]:
    """The schedules of a roster. DatadogError where a seat has no rotation, or somebody no id."""
    _refuse(sorted([*seats_without_rotation(roster, lock), *unknown_to_vendor(lock, people, "datadog", "expected the UUID of a user")]))
    lanes = {lane.name: lane for lane in roster.lanes}
    return tuple(
        Schedule(
            seat=seat,
            name=schedule_name(seat),
            team=roster.team,
            zone=lanes[seat.lane].zone,
            layers=tuple(_layer(lanes[seat.lane], rotation, people) for rotation in rotations_of(seat, lock)),
        )
        for seat in seats(roster)
    )


def _layer(lane: Lane, rotation: Rotation, people: Mapping[str, Person]) -> Layer:
    return Layer(
        name=f"{rotation.weekday} from {rotation.since}",
        effective_date=_instant(turn_begins(lane, rotation.since)),
        end_date=_instant(turn_begins(lane, rotation.until)) if rotation.until else None,
        users=tuple(people[member].datadog or "" for member in rotation.members),
        restriction=_restriction(weekly_window(lane, rotation.weekday)),
    )


def _restriction(window: WeeklyWindow) -> Restriction:
    return Restriction(
        start_day=window.start_day,
        start_time=window.start.isoformat(),
        end_day=window.end_day,
        end_time=window.end.isoformat(),
    )


def _instant(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def routing(team: Team, on_call: OnCall, rosters: Mapping[str, Roster]) -> Routing:
    """How a team's pages go. DatadogError where a limit is exceeded."""
    own = rosters[on_call.in_hours] if on_call.in_hours else None
    levels = tuple(rosters[level] for level in on_call.levels)
    _refuse(_beyond_limits(team, on_call, (own, *levels) if own else levels))
    return Routing(
        always=_policy(team.name, on_call, levels),
        in_hours=_policy(f"{team.name} in hours", on_call, (own, *levels)) if own else None,
        hours=_hours(own) if own else (),
    )


def _policy(name: str, on_call: OnCall, levels: Iterable[Roster]) -> Policy:
    seconds = on_call.escalate_after // timedelta(seconds=1)
    steps = tuple(Step(seats=tuple(seats(roster)), escalate_after_seconds=seconds) for roster in levels)
    return Policy(name=name.capitalize(), steps=steps, retries=on_call.repeats)


def _hours(roster: Roster) -> tuple[Hours, ...]:
    windows = staffed_windows(roster)
    return tuple(Hours(zone=zone, restrictions=tuple(map(_restriction, found))) for zone, found in windows.items())


def _beyond_limits(team: Team, on_call: OnCall, levels: tuple[Roster, ...]) -> Iterator[str]:
    if len(levels) > MOST_STEPS:
        yield f"on_call of team {team.name} has {len(levels)} levels; Datadog allows {MOST_STEPS}"
    if not SHORTEST_STEP <= on_call.escalate_after <= LONGEST_STEP or on_call.escalate_after % timedelta(seconds=1):
        allowed = f"whole seconds from {format_duration(SHORTEST_STEP)} to {format_duration(LONGEST_STEP)}"
        yield f"escalate_after of team {team.name} is {format_duration(on_call.escalate_after)}; Datadog allows {allowed}"
    if on_call.repeats > MOST_RETRIES:
        yield f"repeats of team {team.name} is {on_call.repeats}; Datadog allows {MOST_RETRIES}"
    for roster in levels:
        if (count := len(list(seats(roster)))) not in range(1, MOST_TARGETS + 1):
            yield f"roster {roster.name} has {count} seats; a step of Datadog pages 1 to {MOST_TARGETS}: split the roster"


def _refuse(mistakes: Iterable[str]) -> None:
    if found := list(mistakes):
        raise DatadogError("\n".join(found))
