"""What would have to give for a roster to be filled: the smallest step of each kind that is enough, by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from estate.catalog.catalog import Catalog
from estate.catalog.roster import (
    AverageHours,
    ConsecutiveDays,
    DailyHours,
    Member,
    NoQuickReturn,
    Rest,
    Roster,
    Rule,
    Weekends,
    WeeklyBlock,
    WeeklyHours,
    WholeWeek,
)
from estate.roster.solver.core import Inquiry
from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason, say

HOUR = timedelta(hours=1)
MOST_STEPS = 8
"""Farther than eight hours, days or people from what is asked is another roster, not a relaxation."""
AGREEMENT, LEAVE, CONTRACT, LAW, HEADS, PEOPLE = 1, 2, 3, 5, 8, 10
"""What a step costs: an agreement is soonest changed, and somebody new is the farthest away."""


@dataclass(frozen=True, kw_only=True)
class Relaxation:
    """One thing to change, after which the roster can be filled."""

    words: str
    cost: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change that may be enough."""

    words: str
    cost: int
    roster: Roster
    freed: int | None = None
    """The owned window that somebody else takes, by its place in the problem."""


def relaxations(problem: Problem, catalog: Catalog, conflicting: Sequence[Reason]) -> tuple[Relaxation, ...]:
    """The cheapest first; nothing where no single step is enough."""
    found = (_first_enough(problem, catalog, steps) for steps in _ways(problem.roster, conflicting))
    return tuple(sorted({one for one in found if one}, key=lambda one: (one.cost, one.words)))


def _first_enough(problem: Problem, catalog: Catalog, steps: Iterable[Step]) -> Relaxation | None:
    for step in steps:
        owned = tuple(one for place, one in enumerate(problem.owned) if place != step.freed)
        zones = {**{person: one.zone for person, one in catalog.people.items()}, **_zones_of_new(step.roster, problem)}
        if Inquiry(replace(problem, roster=step.roster, zones=zones, owned=owned)).status() == "feasible":
            return Relaxation(words=step.words, cost=step.cost)
    return None


def _ways(roster: Roster, conflicting: Sequence[Reason]) -> Iterator[Iterator[Step]]:
    """For each thing in the conflict the steps away from it, the smallest first."""
    told: set[tuple[str, int]] = set()
    for reason in conflicting:
        if (reason.kind, reason.index) in told and reason.kind != "heads":
            continue
        told.add((reason.kind, reason.index))
        if reason.kind == "absence":
            yield iter([_without(roster, "absences", reason, LEAVE)])
        elif reason.kind == "override":
            yield iter([_without(roster, "overrides", reason, AGREEMENT)])
        elif reason.kind == "owner":
            yield iter([Step(words=f"another owner, or another time: {reason.words}", cost=AGREEMENT, roster=roster, freed=reason.index)])
        elif reason.kind in RULES:
            yield _looser(roster, reason.index)
    for lane in dict.fromkeys(reason.lane for reason in conflicting if reason.kind == "heads"):
        yield _fewer_heads(roster, lane)
        for region in next(one.regions for one in roster.lanes if one.name == lane):
            yield _more_people(roster, region)


def _without(roster: Roster, key: str, reason: Reason, cost: int) -> Step:
    kept = tuple(one for place, one in enumerate(getattr(roster, key)) if place != reason.index)
    return Step(words=f"without the {reason.words}", cost=cost, roster=roster.model_copy(update={key: kept}))


def _looser(roster: Roster, index: int) -> Iterator[Step]:
    rule = roster.rules[index]
    for count, looser in enumerate(RULES[rule.kind](rule, roster), start=1):
        rules = [looser if place == index else one for place, one in enumerate(roster.rules)]
        after = roster.model_copy(update={"rules": tuple(one for one in rules if one is not None)})
        words = f"without the rule: {say(rule)}" if looser is None else f"{say(rule)} -> {say(looser)}"
        yield Step(words=words, cost=COSTS.get(rule.kind, AGREEMENT) * count, roster=after)


def _fewer_heads(roster: Roster, name: str) -> Iterator[Step]:
    lanes = tuple(
        lane.model_copy(update={"heads": lane.heads - 1, "heads_on": {day: max(0, heads - 1) for day, heads in lane.heads_on.items()}})
        if lane.name == name and lane.heads > 1
        else lane
        for lane in roster.lanes
    )
    if lanes != roster.lanes:
        yield Step(words=f"one less in {name}", cost=HEADS, roster=roster.model_copy(update={"lanes": lanes}))


def _more_people(roster: Roster, region: str) -> Iterator[Step]:
    like = next(member for member in roster.members if member.region == region)
    skills = tuple(sorted({skill for lane in roster.lanes for skill in lane.skills}))
    for count in range(1, MOST_STEPS + 1):
        new = tuple(
            Member(person=f"{NEW}{place}", region=region, country=like.country, hours=like.hours, skills=skills) for place in range(count)
        )
        words = f"{'one more member' if count == 1 else f'{count} more members'} in {region}"
        yield Step(words=words, cost=PEOPLE * count, roster=roster.model_copy(update={"members": (*roster.members, *new)}))


NEW = "new-"
"""How those are called who do not exist yet."""


def _zones_of_new(roster: Roster, problem: Problem) -> dict[str, str]:
    first = {member.region: problem.zones[member.person] for member in reversed(problem.roster.members)}
    return {member.person: first[member.region] for member in roster.members if member.person.startswith(NEW)}


def _hours(rule: WeeklyHours | DailyHours, _: Roster) -> Iterator[Rule]:
    return (rule.model_copy(update={"at_most": rule.at_most + count * HOUR}) for count in range(1, MOST_STEPS + 1))


def _average(rule: AverageHours, roster: Roster) -> Iterator[Rule]:
    told = [member.hours for member in roster.members if not rule.regions or member.region in rule.regions]
    now = rule.at_most if rule.at_most is not None else min(told)
    return (rule.model_copy(update={"at_most": now + count * HOUR}) for count in range(1, MOST_STEPS + 1))


def _rest(rule: Rest, _: Roster) -> Iterator[Rule]:
    return (
        rule.model_copy(update={"at_least": rule.at_least - count * HOUR})
        for count in range(1, MOST_STEPS + 1)
        if rule.at_least >= count * HOUR
    )


def _days(rule: ConsecutiveDays, _: Roster) -> Iterator[Rule]:
    return (rule.model_copy(update={"at_most": rule.at_most + count}) for count in range(1, MOST_STEPS + 1))


def _weekends(rule: Weekends, _: Roster) -> Iterator[Rule]:
    return (
        rule.model_copy(update={"at_least": max(0, rule.at_least - count), "at_most": rule.at_most + count})
        for count in range(1, MOST_STEPS + 1)
    )


def _none(_: WeeklyBlock | WholeWeek | NoQuickReturn, __: Roster) -> Iterator[None]:
    yield None


RULES: dict[str, Callable[..., Iterator[Rule | None]]] = {
    "rest": _rest,
    "daily_hours": _hours,
    "weekly_hours": _hours,
    "average_hours": _average,
    "consecutive_days": _days,
    "weekends": _weekends,
    "weekly_block": _none,
    "whole_week": _none,
    "no_quick_return": _none,
}
COSTS = {"rest": LAW, "daily_hours": LAW, "weekly_hours": LAW, "consecutive_days": LAW, "average_hours": CONTRACT}
