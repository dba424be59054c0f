"""How unequal a solution is: for each region and each kind of burden, the most that somebody has less the least."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from estate.catalog.roster import CarriedDebt, Member, Roster
from estate.roster.solver.model import Model, Sum, total
from estate.roster.solver.problem import Problem
from estate.roster.solver.turns import Turn

UNIT = 8 * 60
"""Minutes: eight hours are one, as the roster's weight says; what is begun counts whole."""
HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Burden:
    """Something that is to be shared: `worth` of one shift, or 1 for a day with any of them."""

    name: str
    worth: Callable[[Turn], int]
    carried: Callable[[CarriedDebt], int]
    unit: int = 1
    by_day: bool = False


BURDENS: Mapping[str, Burden] = {
    burden.name: burden
    for burden in (
        Burden(name="hours", worth=lambda turn: turn.minutes, carried=lambda debt: debt.hours * HOUR, unit=UNIT),
        Burden(name="nights", worth=lambda turn: int(turn.night), carried=lambda debt: debt.nights),
        Burden(name="weekends", worth=lambda turn: int(turn.weekend), carried=lambda debt: debt.weekends, by_day=True),
        Burden(name="holidays", worth=lambda turn: int(turn.holiday), carried=lambda debt: debt.holidays, by_day=True),
    )
}


def unfairness(model: Model) -> Iterator[Sum]:
    """What each spread costs."""
    roster = model.problem.roster
    for region in sorted({member.region for member in roster.members}):
        members = [member for member in roster.members if member.region == region]
        for burden in BURDENS.values():
            weight = getattr(roster.fairness, burden.name)
            if weight and len(members) > 1:
                yield weight * _spread(model, burden, members)


def _spread(model: Model, burden: Burden, members: Sequence[Member]) -> Sum:
    loads = [_load(model, burden, member) for member in members]
    most = sum(burden.worth(turn) for turn in model.problem.turns) + sum(abs(constant) for _, constant in loads)
    highest, lowest = (model.cp.new_int_var(-most, most, "") for _ in range(2))
    for load, constant in loads:
        model.cp.add(load + constant <= highest)
        model.cp.add(load + constant >= lowest)
    spread = model.cp.new_int_var(0, 2 * most // burden.unit + 1, f"spread of {burden.name}")
    model.cp.add(spread * burden.unit >= highest - lowest)
    return spread


def _load(model: Model, burden: Burden, member: Member) -> tuple[Sum, int]:
    """What a member bears in the horizon, and what is reckoned to it before anything is decided."""
    turns = [turn for turn in model.problem.by_person[member.person] if not turn.past and burden.worth(turn)]
    constant = sum(burden.carried(debt) for debt in model.problem.roster.carried if debt.person == member.person)
    constant += reckoned(model.problem, burden, member)
    if burden.by_day:
        return total(model.day(member.person, day) for day in sorted({turn.date for turn in turns})), constant
    return total(burden.worth(turn) * model.works[turn.key] for turn in turns), constant


def reckoned(problem: Problem, burden: Burden, member: Member) -> int:
    """What somebody who joins late or leaves early would have borne meanwhile: an equal share of those who were there."""
    if member.joins is None and member.leaves is None:
        return 0
    others = [one for one in problem.roster.members if one.region == member.region]
    missed = 0
    for slot in problem.slots:
        there = sum(is_member(one, slot.date) for one in others)
        mine = [turn for turn in problem.by_slot[slot.key] if turn.person == member.person]
        if mine and there and not is_member(member, slot.date):
            missed += burden.worth(mine[0]) * slot.heads * SHARES // there
    return missed // SHARES


SHARES = 5040
"""Divides by every number up to ten, so that shares of whole days add up to what they were taken from."""


def is_member(member: Member, day: date) -> bool:
    """Whether somebody has joined, and not left."""
    return (member.joins is None or member.joins <= day) and (member.leaves is None or day < member.leaves)


def wishes_missed(model: Model) -> Iterator[Sum]:
    """1 for each day against a wish."""
    roster: Roster = model.problem.roster
    for wish in roster.wishes:
        for day in (day for day in model.days(wish.person) if wish.first <= day <= wish.last):
            worked = model.day(wish.person, day)
            yield worked if wish.wants == "off" else 1 - worked
