"""The roster as variables of the constraint solver: who is planned for each slot, and who works it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from ortools.sat.python import cp_model

from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason
from estate.roster.solver.turns import Key, Turn

Constraint = cp_model.BoundedLinearExpression | bool
"""Of numbers alone the comparison is known at once."""
Sum = cp_model.LinearExpr
Asked = Iterator[tuple[Reason, Constraint]]
"""What is asked for, and why."""


def total(terms: Iterable[Sum]) -> Sum:
    """The sum of the terms; of none it is nothing, and can still be compared."""
    return cp_model.LinearExpr.sum(list(terms))


class Model:
    """The variables of a problem, and what they must satisfy so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.works: dict[Key, cp_model.IntVar] = {turn.key: self.cp.new_bool_var("_".join(map(str, turn.key))) for turn in problem.turns}
        """Whether the person works the slot."""
        self.planned = {**self.works, **{key: self.cp.new_bool_var("") for key in sorted(problem.edited & set(self.works))}}
        """Whether the slot was planned for the person."""
        self._one = self.cp.new_constant(1)
        self._days = {(person, day): turns for person, all_turns in problem.by_person.items() for day, turns in _by_day(all_turns).items()}
        self._worked: dict[tuple[str, date], Sum] = {}

    def worked(self, turn: Turn) -> cp_model.IntVar:
        """1 when the person works the turn; what was worked before the horizon is."""
        return self._one if turn.past else self.works[turn.key]

    def day(self, person: str, day: date) -> Sum:
        """1 when a shift of the person belongs to that day, else 0."""
        if (person, day) not in self._worked:
            self._worked[person, day] = self._day(self._days.get((person, day), ()))
        return self._worked[person, day]

    def _day(self, turns: tuple[Turn, ...]) -> Sum:
        literals = [self.worked(turn) for turn in turns]
        if _exclude_each_other(turns):
            return total(literals)
        whether = self.cp.new_bool_var("")
        self.cp.add_max_equality(whether, literals)
        return whether

    def one_a_day(self, people: Collection[str]) -> bool:
        """Whether no two turns of one day can be worked by any of the people."""
        return all(_exclude_each_other(turns) for (person, _), turns in self._days.items() if person in people)

    def days(self, person: str) -> list[date]:
        """The days to which a turn of the person may belong, in their order."""
        return [day for one, day in self._days if one == person]


def _by_day(turns: Iterable[Turn]) -> dict[date, tuple[Turn, ...]]:
    found: dict[date, tuple[Turn, ...]] = {}
    for turn in turns:
        found[turn.date] = (*found.get(turn.date, ()), turn)
    return found


def _exclude_each_other(turns: Sequence[Turn]) -> bool:
    return all(overlap(one, other) for one, other in combinations(turns, 2))


def overlap(one: Turn, other: Turn) -> bool:
    """Whether nobody can work both: they are at the same time, or the handover of one is while the other, in another lane, still lasts."""
    first, second = sorted((one.slot, other.slot), key=lambda slot: slot.start)
    return second.start < first.end or (second.works_from < first.end and first.lane != second.lane)
