"""Invariant 7: Saturdays and Sundays a calendar month, on each person's own calendar."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time

from estate.catalog.roster import Member, Weekends
from estate.roster.proof.clock import instant, pinned
from estate.roster.proof.evidence import Case, rules_of, touches
from estate.roster.proof.turns import DAY, Turn, by_person, grouped
from estate.roster.proof.violation import Violation

SATURDAY = 5
Month = tuple[date, date]
"""Its first and its last day."""


def weekend_days(case: Case) -> Iterator[Violation]:
    """More than the maximum in any month, fewer than the minimum in a month that is wholly there."""
    theirs = dict(by_person(turn for turn in case.all_turns if turn.day.weekday() >= SATURDAY))
    for rule in rules_of(case, Weekends):
        for member in case.roster.members:
            if case.protects(rule, member.person):
                yield from _too_many(case, rule, member, theirs.get(member.person, []))
                yield from _too_few(case, rule, member, theirs.get(member.person, []))


def month_of(day: date) -> Month:
    """The calendar month around that day."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _too_many(case: Case, rule: Weekends, member: Member, theirs: list[Turn]) -> Iterator[Violation]:
    for month, found in grouped(theirs, lambda turn: month_of(turn.day)).items():
        days = sorted({turn.day for turn in found})
        if len(days) > rule.at_most and touches(rule, *month) and not found[-1].earlier:
            first_too_many = next(turn for turn in found if turn.day == days[rule.at_most])
            text = f"{member.person} works {len(days)} weekend days in {month[0]:%Y-%m}; at most {rule.at_most}"
            at = first_too_many.works_from
            yield Violation(invariant=7, roster=case.roster.name, at=at, who=member.person, text=text, source=rule.source)


def _too_few(case: Case, rule: Weekends, member: Member, theirs: list[Turn]) -> Iterator[Violation]:
    months = grouped(theirs, lambda turn: month_of(turn.day))
    for month in _whole_months(case):
        days = {turn.day for turn in months.get(month, ())}
        if len(days) < rule.at_least and touches(rule, *month) and _there(case, member, month):
            text = f"{member.person} works {len(days)} weekend days in {month[0]:%Y-%m}; at least {rule.at_least}"
            at = instant(datetime.combine(month[0], time()), pinned(case.people[member.person].zone))
            yield Violation(invariant=7, roster=case.roster.name, at=at, who=member.person, text=text, source=rule.source)


def _whole_months(case: Case) -> Iterator[Month]:
    day = case.first
    while day < case.after:
        month = month_of(day)
        if case.first <= month[0] and month[1] < case.after:
            yield month
        day = month[1] + DAY


def _there(case: Case, member: Member, month: Month) -> bool:
    """All month: joined, not gone, not away."""
    first, last = month
    away = any(one.person == member.person and one.first <= last and first <= one.last for one in case.roster.absences)
    return not away and (member.joins is None or member.joins <= first) and (member.leaves is None or last < member.leaves)
