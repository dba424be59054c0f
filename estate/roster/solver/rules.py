"""Each kind of rule as constraints, by the definitions of `estate.catalog.roster`."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

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
from estate.roster.clock import DAY, monday
from estate.roster.slots import dates, horizon_end
from estate.roster.solver.cliques import too_close
from estate.roster.solver.model import Asked, Constraint, Model, total
from estate.roster.solver.reasons import for_rule
from estate.roster.solver.turns import MINUTE, SATURDAY, Turn

WEEK = timedelta(weeks=1)
Group = TypeVar("Group", bound=Hashable)
Needs = Iterator[Constraint]


def all_rules(model: Model) -> Asked:
    """What every rule asks for, person by person."""
    for index, rule in enumerate(model.problem.roster.rules):
        if isinstance(rule, WholeWeek):
            yield from _whole_week(model, rule, index)
            continue
        build = RULES.get(type(rule))
        for member in model.problem.roster.members if build else ():
            if build and (not rule.regions or member.region in rule.regions):
                reason = for_rule(rule, index=index, region=member.region)
                yield from ((reason, need) for need in build(model, rule, member))


def _rest(model: Model, rule: Rest, member: Member) -> Needs:
    # A rest that ends on the first day of the rule began on one of the days before.
    turns = [turn for turn in _turns(model, member) if _touches(rule, turn.date, turn.date + rule.at_least + DAY)]
    for group in too_close(turns, rule.at_least):
        yield from _at_most(model, [(1, turn) for turn in group], 1)


def _daily_hours(model: Model, rule: DailyHours, member: Member) -> Needs:
    for day, turns in _grouped(_paid(model, member), lambda turn: turn.date).items():
        if _touches(rule, day, day):
            yield from _at_most(model, _minutes(turns), rule.at_most // MINUTE)


def _weekly_hours(model: Model, rule: WeeklyHours, member: Member) -> Needs:
    for week, turns in _grouped(_paid(model, member), lambda turn: turn.week).items():
        if _touches(rule, week, week + 6 * DAY):
            yield from _at_most(model, _minutes(turns), rule.at_most // MINUTE)


def _average_hours(model: Model, rule: AverageHours, member: Member) -> Needs:
    horizon = model.problem.roster.horizon
    most = (rule.at_most if rule.at_most is not None else member.hours) * rule.weeks // MINUTE
    turns = _paid(model, member)
    for begin in range(horizon.weeks - rule.weeks + 1):
        first = horizon.first + begin * WEEK
        end = first + rule.weeks * WEEK
        if _touches(rule, first, end - DAY):
            yield from _at_most(model, _minutes(turn for turn in turns if first <= turn.date < end), most)


def _consecutive_days(model: Model, rule: ConsecutiveDays, member: Member) -> Needs:
    """In each run of one day more than may be worked, one is free."""
    days = model.days(member.person)
    past = {turn.date for turn in _turns(model, member) if turn.past}
    for first in days:
        run = list(dates(first, first + (rule.at_most + 1) * DAY))
        if _touches(rule, first, run[-1]) and set(run) <= set(days) and not set(run) <= past:
            yield total(model.day(member.person, day) for day in run) <= rule.at_most


def _weekends(model: Model, rule: Weekends, member: Member) -> Needs:
    weekend = [day for day in model.days(member.person) if day.weekday() >= SATURDAY]
    past = {turn.date for turn in _turns(model, member) if turn.past}
    for first, days in _grouped(weekend, lambda day: day.replace(day=1)).items():
        last = _month_end(first)
        if not _touches(rule, first, last):
            continue
        worked = total(model.day(member.person, day) for day in days)
        yield worked <= max(rule.at_most, len(past & set(days)))
        if _is_there_all_month(model.problem.roster, member, first, last):
            yield worked >= rule.at_least


def _month_end(first: date) -> date:
    return (first + 31 * DAY).replace(day=1) - DAY


def _is_there_all_month(roster: Roster, member: Member, first: date, last: date) -> bool:
    inside = roster.horizon.first <= first and last < horizon_end(roster)
    away = any(one.person == member.person and one.first <= last and first <= one.last for one in roster.absences)
    return inside and not away and (member.joins is None or member.joins <= first) and (member.leaves is None or member.leaves > last)


def _weekly_block(model: Model, rule: WeeklyBlock, member: Member) -> Needs:
    """Of what was rostered: who stands in for somebody has agreed to leave the block."""
    rostered = (turn for turn in _turns(model, member) if turn.key not in model.problem.edited)
    for week, turns in _grouped(rostered, lambda turn: turn.week).items():
        lanes = _grouped(turns, lambda turn: turn.slot.lane)
        if len(lanes) < 2 or not _touches(rule, week, week + 6 * DAY):
            continue
        chosen = {lane: model.cp.new_bool_var("") for lane in lanes}
        yield total(chosen.values()) <= 1
        for turn in turns:
            yield model.worked(turn) <= chosen[turn.slot.lane]


def _no_quick_return(model: Model, rule: NoQuickReturn, member: Member) -> Needs:
    turns = {turn.slot.key: turn for turn in _turns(model, member)}
    for (lane, day), turn in turns.items():
        following = turns.get((rule.before, day + DAY))
        if lane == rule.after and following and _touches(rule, turn.date, following.date):
            yield from _at_most(model, [(1, turn), (1, following)], 1)


def _whole_week(model: Model, rule: WholeWeek, index: int) -> Asked:
    """Of the plan: who covers one day for somebody does not make the week another's."""
    problem = model.problem
    weeks = _grouped((slot for slot in problem.slots if slot.lane == rule.lane), lambda slot: monday(slot.date))
    for week, slots in weeks.items():
        if not _touches(rule, week, week + 6 * DAY):
            continue
        for member in problem.roster.members:
            if (member.person, *slots[0].key) not in model.planned or (rule.regions and member.region not in rule.regions):
                continue
            reason = for_rule(rule, index=index, region=member.region)
            seats = [model.cp.new_bool_var("") for _ in range(max(slot.heads for slot in slots))]
            for slot in slots:
                yield reason, model.planned[(member.person, *slot.key)] == total(seats[: slot.heads])


