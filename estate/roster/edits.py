"""Shifts given to others: the roster's overrides and the lock, changed together, so that each says what the other does."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from estate.catalog.catalog import Catalog
from estate.catalog.mistakes import show
from estate.catalog.roster import Absence, Override, Roster
from estate.errors import InputError
from estate.roster.lock import Lock, Shift, made_from

WEEK = timedelta(weeks=1)
ISO_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
Key = tuple[str, date, int]
"""Lane, date, seat."""


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
    absences: tuple[Absence, ...] = (),
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
    new_roster = roster.model_copy(update={"overrides": (*kept, *made), "absences": (*roster.absences, *absences)})
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
