"""How much of the old plan a new one changes: person-days, of people who are there on them.

What has been agreed, a swap or a cover, is no change: plans are compared, by the dates of the lanes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from estate.roster.slots import Slot
from estate.roster.solver.cost import Cost
from estate.roster.solver.model import Model
from estate.roster.solver.presence import not_there
from estate.roster.solver.problem import Problem
from estate.roster.solver.turns import Key, Turn


def turned_days(problem: Problem) -> Mapping[tuple[str, date], tuple[Turn, ...]]:
    """Each person-day that counts, with the turns on it.

    A day counts when it is not frozen, the old solution has staffed it, and the person is there: nobody is disturbed by
    not working while they are away.
    """
    away = {turn.key for turn, _ in not_there(problem)}
    days: dict[tuple[str, date], list[Turn]] = defaultdict(list)
    for turn in problem.turns:
        if turn.slot.key in problem.shifts_before and not problem.is_frozen(turn.slot.date) and turn.key not in away:
            days[turn.person, turn.slot.date].append(turn)
    return {day: tuple(turns) for day, turns in days.items()}


def was_planned(problem: Problem, turn: Turn) -> bool:
    """Whether the old solution had planned the slot for the person."""
    return any(shift.planned == turn.person for shift in problem.shifts_before.get(turn.slot.key, ()))


def had(problem: Problem, turn: Turn) -> bool:
    """Whether the person worked the slot in the old solution."""
    return any(shift.who == turn.person for shift in problem.shifts_before.get(turn.slot.key, ()))


def changes(model: Model) -> Cost:
    """1 for each person-day on which something else is worked than before."""
    cost = Cost(more=_orphaned(model.problem))
    for turns in turned_days(model.problem).values():
        differences = tuple(1 - model.planned[turn.key] if was_planned(model.problem, turn) else model.planned[turn.key] for turn in turns)
        if len(differences) == 1:
            cost += Cost(terms=differences)
            continue
        changed = model.cp.new_bool_var("")
        for difference in differences:
            model.cp.add(changed >= difference)
        cost += Cost(terms=(changed,))
    return cost


def _orphaned(problem: Problem) -> int:
    """Shifts whose people are not there any more: on each day on which there are some, somebody works who did not."""
    there = {turn.key for turns in turned_days(problem).values() for turn in turns}
    days = {
        shift.date
        for shifts in problem.shifts_before.values()
        for shift in shifts
        if not problem.is_frozen(shift.date) and (shift.planned, shift.lane, shift.date) not in there
    }
    return len(days)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a new solution changes for one person."""

    person: str
    days: int
    """On which something else is planned for them than before, of those on which they are there."""
    gives: tuple[Slot, ...]
    takes: tuple[Slot, ...]


def moved(problem: Problem, works: frozenset[Key], planned: frozenset[Key]) -> Iterator[Moved]:
    """What changes for whom, in the order of the members; nothing where nothing does."""
    days = Counter(
        person
        for (person, _), turns in turned_days(problem).items()
        if any(was_planned(problem, turn) != (turn.key in planned) for turn in turns)
    )
    for member in problem.roster.members:
        theirs = [turn for turn in problem.turns if turn.person == member.person and turn.slot.key in problem.shifts_before]
        gives = tuple(turn.slot for turn in theirs if had(problem, turn) and turn.key not in works)
        takes = tuple(turn.slot for turn in theirs if not had(problem, turn) and turn.key in works)
        if gives or takes:
            yield Moved(person=member.person, days=days[member.person], gives=gives, takes=takes)
