"""How much of the old solution a new one changes: person-days, of people who are there on them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from estate.roster.slots import Slot
from estate.roster.solver.model import Model, Sum
from estate.roster.solver.presence import not_there
from estate.roster.solver.problem import Problem
from estate.roster.solver.turns import Key, Turn


def turned_days(problem: Problem) -> Mapping[tuple[str, date], tuple[Turn, ...]]:
    """Each person-day that counts, with the turns that may belong to it.

    A day counts when it is not frozen, the old solution has staffed it, and the person is there: nobody is disturbed by
    not working while they are away.
    """
    away = {turn.key for turn, _ in not_there(problem)}
    days: dict[tuple[str, date], list[Turn]] = defaultdict(list)
    for turn in problem.turns:
        if turn.slot.key in problem.shifts_before and not problem.is_frozen(turn.slot.date) and turn.key not in away:
            days[turn.person, turn.date].append(turn)
    return {day: tuple(turns) for day, turns in days.items()}


def had(problem: Problem, turn: Turn) -> bool:
    """Whether the old solution has the person in the slot."""
    return any(shift.who == turn.person for shift in problem.shifts_before.get(turn.slot.key, ()))


def changes(model: Model) -> Iterator[Sum]:
    """1 for each person-day on which something else is worked than before."""
    for turns in turned_days(model.problem).values():
        differences = [1 - model.works[turn.key] if had(model.problem, turn) else model.works[turn.key] for turn in turns]
        if len(differences) == 1:
            yield differences[0]
            continue
        changed = model.cp.new_bool_var("")
        for difference in differences:
            model.cp.add(changed >= difference)
        yield changed


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a new solution changes for one person."""

    person: str
    days: int
    """On which they work something else than before, of those on which they are there."""
    gives: tuple[Slot, ...]
    takes: tuple[Slot, ...]


def moved(problem: Problem, works: frozenset[Key]) -> Iterator[Moved]:
    """What changes for whom, in the order of the members; nothing where nothing does."""
    days = Counter(
        person for (person, _), turns in turned_days(problem).items() if any(had(problem, turn) != (turn.key in works) for turn in turns)
    )
    for member in problem.roster.members:
        theirs = [turn for turn in problem.turns if turn.person == member.person and turn.slot.key in problem.shifts_before]
        gives = tuple(turn.slot for turn in theirs if had(problem, turn) and turn.key not in works)
        takes = tuple(turn.slot for turn in theirs if not had(problem, turn) and turn.key in works)
        if gives or takes:
            yield Moved(person=member.person, days=days[member.person], gives=gives, takes=takes)
