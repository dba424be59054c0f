"""Invariant 8: a week is one block, and no morning follows an afternoon.

A lane's whole week is a matter of the plan: who covers a day for somebody does not make the week another's.
"""

from collections.abc import Iterator

from estate.catalog.roster import NoQuickReturn, WeeklyBlock, WholeWeek
from estate.roster.proof.evidence import Case, rules_of, touches
from estate.roster.proof.hours import LAST_DAY
from estate.roster.proof.turns import DAY, grouped
from estate.roster.proof.violation import Violation


def weekly_blocks(case: Case) -> Iterator[Violation]:
    """In one week of the person's a person works one lane."""
    for rule in rules_of(case, WeeklyBlock):
        theirs = (turn for turn in case.all_turns if case.protects(rule, turn.who))
        for (who, monday), found in grouped(theirs, lambda turn: (turn.who, turn.monday)).items():
            other = next((turn for turn in found if turn.lane != found[0].lane), None)
            if other and not found[-1].earlier and touches(rule, monday, monday + LAST_DAY):
                lanes = " and ".join(sorted({turn.lane for turn in found}))
                text = f"{who} works {lanes} in the week of {monday}; expected one lane"
                yield Violation(invariant=8, roster=case.roster.name, at=other.start, who=who, text=text, source=rule.source)


def whole_weeks(case: Case) -> Iterator[Violation]:
    """One person has a seat of the lane for a week of the lane's dates."""
    for rule in rules_of(case, WholeWeek):
        rostered = [turn for turn in case.turns if turn.lane == rule.lane and not turn.agreed]
        weeks = grouped(rostered, lambda turn: (turn.date - turn.date.weekday() * DAY, turn.seat))
        for (monday, _), found in weeks.items():
            other = next((turn for turn in found if turn.who != found[0].who), None)
            if other and touches(rule, monday, monday + LAST_DAY) and any(case.protects(rule, turn.who) for turn in found):
                people = " and ".join(sorted({turn.who for turn in found}))
                text = f"{people} share the {rule.lane} of the week of {monday}; expected one person"
                yield Violation(invariant=8, roster=case.roster.name, at=other.start, who=other.who, text=text, source=rule.source)


def quick_returns(case: Case) -> Iterator[Violation]:
    """Nobody works the one lane on a date and the other on the next."""
    for rule in rules_of(case, NoQuickReturn):
        before = {(turn.who, turn.date + DAY) for turn in case.all_turns if turn.lane == rule.after}
        for turn in case.turns:
            returns = turn.lane == rule.before and (turn.who, turn.date) in before
            if returns and case.protects(rule, turn.who) and touches(rule, turn.day - DAY, turn.day):
                text = f"{turn.who} has the {rule.after} of {turn.date - DAY} and the {turn.words}; expected a day between"
                yield Violation(invariant=8, roster=case.roster.name, at=turn.start, who=turn.who, text=text, source=rule.source)
