"""Invariant 9: who stands in was agreed, is able to, and has their rest; nothing is left uncovered by it."""

from collections.abc import Iterator

from estate.catalog.roster import Override
from estate.roster.lock import Shift
from estate.roster.proof.evidence import Case
from estate.roster.proof.rest import short_rests
from estate.roster.proof.staffing import unfit
from estate.roster.proof.violation import Violation


def overrides(case: Case) -> Iterator[Violation]:
    """The roster's overrides and the lock's shifts say the same; region, skills and rest of whoever stands in hold."""
    agreed = {(one.lane, one.date, one.person, one.why): one for one in case.roster.overrides}
    standing = {(shift.lane, shift.date, shift.who, shift.why): shift for shift in case.lock.shifts if shift.why != "rotation"}
    for key, override in agreed.items():
        if key not in standing:
            yield _not_done(case, override)
    for key, shift in standing.items():
        # Of published weeks the overrides may be gone from the roster: the lock keeps them.
        if key not in agreed and not (case.roster.frozen_until and shift.date < case.roster.frozen_until):
            yield _not_agreed(case, shift)
    for turn in case.turns:
        if turn.agreed:
            yield from unfit(case, turn, invariant=9)
    for one, other, violation in short_rests(case, invariant=9):
        if one.agreed or other.agreed:
            yield violation


def _not_done(case: Case, override: Override) -> Violation:
    given = f"the {override.lane} of {override.date} from {override.instead_of} to {override.person}"
    text = f"a {override.why} gives {given}; the lock does not"
    start = case.slot(case.lanes[override.lane], override.date)[0]
    return Violation(invariant=9, roster=case.roster.name, at=start, who=override.person, text=text, source=override.reason or None)


def _not_agreed(case: Case, shift: Shift) -> Violation:
    text = f"{shift.who} stands in for {shift.planned} in the {shift.lane} of {shift.date} ({shift.why}); no override of the roster says so"
    return Violation(invariant=9, roster=case.roster.name, at=shift.start, who=shift.who, text=text)
