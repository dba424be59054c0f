"""Invariant 2: each lane has its heads on each date: distinct people of the right region, with the skills."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from estate.catalog.roster import Lane
from estate.roster.proof.evidence import Case
from estate.roster.proof.turns import Turn, grouped
from estate.roster.proof.violation import Violation


def heads_and_people(case: Case) -> Iterator[Violation]:
    """Too few, too many, somebody twice, a shift of no lane or no date, a stranger; whoever stands in is judged by invariant 9."""
    at = grouped(case.turns, lambda turn: (turn.lane, turn.date))
    for lane in case.roster.lanes:
        for day in case.dates:
            yield from _heads(case, lane, day, at.pop((lane.name, day), []))
    for strays in at.values():
        yield from (_said(case, turn, _astray(case, turn)) for turn in strays)
    for turn in case.turns:
        if not turn.agreed:
            yield from unfit(case, turn, invariant=2)


def unfit(case: Case, turn: Turn, *, invariant: int) -> Iterator[Violation]:
    """What the lane asks of a person and this one does not have."""
    lane = case.lanes.get(turn.lane)
    member = case.members.get(turn.who)
    if member is None:
        yield _said(case, turn, f"{turn.who} is no member of this roster and has the {turn.words}", invariant=invariant)
    elif lane is not None:
        if member.region not in lane.regions:
            text = f"{turn.who} is in {member.region} and has the {turn.words}; its regions are {', '.join(lane.regions)}"
            yield _said(case, turn, text, invariant=invariant)
        if missing := sorted(set(lane.skills) - set(member.skills)):
            text = f"{turn.who} lacks {', '.join(missing)} for the {turn.words}"
            yield _said(case, turn, text, invariant=invariant)


def _heads(case: Case, lane: Lane, day: date, found: Sequence[Turn]) -> Iterator[Violation]:
    wanted = case.heads(lane, day)
    start = case.slot(lane, day)[0]
    people = Counter(turn.who for turn in found)
    if len(people) != wanted:
        text = f"the {lane.name} of {day} has {_people(sorted(people))}; expected {wanted}"
        yield Violation(invariant=2, roster=case.roster.name, at=start, text=text)
    for who, times in people.items():
        if times > 1:
            text = f"{who} fills {times} seats of the {lane.name} of {day}"
            yield Violation(invariant=2, roster=case.roster.name, at=start, who=who, text=text)
    seats = sorted(turn.seat for turn in found)
    if len(people) == wanted == len(seats) and seats != list(range(1, wanted + 1)):
        text = f"the {lane.name} of {day} has the seats {', '.join(map(str, seats))}; expected 1 to {wanted}"
        yield Violation(invariant=2, roster=case.roster.name, at=start, text=text)


def _people(names: Sequence[str]) -> str:
    return f"{len(names)} ({', '.join(names)})" if names else "nobody"


def _astray(case: Case, turn: Turn) -> str:
    if turn.lane not in case.lanes:
        return f"{turn.lane} is no lane of this roster, and {turn.who} has it on {turn.date}"
    return f"the {turn.words} of {turn.who} is outside the horizon, {case.first} to before {case.after}"


def _said(case: Case, turn: Turn, text: str, *, invariant: int = 2) -> Violation:
    return Violation(invariant=invariant, roster=case.roster.name, at=turn.start, who=turn.who, text=text)
