"""What is to be solved: a roster, with all that it meets outside its own file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import product

from estate.catalog.catalog import Catalog
from estate.catalog.roster import RestAfterCallOut, Roster
from estate.errors import InputError
from estate.roster.clock import DAY, resolve
from estate.roster.lock import Lock, Shift
from estate.roster.slots import Slot, slots_of
from estate.roster.solver.turns import Key, Turn, past_turns, turns_of


@dataclass(frozen=True, kw_only=True)
class Busy:
    """A shift of somebody in another roster; the interval begins with the handover."""

    person: str
    roster: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """Somebody was called on standby, and starts no shift between the two instants."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Owned:
    """Planned work on a service of tier 1: its owner is on shift when it opens."""

    window: str
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Somebody works one slot instead of whom it was planned for."""

    lane: str
    date: date
    person: str
    instead_of: str
    index: int | None
    """In the roster's overrides; None where only the published lock knows it."""


@dataclass(frozen=True)
class Problem:
    """A roster with everything that its solution depends on."""

    roster: Roster
    zones: Mapping[str, str]
    """Of its members."""
    busy: tuple[Busy, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    owned: tuple[Owned, ...] = ()
    old: Lock | None = None
    """The solution so far: its frozen weeks stay, and as much else as can."""
    today: date | None = None
    """What has begun by the end of this day stays as it was, published or not; None where nothing is past."""

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Everything to be staffed."""
        return slots_of(self.roster)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Everybody in everything that they may work."""
        return turns_of(self.roster, self.slots, self.zones)

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Turn, ...]]:
        """Each member's turns, earlier shifts too, in the order of their starts."""
        found: dict[str, list[Turn]] = {member.person: [] for member in self.roster.members}
        for turn in (*past_turns(self.roster, self.zones), *self.turns):
            found[turn.person].append(turn)
        return {person: tuple(sorted(turns, key=lambda turn: (turn.slot.start, turn.slot.lane))) for person, turns in found.items()}

    @cached_property
    def by_slot(self) -> Mapping[tuple[str, date], tuple[Turn, ...]]:
        """Those who may work each slot."""
        found: dict[tuple[str, date], list[Turn]] = {slot.key: [] for slot in self.slots}
        for turn in self.turns:
            found[turn.slot.key].append(turn)
        return {key: tuple(turns) for key, turns in found.items()}

    @cached_property
    def shifts_before(self) -> Mapping[tuple[str, date], tuple[Shift, ...]]:
        """The old solution's shifts in what is to be staffed."""
        found: dict[tuple[str, date], list[Shift]] = defaultdict(list)
        for shift in self.old.shifts if self.old else ():
            if (shift.lane, shift.date) in self.by_slot:
                found[shift.lane, shift.date].append(shift)
        return {key: tuple(sorted(shifts, key=lambda shift: shift.seat)) for key, shifts in found.items()}

    def is_frozen(self, day: date) -> bool:
        """Whether what begins on that date of its lane is published, or has begun."""
        return self.frozen_until is not None and day < self.frozen_until

    @cached_property
    def frozen_until(self) -> date | None:
        """The first date that may still change: what is published stays, and so does what has begun."""
        begun = self.today + DAY if self.today and self.old else None
        return max((day for day in (self.roster.frozen_until, begun) if day), default=None)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The roster's overrides, and those that were published with frozen shifts."""
        return tuple(_edits(self))

    @cached_property
    def edited(self) -> frozenset[Key]:
        """Whose planned and actual work in a slot are not the same."""
        return frozenset((person, edit.lane, edit.date) for edit in self.edits for person in (edit.person, edit.instead_of))


