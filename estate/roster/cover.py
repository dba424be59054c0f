"""Who could work instead of somebody who is away: complete proposals that break nothing, the fairest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from estate.catalog.catalog import Catalog
from estate.catalog.roster import Absence, Roster, WholeWeek
from estate.roster.clock import local_date, monday
from estate.roster.edits import Edit, Key, given
from estate.roster.fairness import Load, loads
from estate.roster.judging import violations, violations_after
from estate.roster.lock import Lock, Shift
from estate.roster.proof.violation import Violation

DAY = timedelta(days=1)
MOST_PROPOSALS = 3
MOST_CHECKS = 400
"""Trials of one person for one piece; the reference team's longest leave takes a tenth."""
HOURS_THAT_WEIGH_ONE = 8
"""As in `Fairness.hours`."""
Piece = tuple[Shift, ...]
"""Shifts that one person takes together."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Somebody for every shift; `edit` is what taking it does."""

    edit: Edit
    loads: tuple[Load, ...]
    """What those who take something bear then, in the roster's order."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A piece that nobody can take: why not, person by person."""

    piece: Piece
    why: tuple[tuple[str, Violation], ...]


@dataclass(frozen=True, kw_only=True)
class Away:
    """The task: this person is not there from `first` to `last`, both included, on their own calendar."""

    catalog: Catalog
    locks: Mapping[str, Lock]
    roster: Roster
    person: str
    first: date
    last: date

    @property
    def lock(self) -> Lock:
        """The roster's."""
        return self.locks[self.roster.name]

    @property
    def shifts(self) -> Piece:
        """What somebody else has to work."""
        zone = self.catalog.people[self.person].zone
        return tuple(s for s in self.lock.shifts if s.who == self.person and self.first <= local_date(s.start, zone) <= self.last)

    @property
    def absences(self) -> tuple[Absence, ...]:
        """The days of it that the roster does not know of yet, as spans."""
        known = [(one.first, one.last) for one in self.roster.absences if one.person == self.person]
        days = [self.first + count * DAY for count in range((self.last - self.first).days + 1)]
        new = [day for day in days if not any(first <= day <= last for first, last in known)]
        starts = [day for day in new if day - DAY not in new]
        ends = [day for day in new if day + DAY not in new]
        return tuple(Absence(person=self.person, first=first, last=last) for first, last in zip(starts, ends, strict=True))

    def edit(self, takers: Mapping[Key, str]) -> Edit:
        """The roster and lock with the absence, and with these shifts given away."""
        return given(self.roster, self.lock, self.catalog, takers=takers, why="cover", absences=self.absences)

    def pieces(self) -> tuple[Piece, ...]:
        """Shift by shift; of a lane that is worked by the week, the week's shifts together."""
        weekly = {rule.lane for rule in self.roster.rules if isinstance(rule, WholeWeek)}
        found: dict[tuple[str, date], list[Shift]] = {}
        for shift in self.shifts:
            found.setdefault((shift.lane, monday(shift.date) if shift.lane in weekly else shift.date), []).append(shift)
        return tuple(tuple(piece) for piece in found.values())


@dataclass(kw_only=True)
class Search:
    """Looks for proposals, depth first, those who bear least in front."""

    away: Away
    checks: int = 0
    baseline: tuple[Violation, ...] = ()
    refusal: Refusal | None = None
    """Of the piece that was furthest."""
    _reached: int = field(default=-1)

    def proposals(self) -> Iterator[Proposal]:
        """At most `MOST_PROPOSALS`, each with another person for the first piece."""
        away = self.away
        nothing = away.edit({})
        self.baseline = violations_after(nothing, away.catalog, away.locks, only=away.roster.name)
        original = {*violations(away.catalog, away.locks)}
        pieces = away.pieces()
        found = 0
        for takers in self._firsts(pieces):
            edit = away.edit(takers)
            if {*violations_after(edit, away.catalog, away.locks)} <= original:
                found += 1
                yield Proposal(edit=edit, loads=_loads_of(edit, away.catalog, takers))
            if found == MOST_PROPOSALS:
                return

    def _firsts(self, pieces: Sequence[Piece]) -> Iterator[Mapping[Key, str]]:
        """For each candidate of the first piece the first way on."""
        if not pieces:
            yield {}
            return
        for takers in self._candidates(pieces, 0, {}):
            complete = next(self._complete(pieces, 1, takers), None)
            if complete is not None:
                yield complete

    def _complete(self, pieces: Sequence[Piece], place: int, takers: Mapping[Key, str]) -> Iterator[Mapping[Key, str]]:
        if place == len(pieces):
            yield takers
            return
        for more in self._candidates(pieces, place, takers):
            yield from self._complete(pieces, place + 1, more)

    def _candidates(self, pieces: Sequence[Piece], place: int, takers: Mapping[Key, str]) -> Iterator[Mapping[Key, str]]:
        """The takers with one more for the piece, each of whom breaks nothing."""
        piece, fitting = pieces[place], False
        why: list[tuple[str, Violation]] = []
        for person in by_load(self.away.edit(takers), self.away.catalog):
            if not _may(self.away.roster, person, piece) or person == self.away.person or self.checks >= MOST_CHECKS:
                continue
            self.checks += 1
            more = {**takers, **{shift.key: person for shift in piece}}
            broken = [one for one in self._violations(more) if one not in {*self.baseline}]
            if broken:
                why.append((person, broken[0]))
            else:
                fitting = True
                yield more
        if not fitting and place > self._reached:
            self._reached = place
            self.refusal = Refusal(piece=piece, why=tuple(why))

    def _violations(self, takers: Mapping[Key, str]) -> tuple[Violation, ...]:
        """In this roster alone: all rosters are judged once a proposal is complete."""
        return violations_after(self.away.edit(takers), self.away.catalog, self.away.locks, only=self.away.roster.name)


def by_load(edit: Edit, catalog: Catalog) -> tuple[str, ...]:
    """The members, those who bear least first; weighed as the roster's fairness says."""
    found = loads(edit.roster, edit.lock, catalog)
    return tuple(load.person for load in sorted(found, key=lambda load: (weight(load, edit.roster), load.person)))


def weight(load: Load, roster: Roster) -> Fraction:
    """What somebody bears, in one number."""
    fairness = roster.fairness
    counted = load.total("nights") * fairness.nights + load.total("weekends") * fairness.weekends
    return load.total("hours") / HOURS_THAT_WEIGH_ONE * fairness.hours + counted + load.total("holidays") * fairness.holidays


def _loads_of(edit: Edit, catalog: Catalog, takers: Mapping[Key, str]) -> tuple[Load, ...]:
    return tuple(load for load in loads(edit.roster, edit.lock, catalog) if load.person in takers.values())


def _may(roster: Roster, person: str, piece: Piece) -> bool:
    """Whether the region and the skills fit; everything else is the prover's."""
    member = next(one for one in roster.members if one.person == person)
    lanes = [lane for lane in roster.lanes if lane.name in {shift.lane for shift in piece}]
    return all(member.region in lane.regions and {*lane.skills} <= {*member.skills} for lane in lanes)
