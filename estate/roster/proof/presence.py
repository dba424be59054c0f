"""Invariant 6: nobody works in an absence, before joining or after leaving."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from estate.catalog.roster import Absence
from estate.roster.proof.evidence import Case
from estate.roster.proof.turns import Turn, by_person
from estate.roster.proof.violation import Violation


def presence(case: Case) -> Iterator[Violation]:
    """Turns on days on which the person is not there, by the person's own calendar."""
    for who, theirs in by_person(case.turns):
        absences = sorted((one for one in case.roster.absences if one.person == who), key=lambda one: one.first)
        for turn in theirs:
            if why := _not_there(case, turn, absences):
                text = f"{who} has the {turn.words} on {turn.day} and {why}"
                yield Violation(invariant=6, roster=case.roster.name, at=turn.start, who=who, text=text)


def _not_there(case: Case, turn: Turn, absences: Sequence[Absence]) -> str | None:
    member = case.members.get(turn.who)
    if member and member.joins and turn.day < member.joins:
        return f"joins on {member.joins}"
    if member and member.leaves and turn.day >= member.leaves:
        return f"is gone from {member.leaves} on"
    place = bisect_right(absences, turn.day, key=lambda one: one.first)
    if place and turn.day <= absences[place - 1].last:
        absence = absences[place - 1]
        return f"is away from {absence.first} to {absence.last} ({absence.reason})"
    return None