def _edits(problem: Problem) -> Iterator[Edit]:
    told: set[Key] = set()
    for index, override in enumerate(problem.roster.overrides):
        told.add((override.instead_of, override.lane, override.date))
        yield Edit(lane=override.lane, date=override.date, person=override.person, instead_of=override.instead_of, index=index)
    for shifts in problem.shifts_before.values():
        for shift in shifts:
            if problem.is_frozen(shift.date) and shift.instead_of and (shift.instead_of, shift.lane, shift.date) not in told:
                yield Edit(lane=shift.lane, date=shift.date, person=shift.who, instead_of=shift.instead_of, index=None)


def pose(roster: Roster, catalog: Catalog, *, locks: Mapping[str, Lock], old: Lock | None, today: date | None = None) -> Problem:
    """The problem of a roster of the catalog. InputError where it does not even make sense.

    `locks` are the solutions of the other rosters, by name: nobody is on in two at once. `today`: see `Problem`.
    """
    problem = Problem(
        roster,
        zones={member.person: catalog.people[member.person].zone for member in roster.members},
        busy=tuple(busy_elsewhere(roster, locks)),
        recoveries=tuple(_recoveries(roster, catalog.rosters.values())),
        owned=tuple(_owned(roster, catalog)),
        old=old,
        today=today,
    )
    if mistakes := tuple(_mistakes(problem)):
        raise InputError("\n".join(f"roster {roster.name}: {text}" for text in mistakes))
    return problem


def busy_elsewhere(roster: Roster, locks: Mapping[str, Lock]) -> Iterator[Busy]:
    """When the roster's people are on in others."""
    people = {member.person for member in roster.members}
    for name in sorted(set(locks) - {roster.name}):
        for shift in locks[name].shifts:
            if shift.who in people:
                yield Busy(person=shift.who, roster=name, start=shift.works_from, end=shift.end)


def _recoveries(roster: Roster, rosters: Iterable[Roster]) -> Iterator[Recovery]:
    """The rests after call-outs; being on standby is no work, and needs none."""
    people = {member.person for member in roster.members}
    if roster.duty == "standby":
        return
    for other in rosters:
        regions = {member.person: member.region for member in other.members}
        rests = [rule for rule in other.rules if isinstance(rule, RestAfterCallOut)]
        for rule, call_out in product(rests, other.call_outs):
            protected = not rule.regions or regions[call_out.person] in rule.regions
            if call_out.person in people and protected:
                yield Recovery(person=call_out.person, start=call_out.start, end=call_out.end + rule.at_least)


def _owned(roster: Roster, catalog: Catalog) -> Iterator[Owned]:
    """The planned work that the roster's people answer for; who stands by is not on shift."""
    people = {member.person for member in roster.members} if roster.duty == "shift" else set[str]()
    for window in catalog.maintenance:
        if window.owner in people and any(catalog.services[service].tier == 1 for service in window.services):
            yield Owned(window=window.name, person=window.owner, at=resolve(datetime.fromisoformat(window.start), window.zone))


def _mistakes(problem: Problem) -> Iterator[str]:
    roster = problem.roster
    if roster.frozen_until and roster.frozen_until > roster.horizon.first and problem.old is None:
        yield f"the weeks before {roster.frozen_until} are frozen, but no lock has them; take `frozen_until` out to solve afresh"
    known = {turn.key for turn in problem.turns}
    for override in roster.overrides:
        if (override.lane, override.date) not in problem.by_slot:
            yield f"override of {override.lane} on {override.date}: nobody is needed there on that day"
        elif (override.person, override.lane, override.date) not in known:
            yield f"override of {override.lane} on {override.date}: {override.person} has not the region or the skills of the lane"
    yield from _unknown_people(problem)


def _unknown_people(problem: Problem) -> Iterator[str]:
    members = {member.person for member in problem.roster.members}
    frozen = (shift for shifts in problem.shifts_before.values() for shift in shifts if problem.is_frozen(shift.date))
    for person in sorted({person for shift in frozen for person in (shift.who, shift.planned)} - members):
        yield f"{person} has shifts in the frozen weeks, but is no member; keep the member, and say when they leave with `leaves`"
