"""Invariant 4: rest in elapsed time, over the horizon's edge too."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from estate.catalog.roster import CallOut, Rest, RestAfterCallOut, format_instant
from estate.roster.proof.evidence import Case, Evidence, rules_of, touches
from estate.roster.proof.turns import Turn, by_person
from estate.roster.proof.violation import Violation, span


def rest(case: Case) -> Iterator[Violation]:
    """Too little rest between two rostered turns; where somebody stands in, invariant 9 says it."""
    return (violation for one, other, violation in short_rests(case, invariant=4) if not (one.agreed or other.agreed))


def short_rests(case: Case, *, invariant: int) -> Iterator[tuple[Turn, Turn, Violation]]:
    """Each two turns of one person that follow each other too soon. Overlaps are double bookings, not short rests."""
    for rule in rules_of(case, Rest):
        for who, theirs in by_person(case.all_turns):
            if not case.protects(rule, who):
                continue
            for one, other in _neighbours(theirs):
                gap = other.works_from - one.end
                if timedelta(0) <= gap < rule.at_least and touches(rule, other.day, other.day) and not (one.earlier and other.earlier):
                    text = f"{who} rests {span(gap)} between the {one.words} and the {other.words}; at least {span(rule.at_least)}"
                    at = other.works_from
                    yield one, other, Violation(invariant=invariant, roster=case.roster.name, at=at, who=who, text=text, source=rule.source)


def _neighbours(theirs: Sequence[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Each turn and the one before it that ended last."""
    last: Turn | None = None
    for turn in theirs:
        if last:
            yield last, turn
        last = turn if last is None or turn.end >= last.end else last


def rest_after_call_outs(evidence: Evidence) -> Iterator[Violation]:
    """Whoever was called out rests before the next shift in any roster; standby is no work."""
    working = dict(by_person(turn for turn in evidence.all_turns() if not turn.standby))
    for case in evidence.cases.values():
        for rule in rules_of(case, RestAfterCallOut):
            for call in case.roster.call_outs:
                if case.protects(rule, call.person):
                    for turn in working.get(call.person, ()):
                        if call.start <= turn.works_from < call.end + rule.at_least and touches(rule, turn.day, turn.day):
                            yield _after(rule, call, turn, roster=evidence.answerable(case.roster.name, turn.roster))


def _after(rule: RestAfterCallOut, call: CallOut, turn: Turn, *, roster: str) -> Violation:
    text = (
        f"{call.person} worked on a call until {format_instant(call.end)} and rests {span(turn.works_from - call.end)} "
        f"before the {turn.words} in {turn.roster}; at least {span(rule.at_least)}"
    )
    return Violation(invariant=4, roster=roster, at=turn.works_from, who=call.person, text=text, source=rule.source)
