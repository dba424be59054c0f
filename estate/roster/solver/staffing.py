"""Every slot has its heads, what is published stays, and what has been agreed is done."""

from estate.roster.clock import monday
from estate.roster.solver.model import Asked, Model, total
from estate.roster.solver.problem import Edit, Problem
from estate.roster.solver.reasons import Reason, for_frozen, for_heads, for_override, for_owner


def heads(model: Model) -> Asked:
    """Nobody too few, and nobody too many."""
    for slot in model.problem.slots:
        staffed = total(model.works[turn.key] for turn in model.problem.by_slot[slot.key])
        yield for_heads(slot.lane, slot.heads, monday(slot.date)), staffed == slot.heads


def overrides(model: Model) -> Asked:
    """One works instead of the other."""
    for edit in model.problem.edits:
        comes, goes = (edit.person, edit.lane, edit.date), (edit.instead_of, edit.lane, edit.date)
        reason = _reason(model.problem, edit)
        yield reason, model.works[comes] == 1
        yield reason, model.planned[comes] == 0
        if goes in model.works:
            yield reason, model.works[goes] == 0
            yield reason, model.planned[goes] == 1


def _reason(problem: Problem, edit: Edit) -> Reason:
    return for_frozen(problem.frozen_until) if edit.index is None else for_override(problem.roster, edit.index)


def owners(model: Model) -> Asked:
    """Whoever answers for planned work is on shift when it opens. What is frozen is the prover's to judge."""
    problem = model.problem
    for index, owned in enumerate(problem.owned):
        open_then = [slot for slot in problem.slots if slot.start <= owned.at < slot.end]
        if owned.person in problem.by_person and open_then and not any(problem.is_frozen(slot.date) for slot in open_then):
            keys = [(owned.person, *slot.key) for slot in open_then]
            yield for_owner(owned, index), total(model.works[key] for key in keys if key in model.works) >= 1


def frozen(model: Model) -> Asked:
    """The plan of what is published or past is that of the lock."""
    problem = model.problem
    if problem.frozen_until is None or problem.old is None:
        return
    reason = for_frozen(problem.frozen_until)
    for turn in problem.turns:
        if problem.is_frozen(turn.slot.date):
            planned = {shift.planned for shift in problem.shifts_before.get(turn.slot.key, ())}
            yield reason, model.planned[turn.key] == int(turn.person in planned)
