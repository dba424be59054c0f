"""Who is called, and who next: a team's levels as escalation policies, and when its own people are called first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from estate.catalog.fact import Weekday, format_duration
from estate.catalog.roster import Roster
from estate.catalog.team import OnCall, Team
from estate.roster.pagerduty.errors import refuse
from estate.roster.pagerduty.zones import unknown_zones, zone_of
from estate.roster.schedule_names import Seat, seats
from estate.roster.weekly import WEEKDAYS, WeeklyWindow, staffed_windows

# PagerDuty REST API, escalation policies; the provider checks the same.
MOST_TARGETS = 10
MOST_LOOPS = 9
SHORTEST_DELAY = timedelta(minutes=1)

MIDNIGHT = time(0, 0)
LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Whoever is on in these seats is called, all together; a seat in which nobody is on adds nobody."""

    seats: tuple[Seat, ...]
    delay_minutes: int
    """Without an acknowledgement the next rule follows."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """An escalation."""

    name: str
    description: str
    rules: tuple[Rule, ...]
    loops: int
    """How often it all begins again."""


@dataclass(frozen=True, kw_only=True)
class TeamPolicies:
    """How a team's incidents go: by `in_hours` while one of the conditions holds, else by `always`."""

    always: Policy
    in_hours: Policy | None
    conditions: tuple[str, ...]
    """In PagerDuty's condition language; one of them is enough."""


def team_policies(team: Team, on_call: OnCall, rosters: Mapping[str, Roster]) -> TeamPolicies:
    """The policies of a team. PagerDutyError where a limit is exceeded."""
    own = rosters[on_call.in_hours] if on_call.in_hours else None
    levels = tuple(rosters[level] for level in on_call.levels)
    refuse([*_beyond_limits(team, on_call, (own, *levels) if own else levels), *(_clock(own) if own else ())])
    title = team.name.capitalize()
    return TeamPolicies(
        always=_policy(title, f"Around the clock: {', '.join(on_call.levels)}.", on_call, levels),
        in_hours=_policy(f"{title} in hours", f"First {own.name}, then around the clock.", on_call, (own, *levels)) if own else None,
        conditions=tuple(_conditions(own)) if own else (),
    )


def _policy(name: str, description: str, on_call: OnCall, levels: Iterable[Roster]) -> Policy:
    minutes = on_call.escalate_after // timedelta(minutes=1)
    rules = tuple(Rule(seats=tuple(seats(roster)), delay_minutes=minutes) for roster in levels)
    return Policy(name=name, description=description, rules=rules, loops=on_call.repeats)


def _beyond_limits(team: Team, on_call: OnCall, levels: tuple[Roster, ...]) -> Iterator[str]:
    if on_call.escalate_after < SHORTEST_DELAY or on_call.escalate_after % SHORTEST_DELAY:
        yield f"escalate_after of team {team.name} is {format_duration(on_call.escalate_after)}; PagerDuty counts whole minutes, from 1m on"
    if on_call.repeats > MOST_LOOPS:
        yield f"repeats of team {team.name} is {on_call.repeats}; PagerDuty allows {MOST_LOOPS}"
    for roster in levels:
        if (count := len(list(seats(roster)))) not in range(1, MOST_TARGETS + 1):
            yield f"roster {roster.name} has {count} seats; a rule of PagerDuty calls 1 to {MOST_TARGETS}: split the roster"


def _clock(roster: Roster) -> Iterator[str]:
    for lane in roster.lanes:
        yield from (f"lane {lane.name} of roster {roster.name}: {text}" for text in unknown_zones(lane.zone))


def _conditions(roster: Roster) -> Iterator[str]:
    """One condition for all weekdays with the same hours, such as `now in Mon,Tue 09:00:00 to 18:00:00 Europe/Istanbul`."""
    for zone, windows in staffed_windows(roster).items():
        days: dict[tuple[time, time], list[Weekday]] = {}
        for window in windows:
            for day, start, end in _within_a_day(window):
                days.setdefault((start, end), []).append(day)
        for (start, end), found in days.items():
            yield f"now in {','.join(_short(found))} {start.isoformat()} to {end.isoformat()} {zone_of(zone)}"


def _within_a_day(window: WeeklyWindow) -> Iterator[tuple[Weekday, time, time]]:
    """The window cut at midnight: no document says that a condition may reach over it."""
    if window.start_day == window.end_day:
        yield window.start_day, window.start, window.end
        return
    yield window.start_day, window.start, LAST_SECOND
    if window.end > MIDNIGHT:
        yield window.end_day, MIDNIGHT, window.end


def _short(days: Iterable[Weekday]) -> list[str]:
    return [day[:3].capitalize() for day in sorted(set(days), key=WEEKDAYS.index)]
