"""Who cannot work what, whatever else is decided: absences, other rosters, rests after call-outs, and shifts at the same time."""

from collections import defaultdict
from collections.abc import Iterator

from estate.catalog.roster import Member
from estate.roster.clock import DAY
from estate.roster.solver.model import Asked, Constraint, Model, overlap
from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason, for_absence, for_busy, for_call_out, for_joining, for_leaving
from estate.roster.solver.turns import Turn


def everybody_is_there(model: Model) -> Asked:
    """Nobody works when they are not there."""
    for turn, reason in not_there(model.problem):
        yield reason, model.works[turn.key] == 0


def not_there(problem: Problem) -> Iterator[tuple[Turn, Reason]]:
    """Every turn that a person cannot work, with the reason."""
    busy, recoveries = defaultdict(list), defaultdict(list)
    for shift in problem.busy:
        busy[shift.person].append(shift)
    for recovery in problem.recoveries:
        recoveries[recovery.person].append(recovery)
    members = {member.person: member for member in problem.roster.members}
    for turn in problem.turns:
        yield from ((turn, reason) for reason in away(problem, turn, members[turn.person]))
        slot = turn.slot
        for shift in busy[turn.person]:
            if slot.works_from < shift.end and shift.start < slot.end:
                yield turn, for_busy(turn.person, shift.roster)
        for recovery in recoveries[turn.person]:
            if recovery.start <= slot.works_from < recovery.end:
                yield turn, for_call_out(turn.person, recovery.start.date())


def away(problem: Problem, turn: Turn, member: Member) -> Iterator[Reason]:
    """Why the person is away on the turn's day."""
    if member.joins and turn.date < member.joins:
        yield for_joining(member.person, member.joins)
    if member.leaves and turn.date >= member.leaves:
        yield for_leaving(member.person, member.leaves)
    for index, absence in enumerate(problem.roster.absences):
        if absence.person == turn.person and absence.first <= turn.date <= absence.last:
            yield for_absence(problem.roster, index)


def one_at_a_time(model: Model) -> Iterator[Constraint]:
    """Nobody is in two places."""
    for turns in model.problem.by_person.values():
        recent: list[Turn] = []
        for turn in turns:
            recent = [other for other in recent if other.slot.end > turn.slot.start - DAY]
            for other in recent:
                if overlap(other, turn) and not (other.past and turn.past):
                    yield model.worked(other) + model.worked(turn) <= 1
            recent.append(turn)
