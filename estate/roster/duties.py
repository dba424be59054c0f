"""What goes with a shift: planned maintenance that falls in it, and the rest that is owed after a call-out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from estate.catalog.catalog import Catalog
from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.roster import CallOut, RestAfterCallOut, Roster
from estate.catalog.team import Team
from estate.roster.clock import resolve
from estate.roster.lock import Lock, Shift


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A maintenance window in UTC, from `start` to `end` (not included), and the rosters that are called for its services."""

    window: MaintenanceWindow
    start: datetime
    end: datetime
    rosters: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Somebody was called out, and rests until `until`; `breaks` is the first shift that begins before it, in any
    roster but the standbys: to stand by is no work."""

    person: str
    called: CallOut
    until: datetime
    source: str
    breaks: Shift | None


def duties_of(catalog: Catalog) -> tuple[Duty, ...]:
    """Every maintenance window, the first one first; it ends so much later on the wall."""
    return tuple(sorted((_duty(window, catalog) for window in catalog.maintenance), key=lambda duty: (duty.start, duty.window.name)))


def duties_in(shift: Shift, roster: Roster, duties: Sequence[Duty]) -> tuple[Duty, ...]:
    """The planned work that falls in a shift of a roster that is called for it, even if only in part."""
    return tuple(duty for duty in duties if roster.name in duty.rosters and duty.start < shift.end and shift.start < duty.end)


def rests_owed(catalog: Catalog, locks: Mapping[str, Lock], instant: datetime) -> tuple[Rest, ...]:
    """Everybody who was called out and has not rested enough at that instant."""
    working = [shift for name, lock in locks.items() if catalog.rosters[name].duty == "shift" for shift in lock.shifts]
    rests = (rest for roster in catalog.rosters.values() for rest in _rests(roster, working))
    return tuple(rest for rest in rests if rest.called.start <= instant < rest.until)


def _duty(window: MaintenanceWindow, catalog: Catalog) -> Duty:
    wall = datetime.fromisoformat(window.start)
    owners = {catalog.services[service].owner for service in window.services}
    rosters = frozenset(roster for owner in owners for roster in called_for(catalog.teams[owner]))
    start, end = resolve(wall, window.zone), resolve(wall + window.length, window.zone)
    return Duty(window=window, start=start, end=end, rosters=rosters)


def called_for(team: Team) -> tuple[str, ...]:
    """The rosters of a team's escalation, its own first."""
    if team.on_call is None:
        return ()
    return (team.on_call.in_hours, *team.on_call.levels) if team.on_call.in_hours else team.on_call.levels


def _rests(roster: Roster, working: Sequence[Shift]) -> Iterator[Rest]:
    for call_out in roster.call_outs:
        rule = _rule(roster, call_out)
        if rule:
            until = call_out.end + rule.at_least
            breaks = _first_too_early(call_out, until, working)
            yield Rest(person=call_out.person, called=call_out, until=until, source=rule.source, breaks=breaks)


def _rule(roster: Roster, call_out: CallOut) -> RestAfterCallOut | None:
    """The longest rest that a rule of the roster gives the person."""
    region = next((member.region for member in roster.members if member.person == call_out.person), None)
    rules = [rule for rule in roster.rules if isinstance(rule, RestAfterCallOut) and (not rule.regions or region in rule.regions)]
    day = call_out.end.date()
    holding = [rule for rule in rules if (rule.since is None or rule.since <= day) and (rule.until is None or day < rule.until)]
    return max(holding, key=lambda rule: rule.at_least, default=None)


def _first_too_early(call_out: CallOut, until: datetime, working: Sequence[Shift]) -> Shift | None:
    early = [shift for shift in working if shift.who == call_out.person and call_out.start < shift.works_from < until]
    return min(early, key=lambda shift: shift.start, default=None)