RULES: Mapping[type[Rule], Callable[[Model, Any, Member], Needs]] = {
    Rest: _rest,
    DailyHours: _daily_hours,
    WeeklyHours: _weekly_hours,
    AverageHours: _average_hours,
    ConsecutiveDays: _consecutive_days,
    Weekends: _weekends,
    WeeklyBlock: _weekly_block,
    NoQuickReturn: _no_quick_return,
}
"""Rests after call-outs are known before anything is solved: see `presence`."""


def _turns(model: Model, member: Member) -> tuple[Turn, ...]:
    return model.problem.by_person[member.person]


def _paid(model: Model, member: Member) -> tuple[Turn, ...]:
    """The turns whose hours are working hours: on standby nobody sits there."""
    return _turns(model, member) if model.problem.roster.duty == "shift" else ()


def _touches(rule: Rule, first: date, last: date) -> bool:
    """Whether the rule holds on one of the days."""
    return (rule.since is None or last >= rule.since) and (rule.until is None or first < rule.until)


def _grouped(items: Iterable[Any], key: Callable[[Any], Group]) -> dict[Group, list[Any]]:
    groups: dict[Group, list[Any]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _minutes(turns: Iterable[Turn]) -> list[tuple[int, Turn]]:
    return [(turn.minutes, turn) for turn in turns]


def _at_most(model: Model, weighed: list[tuple[int, Turn]], most: int) -> Needs:
    """What was worked before the horizon cannot be undone: where it is too much already, nothing is added."""
    past = sum(weight for weight, turn in weighed if turn.past)
    if past + sum(weight for weight, turn in weighed if not turn.past) > most:
        yield total(weight * model.worked(turn) for weight, turn in weighed) <= max(most, past)
