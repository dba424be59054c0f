"""Who is called, who next, and until when: the levels of teams at an instant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from estate.catalog.catalog import Catalog
from estate.catalog.roster import Roster, format_instant
from estate.catalog.team import OnCall
from estate.roster.clock import DAY, local_date
from estate.roster.duties import Duty, Rest, duties_in, duties_of, rests_owed
from estate.roster.lock import Lock, Shift, made_from
from estate.roster.slots import slot_on
from estate.roster.who import HandOff, Timeline, timeline


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who is on, until `leaves`; None: the lock does not say how it goes on."""

    shift: Shift
    leaves: HandOff | None
    duties: tuple[Duty, ...]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """The lock does not say who is on: why, and what to do."""

    why: str
    todo: str


@dataclass(frozen=True, kw_only=True)
class Level:
    """One step of an escalation; `missing` where somebody should be on and nobody is known."""

    roster: str
    in_hours: bool = False
    """The team's own people, there for some hours."""
    on: tuple[Holder, ...] = ()
    missing: Missing | None = None
    next_hand_off: HandOff | None = None


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Everybody who is called for these teams, in order."""

    teams: tuple[str, ...]
    levels: tuple[Level, ...]
    own: tuple[Level, ...]
    """The teams' own rosters that stand before the levels at other hours, or for some of the teams only."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the locks do not say."""
        return tuple(level.missing for level in (*self.levels, *self.own) if level.missing)

    @property
    def next_hand_off(self) -> tuple[str, HandOff] | None:
        """The first change of people on any level, and its roster; of a team's own roster too."""
        changes = [(level.next_hand_off, level.roster) for level in (*self.levels, *self.own) if level.next_hand_off]
        first = min(changes, key=lambda change: change[0].at, default=None)
        return (first[1], first[0]) if first else None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The catalog and its locks, ready to be asked. `unreadable` says of a roster why it has no lock."""

    catalog: Catalog
    locks: Mapping[str, Lock]
    unreadable: Mapping[str, str]

    @cached_property
    def timelines(self) -> Mapping[str, Timeline]:
        """By roster."""
        return {name: timeline(lock) for name, lock in self.locks.items()}

    @cached_property
    def stale(self) -> tuple[str, ...]:
        """Rosters that changed after they were solved."""
        return tuple(name for name, lock in self.locks.items() if lock.made_from != made_from(self.catalog.rosters[name], self.catalog))

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """All planned work."""
        return duties_of(self.catalog)

    def chain_of(self, team: str, instant: datetime) -> Chain | None:
        """Who is called for a team's services: its own roster first while that has somebody on. None: nobody is called for it."""
        on_call = self.catalog.teams[team].on_call
        if on_call is None:
            return None
        levels = tuple(self._level(roster, instant) for roster in on_call.levels)
        if on_call.in_hours is None:
            return Chain(teams=(team,), levels=levels, own=())
        own = self._level(on_call.in_hours, instant, in_hours=True)
        return Chain(teams=(team,), levels=(own, *levels) if own.on else levels, own=() if own.on else (own,))

    def chains(self, instant: datetime) -> tuple[Chain, ...]:
        """The same for all teams; those with the same levels together."""
        groups: dict[tuple[str, ...], list[tuple[str, OnCall]]] = {}
        for team in self.catalog.teams.values():
            if team.on_call:
                groups.setdefault(team.on_call.levels, []).append((team.name, team.on_call))
        return tuple(self._shared(levels, teams, instant) for levels, teams in groups.items())

    def rests(self, instant: datetime) -> tuple[Rest, ...]:
        """Who rests after a call-out at that instant."""
        return rests_owed(self.catalog, self.locks, instant)

    def _shared(self, levels: tuple[str, ...], teams: Sequence[tuple[str, OnCall]], instant: datetime) -> Chain:
        own = tuple(self._level(on_call.in_hours, instant, in_hours=True) for _, on_call in teams if on_call.in_hours)
        names = tuple(name for name, _ in teams)
        return Chain(teams=names, levels=tuple(self._level(roster, instant) for roster in levels), own=own)

    def _level(self, roster: str, instant: datetime, *, in_hours: bool = False) -> Level:
        known = self.timelines.get(roster)
        if known is None:
            todo = f"estate roster solve {roster}"
            missing = Missing(why=self.unreadable.get(roster, f"{roster} has no lock").removesuffix(f": {todo}"), todo=todo)
            return Level(roster=roster, in_hours=in_hours, missing=missing)
        on = tuple(self._holders(roster, known, instant))
        missing = None if on else self._missing(roster, known, instant)
        return Level(roster=roster, in_hours=in_hours, on=on, missing=missing, next_hand_off=next(known.hand_offs(instant), None))

    def _holders(self, roster: str, known: Timeline, instant: datetime) -> Iterator[Holder]:
        for shift in known.at(instant):
            duties = duties_in(shift, self.catalog.rosters[roster], self.duties)
            yield Holder(shift=shift, leaves=known.until(shift.who, instant), duties=duties)

    def _missing(self, roster: str, known: Timeline, instant: datetime) -> Missing | None:
        """Why nobody is on; None where nobody has to be."""
        if known.first is None or known.end is None:
            return Missing(why=f"{roster} has no shifts at all", todo=f"estate roster solve {roster}")
        if not _is_due(self.catalog.rosters[roster], instant):
            return None
        if instant < known.first:
            why = f"{roster} begins {format_instant(known.first)}; what was before stands in its lock's history"
            return Missing(why=why, todo=f"git log -p -- catalog/rosters/{roster}.lock.yaml")
        if instant >= known.end:
            why = f"{roster} is solved until {format_instant(known.end)} and not further"
            return Missing(why=why, todo=f"estate roster roll {roster} && estate roster solve {roster}")
        return Missing(why=f"{roster} has a gap: nobody is on", todo=f"estate roster prove {roster}")


def _is_due(roster: Roster, instant: datetime) -> bool:
    """Whether somebody has to be on: always, or by the lanes' hours on that date, in the horizon or not."""
    if roster.coverage == "always":
        return True
    days = ((lane, local_date(instant, lane.zone) - before) for lane in roster.lanes for before in (timedelta(0), DAY))
    slots = (slot_on(lane, day) for lane, day in days)
    return any(slot.heads and slot.start <= instant < slot.end for slot in slots if slot)
