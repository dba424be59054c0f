"""Why a roster cannot be filled: a set of things asked for that conflict, of which none can be left out."""

from collections.abc import Collection, Sequence

from ortools.sat.python import cp_model

from estate.roster.clock import DAY
from estate.roster.solver.build import asked
from estate.roster.solver.model import Model
from estate.roster.solver.presence import one_at_a_time
from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason, number, span
from estate.roster.solver.search import Effort, Status, quick, status_of

EFFORT: Effort = 1.0
"""For each question. What cannot be answered with it stays in the conflict, which then may not be the smallest."""


class Inquiry:
    """A problem whose constraints can be switched off, reason by reason."""

    def __init__(self, problem: Problem) -> None:
        self._model = Model(problem)
        self._switches: dict[Reason, cp_model.IntVar] = {}
        for constraint in one_at_a_time(self._model):
            self._model.cp.add(constraint)
        for reason, constraint in asked(self._model):
            self._model.cp.add(constraint).only_enforce_if(self._switch(reason))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that is asked for."""
        return tuple(self._switches)

    def _switch(self, reason: Reason) -> cp_model.IntVar:
        if reason not in self._switches:
            self._switches[reason] = self._model.cp.new_bool_var(reason.words)
        return self._switches[reason]

    def status(self, without: Collection[Reason] = frozenset(), *, effort: Effort = EFFORT) -> Status:
        """`feasible`, `infeasible` or `unknown`, when nothing is asked for those reasons."""
        for reason, switch in self._switches.items():
            on = int(reason not in without)
            self._model.cp.proto.variables[switch.index].domain[:] = [on, on]
        status = status_of(quick(effort), self._model)
        return "feasible" if status == "optimal" else status


def conflict(inquiry: Inquiry) -> tuple[Reason, ...]:
    """A smallest conflict of a problem without a solution: with any one of its reasons less there is a solution to the others."""
    dropped: set[Reason] = set()

    def shrink(block: Sequence[Reason]) -> None:
        if not block:
            return
        if inquiry.status(dropped.union(block)) == "infeasible":
            dropped.update(block)
        elif len(block) > 1:
            middle = len(block) // 2
            # The later weeks go first: what conflicts is then told of the earliest ones.
            shrink(block[middle:])
            shrink(block[:middle])

    for kinds in _blocks(inquiry.reasons):
        shrink(kinds)
    return tuple(reason for reason in inquiry.reasons if reason not in dropped)


def _blocks(reasons: Sequence[Reason]) -> tuple[Sequence[Reason], ...]:
    """What is left out together: weeks first, since with fewer of them all other questions are small."""
    heads = sorted((reason for reason in reasons if reason.week), key=lambda reason: (reason.week, reason.lane))
    others = [reason for reason in reasons if not reason.week]
    return heads, others


def words(conflicting: Sequence[Reason]) -> tuple[str, ...]:
    """The conflict as people read it: neighbouring weeks together."""
    heads = sorted((reason for reason in conflicting if reason.week), key=lambda reason: (reason.lane, reason.index, reason.week))
    runs: list[list[Reason]] = []
    for reason in heads:
        if runs and _follows(reason, runs[-1][-1]):
            runs[-1].append(reason)
        else:
            runs.append([reason])
    return (*(_run(run) for run in runs), *(reason.words for reason in conflicting if not reason.week))


def _follows(reason: Reason, before: Reason) -> bool:
    same = (reason.lane, reason.index) == (before.lane, before.index)
    return same and before.week is not None and reason.week == before.week + 7 * DAY


def _run(run: Sequence[Reason]) -> str:
    first, last = run[0], run[-1]
    if first.week is None or last.week is None:
        return first.words
    return f"{number(first.index)} in {first.lane} on every day of {span(first.week, last.week + 6 * DAY)}"
