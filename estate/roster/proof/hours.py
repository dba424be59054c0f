"""Invariant 5: hours a day, a week and on average, and days in a row."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from estate.catalog.roster import AverageHours, ConsecutiveDays, DailyHours, WeeklyHours
from estate.roster.proof.evidence import Case, rules_of, touches
from estate.roster.proof.turns import DAY, Turn, by_person, grouped
from estate.roster.proof.violation import Violation, span

LAST_DAY = timedelta(days=6)
WEEK = timedelta(weeks=1)


def daily(case: Case) -> Iterator[Violation]:
    """Hours of the shifts of one day."""
    for rule in rules_of(case, DailyHours):
        for who, theirs in by_person(case.all_turns):
            for day, found in grouped(theirs, lambda turn: turn.day).items():
                if case.protects(rule, who) and touches(rule, day, day) and _total(found) > rule.at_most:
                    yield from _too_long(case, found, rule, f"on {day}")


def weekly(case: Case) -> Iterator[Violation]:
    """Hours of the shifts of one week."""
    for rule in rules_of(case, WeeklyHours):
        for who, theirs in by_person(case.all_turns):
            for monday, found in grouped(theirs, lambda turn: turn.monday).items():
                if case.protects(rule, who) and touches(rule, monday, monday + LAST_DAY) and _total(found) > rule.at_most:
                    yield from _too_long(case, found, rule, f"in the week of {monday}")


def average(case: Case) -> Iterator[Violation]:
    """Hours a week on average over every run of whole weeks of the horizon; no rule's share of absences is taken off."""
    for rule in rules_of(case, AverageHours):
        for who, theirs in by_person(case.turns):
            if case.protects(rule, who):
                weeks = {monday: _total(found) for monday, found in grouped(theirs, lambda turn: turn.monday).items()}
                yield from _runs(case, rule, who, weeks)


def consecutive(case: Case) -> Iterator[Violation]:
    """Days in a row with a shift: said once a run, on the first day too many."""
    for rule in rules_of(case, ConsecutiveDays):
        for who, theirs in by_person(case.all_turns):
            if case.protects(rule, who):
                yield from _rows(case, rule, who, theirs)


def _total(found: list[Turn]) -> timedelta:
    return sum((turn.hours for turn in found), timedelta(0))


def _too_long(case: Case, found: list[Turn], rule: DailyHours | WeeklyHours, when: str) -> Iterator[Violation]:
    if all(turn.earlier for turn in found):
        return
    over = timedelta(0)
    for turn in found:
        over += turn.hours
        if over > rule.at_most:
            text = f"{turn.who} works {span(_total(found))} {when}; at most {span(rule.at_most)}"
            yield Violation(invariant=5, roster=case.roster.name, at=turn.works_from, who=turn.who, text=text, source=rule.source)
            return


def _runs(case: Case, rule: AverageHours, who: str, weeks: Mapping[date, timedelta]) -> Iterator[Violation]:
    limit = rule.at_most if rule.at_most is not None else case.members[who].hours
    mondays = [case.first + count * WEEK for count in range(case.roster.horizon.weeks)]
    worked = sum((weeks.get(monday, timedelta(0)) for monday in mondays[: rule.weeks - 1]), timedelta(0))
    for first, last in zip(mondays, mondays[rule.weeks - 1 :], strict=False):
        worked += weeks.get(last, timedelta(0))
        if worked > limit * rule.weeks and touches(rule, first, last + LAST_DAY):
            most = f"{span(limit * rule.weeks)}, {span(limit)} a week"
            text = f"{who} works {span(worked)} in the {rule.weeks} weeks from {first}; at most {most}"
            at = next(turn.works_from for turn in case.turns if turn.who == who and turn.monday >= first)
            yield Violation(invariant=5, roster=case.roster.name, at=at, who=who, text=text, source=rule.source)
        worked -= weeks.get(first, timedelta(0))


def _rows(case: Case, rule: ConsecutiveDays, who: str, theirs: list[Turn]) -> Iterator[Violation]:
    run: list[Turn] = []
    said = False
    for turn in theirs:
        if run and turn.day == run[-1].day:
            continue
        if not run or turn.day - run[-1].day > DAY:
            run.clear()
            said = False
        run.append(turn)
        window = run[-rule.at_most - 1 :]
        if len(window) > rule.at_most and touches(rule, window[0].day, turn.day) and not (said or turn.earlier):
            said = True
            text = f"{who} works every day from {run[0].day} to {turn.day}, {len(run)} days; at most {rule.at_most} in a row"
            yield Violation(invariant=5, roster=case.roster.name, at=turn.works_from, who=who, text=text, source=rule.source)
