"""Invariant 3: nobody is in two places at once, over all rosters."""

from collections.abc import Iterator, Sequence

from estate.catalog.roster import format_instant
from estate.roster.proof.evidence import Evidence
from estate.roster.proof.turns import Turn, by_person
from estate.roster.proof.violation import Violation, span


def double_bookings(evidence: Evidence) -> Iterator[Violation]:
    """Each pair of turns of one person that overlap, named once."""
    for _, theirs in by_person(evidence.all_turns()):
        for one, other in overlaps(theirs):
            if not (one.earlier and other.earlier):
                yield _said(one, other, roster=evidence.answerable(other.roster, one.roster))


def overlaps(theirs: Sequence[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Each turn with those that begin before it ends; in one lane nobody hands over to themselves."""
    running: list[Turn] = []
    for turn in sorted(theirs, key=lambda turn: (turn.works_from, turn.end, turn.roster)):
        running = [one for one in running if one.end > turn.works_from]
        yield from ((one, turn) for one in running if turn.start < one.end or _place(one) != _place(turn))
        running.append(turn)


def _place(turn: Turn) -> tuple[str, str]:
    return turn.roster, turn.lane


def _said(one: Turn, other: Turn, *, roster: str) -> Violation:
    until = min(one.end, other.end)
    text = (
        f"{one.who} has the {_where(one, other)} and the {_where(other, one)} at once, "
        f"until {format_instant(until)}, for {span(until - other.works_from)}"
    )
    return Violation(invariant=3, roster=roster, at=other.works_from, who=one.who, text=text)


def _where(turn: Turn, beside: Turn) -> str:
    return turn.words if turn.roster == beside.roster else f"{turn.words} in {turn.roster}"
