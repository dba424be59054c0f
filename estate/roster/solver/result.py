"""What was found, as a lock: shifts with what they were before, and rotations that say the same."""

from collections.abc import Iterator

from estate.catalog.catalog import Catalog
from estate.roster.lock import Answer, Lock, Shift, Why, made_from
from estate.roster.rotations import continued
from estate.roster.slots import Slot, horizon_end
from estate.roster.solver.problem import Edit, Problem
from estate.roster.solver.search import Found
from estate.roster.solver.seats import seated
from estate.roster.solver.turns import MINUTE


def as_lock(problem: Problem, found: Found, catalog: Catalog) -> Lock:
    """The lock of a solution."""
    roster = problem.roster
    shifts = tuple(sorted(_shifts(problem, found), key=lambda shift: (shift.start, shift.lane, shift.seat)))
    old = problem.old.rotations if problem.old else ()
    return Lock(
        roster=roster.name,
        made_from=made_from(roster, catalog),
        answer=Answer(status="optimal" if found.status == "optimal" else "feasible", cost=found.cost, bound=found.bound),
        shifts=shifts,
        rotations=continued(old, shifts, first=roster.horizon.first, end=horizon_end(roster)),
    )


def _shifts(problem: Problem, found: Found) -> Iterator[Shift]:
    edits = {(edit.lane, edit.date, edit.instead_of): edit for edit in problem.edits}
    for slot, seating in seated(problem, found.planned):
        before = {shift.seat: shift for shift in problem.shifts_before.get(slot.key, ())}
        for seat, person in seating.items():
            yield _shift(problem, slot, seat, person, edit=edits.get((*slot.key, person)), before=before.get(seat))


def _shift(problem: Problem, slot: Slot, seat: int, person: str, *, edit: Edit | None, before: Shift | None) -> Shift:
    who = edit.person if edit else person
    moved = before is not None and before.who != who
    return Shift(
        start=slot.start,
        end=slot.end,
        lane=slot.lane,
        date=slot.date,
        seat=seat,
        who=who,
        why=_why(problem, edit, before),
        instead_of=person if edit else None,
        handover_minutes=slot.handover // MINUTE,
        was=((*before.was, before.who) if moved else before.was) if before else (),
    )


def _why(problem: Problem, edit: Edit | None, before: Shift | None) -> Why:
    if edit is None:
        return "rotation"
    if edit.index is None:
        return before.why if before else "override"
    return problem.roster.overrides[edit.index].why
