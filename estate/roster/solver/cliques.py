"""Shifts of which one person can work only one: all that lie too close together."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice, takewhile

from estate.roster.solver.turns import Turn

LONGEST = timedelta(hours=50)
"""No shift has more: 24 hours on the clock and as many of handover, over a change of the clocks."""


def too_close(turns: Iterable[Turn], rest: timedelta) -> Iterator[tuple[Turn, ...]]:
    """The largest groups of turns between every two of which there is less than `rest`.

    Each turn is an interval that `rest` is added to; those that are open at its end overlap each other, and any two that
    overlap are open together at the end of one of them.
    """
    by_end = sorted(turns, key=lambda turn: turn.slot.end)
    last: set[Turn] = set()
    for place, turn in enumerate(by_end):
        rested = turn.slot.end + rest
        near = takewhile(lambda other, limit=rested + LONGEST: other.slot.end < limit, islice(by_end, place + 1, None))
        group = [turn, *(other for other in near if other.slot.works_from < rested)]
        if len(group) > 1 and not set(group) <= last:
            last = set(group)
            yield tuple(group)
