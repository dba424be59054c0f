"""Shifts given to others: the roster's overrides and the lock, changed together, so that each says what the other does."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from estate.catalog.catalog import Catalog
from estate.catalog.mistakes import show
from estate.catalog.roster import Absence, Override, Roster
from estate.catalog.words import any_of, did_you_mean
from estate.errors import InputError
from estate.roster.lock import Lock, Shift, made_from

WEEK = timedelta(weeks=1)
ISO_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
Key = tuple[str, date, int]
"""Lane, date, seat."""
Violation = TypeVar("Violation")


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One shift, before and after it was given to somebody else."""

    before: Shift
    after: Shift


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a roster and its lock become; `handed` in the order of the shifts."""

    roster: Roster
    lock: Lock
    handed: tuple[Handed, ...]


def parse_week(text: str) -> date:
    """The Monday of `2026-W51`, or of the date of that Monday. InputError for anything else."""
    try:
        if found := ISO_WEEK.fullmatch(text):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{show(text)} is no week; expected an ISO week, such as 2026-W51, or the date of its Monday") from None
    monday = day - timedelta(days=day.weekday())
    if day != monday:
        raise InputError(f"{day} is a {day:%A}; expected the Monday of a week, such as {monday}, or {format_week(monday)}")
    return monday


def format_week(monday: date) -> str:
    """`2026-W51`."""
    return f"{monday:%G-W%V}"


def find_member(roster: Roster, person: str) -> str:
    """The person, where the roster has them. InputError with the nearest name."""
    members = [member.person for member in roster.members]
    if person in members:
        return person
    raise InputError(
        f"{show(person)} is no member of {roster.name}\n    {did_you_mean(person, members) or 'members: ' + ', '.join(members)}"
    )


def swapped(roster: Roster, lock: Lock, catalog: Catalog, *, people: tuple[str, str], monday: date) -> Edit:
    """Each of the two works what the other had in that week, by the lanes' own dates. InputError where neither has a shift."""
    one, other = people
    if one == other:
        raise InputError(f"{one!r} cannot swap with themselves; expected two people")
    week = [shift for shift in lock.shifts if monday <= shift.date < monday + WEEK]
    if not week:
        raise InputError(f"{format_week(monday)} is not in the lock of {roster.name}; expected {weeks_of(lock)}")
    theirs = [shift for shift in week if shift.who in people]
    if not theirs:
        raise InputError(f"neither {one} nor {other} has a shift of {roster.name} in {format_week(monday)}, the week of {monday}")
    both = Counter((shift.lane, shift.date) for shift in theirs)
    takers = {shift.key: other if shift.who == one else one for shift in theirs if both[shift.lane, shift.date] == 1}
    return given(roster, lock, catalog, takers=takers, why="swap")


def weeks_of(lock: Lock) -> str:
    """The weeks that a lock has, in words."""
    days = sorted(shift.date for shift in lock.shifts)
    return f"{format_week(days[0])} to {format_week(days[-1])}" if days else "no week: the lock has no shifts"


def given(
    roster: Roster,
    lock: Lock,
    catalog: Catalog,
    *,
    takers: Mapping[Key, str],
    why: Literal["swap", "cover"],
    absence: Absence | None = None,
) -> Edit:
    """The roster and the lock after each of these shifts was given to its taker; whoever gets their own shift back needs no override."""
    handed = tuple(
        Handed(before=shift, after=_handed(shift, takers[shift.key], why))
        for shift in lock.shifts
        if shift.key in takers and takers[shift.key] != shift.who
    )
    after = {pair.after.key: pair.after for pair in handed}
    changed = {(shift.lane, shift.date, shift.planned) for shift in after.values()}
    kept = [one for one in roster.overrides if (one.lane, one.date, one.instead_of) not in changed]
    made = [_override(shift, why) for shift in after.values() if shift.instead_of]
    absences = (*roster.absences, absence) if absence else roster.absences
    new_roster = roster.model_copy(update={"overrides": (*kept, *made), "absences": absences})
    shifts = tuple(after.get(shift.key, shift) for shift in lock.shifts)
    new_lock = lock.model_copy(update={"shifts": shifts, "made_from": made_from(new_roster, catalog)})
    return Edit(roster=new_roster, lock=new_lock, handed=handed)


def _handed(shift: Shift, person: str, why: Literal["swap", "cover"]) -> Shift:
    planned = shift.planned
    own = person == planned
    was = (*shift.was, shift.who)
    return shift.model_copy(update={"who": person, "why": "rotation" if own else why, "instead_of": None if own else planned, "was": was})


def _override(shift: Shift, why: Literal["swap", "cover"]) -> Override:
    return Override(lane=shift.lane, date=shift.date, person=shift.who, instead_of=shift.planned, why=why)


def with_roster(catalog: Catalog, roster: Roster) -> Catalog:
    """The catalog with that roster in place of the one of its name."""
    return replace(catalog, rosters={**catalog.rosters, roster.name: roster})


def newly_broken(before: Sequence[Violation], after: Sequence[Violation], *, told: Callable[[Violation], str]) -> tuple[Violation, ...]:
    """What is broken after an edit and was not before, compared by what is told of it."""
    known = Counter(told(one) for one in before)
    found: list[Violation] = []
    for one in after:
        if known[told(one)]:
            known[told(one)] -= 1
        else:
            found.append(one)
    return tuple(found)


def find_roster(catalog: Catalog, named: str | None, people: Sequence[str]) -> Roster:
    """The roster that is named, or the only one that has all of the people. InputError with what there is."""
    if named is not None:
        if named not in catalog.rosters:
            raise InputError(
                f"{show(named)} is no roster\n    {did_you_mean(named, catalog.rosters) or 'rosters: ' + ', '.join(catalog.rosters)}"
            )
        return catalog.rosters[named]
    found = [roster for roster in catalog.rosters.values() if {*people} <= {member.person for member in roster.members}]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"{' and '.join(people)} are in {len(found)} rosters; expected --roster with {any_of(roster.name for roster in found)}"
        )
    raise InputError(_nowhere(catalog, people))


def _nowhere(catalog: Catalog, people: Sequence[str]) -> str:
    """Why no roster has them: misspelt, or not in the same one."""
    homes = {
        person: [name for name, one in catalog.rosters.items() if person in {member.person for member in one.members}] for person in people
    }
    members = sorted({member.person for roster in catalog.rosters.values() for member in roster.members})
    unknown = [person for person in people if not homes[person]]
    if unknown:
        return "\n".join(
            f"{show(person)} is in no roster\n    {did_you_mean(person, members) or 'members: ' + ', '.join(members)}" for person in unknown
        )
    where = "; ".join(f"{person} in {', '.join(homes[person])}" for person in people)
    return f"{' and '.join(people)} are in no roster together: {where}"
