"""How unequal a solution is: for each region and each kind of burden, the most that somebody has less the least."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from estate.catalog.roster import CarriedDebt, Member
from estate.roster.solver.cost import Cost, Part
from estate.roster.solver.model import Model, Sum, total
from estate.roster.solver.problem import Problem
from estate.roster.solver.turns import Turn

UNIT = 8 * 60
"""Minutes: eight hours are one, as the roster's weight says; less than that is no difference."""
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


def unfairness(model: Model) -> Cost:
    """What the spreads cost together."""
    roster = model.problem.roster
    cost = Cost()
    for region in sorted({member.region for member in roster.members}):
        members = [member for member in roster.members if member.region == region]
        for burden in BURDENS.values():
            weight = getattr(roster.fairness, burden.name)
            if weight and len(members) > 1:
                cost += weight * _spread(model, burden, members)
    return cost


def _spread(model: Model, burden: Burden, members: Sequence[Member]) -> Cost:
    """The difference between the highest load and the lowest one, in whole units."""
    loads = [_load(model, burden, member) for member in members]
    constants = sum(constant for _, constant in loads)
    least, most = (constants + bound for bound in _bounds(model, burden, {member.person for member in members}))
    farthest = most + sum(abs(constant) for _, constant in loads)
    highest = model.cp.new_int_var(-(-least // len(loads)), farthest, "")
    lowest = model.cp.new_int_var(-farthest, most // len(loads), "")
    for load, constant in loads:
        model.cp.add(load + constant <= highest)
        model.cp.add(load + constant >= lowest)
    at_least = max(0, -(-least // len(loads)) - most // len(loads)) // burden.unit
    at_most = 2 * farthest // burden.unit
    spread = model.cp.new_int_var(at_least, at_most, f"spread of {burden.name}")
    model.cp.add(spread * burden.unit + burden.unit - 1 >= highest - lowest)
    return Cost(parts=(Part(variable=spread, at_least=at_least, at_most=at_most),))


def _bounds(model: Model, burden: Burden, people: set[str]) -> tuple[int, int]:
    """The least and the most that the people can bear together. Somebody has the average or more, and somebody that or less:
    the solver would find this out only by trying."""
    least = most = 0
    for slot in model.problem.slots:
        turns = model.problem.by_slot[slot.key]
        worth = sorted(burden.worth(turn) if turn.person in people else 0 for turn in turns)
        least += sum(worth[: slot.heads])
        most += sum(worth[-slot.heads :])
    return (0 if burden.by_day and not model.one_a_day(people) else least), most


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


def wishes_missed(model: Model) -> Cost:
    """1 for each day against a wish."""
    terms: list[Sum] = []
    for wish in model.problem.roster.wishes:
        for day in (day for day in model.days(wish.person) if wish.first <= day <= wish.last):
            worked = model.day(wish.person, day)
            terms.append(worked if wish.wants == "off" else 1 - worked)
    return Cost(terms=tuple(terms))
