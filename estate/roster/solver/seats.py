"""Which seat everybody has who works a lane together: people keep theirs, day by day."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from estate.roster.clock import monday
from estate.roster.slots import Slot
from estate.roster.solver.problem import Problem
from estate.roster.solver.turns import Key

Seating = Mapping[int, str]
"""Who is planned for each seat."""


def seated(problem: Problem, planned: frozenset[Key]) -> Iterator[tuple[Slot, Seating]]:
    """Every slot with its seats taken."""
    for lane in problem.roster.lanes:
        slots = sorted((slot for slot in problem.slots if slot.lane == lane.name), key=lambda slot: slot.date)
        before: Seating = {}
        for _, week in groupby(slots, key=lambda slot: monday(slot.date)):
            for slot, seating in _week(problem, list(week), planned, before):
                before = seating
                yield slot, seating


def _week(problem: Problem, slots: Sequence[Slot], planned: frozenset[Key], before: Seating) -> Iterator[tuple[Slot, Seating]]:
    people = {slot: [member.person for member in problem.roster.members if (member.person, *slot.key) in planned] for slot in slots}
    # Whoever has most of the week sits in front, where there is a seat on every day; then whoever sat in front before.
    days = Counter(person for sitting in people.values() for person in sitting)
    seats = {person: seat for seat, person in before.items()}
    ranks = {person: (-days[person], seats.get(person, slots[0].heads + 1), person) for person in days}
    sitting: Seating = {}
    for slot in slots:
        known = {shift.seat: shift.planned for shift in problem.shifts_before.get(slot.key, ())}
        sitting = _seating(sorted(people[slot], key=ranks.__getitem__), slot.heads, (known, sitting))
        yield slot, sitting


def _seating(ranked: Sequence[str], heads: int, wishes: Sequence[Seating]) -> Seating:
    taken: dict[int, str] = {}
    for wish in wishes:
        for seat, person in wish.items():
            if seat <= heads and seat not in taken and person in ranked and person not in taken.values():
                taken[seat] = person
    free = (seat for seat in range(1, heads + 1) if seat not in taken)
    rest = (person for person in ranked if person not in taken.values())
    return {**taken, **dict(zip(free, list(rest), strict=True))}
