"""Half-open stretches of time as sets: never a sum of lengths, which two overlapping shifts can make up."""

from collections.abc import Iterable
from datetime import datetime

Interval = tuple[datetime, datetime]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants, without overlaps, in order."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def without(wanted: Iterable[Interval], had: Iterable[Interval]) -> list[Interval]:
    """The instants of `wanted` that are in none of `had`."""
    left: list[Interval] = []
    covers = union(had)
    place = 0
    for start, end in union(wanted):
        while place < len(covers) and covers[place][1] <= start:
            place += 1
        seen, at = start, place
        while at < len(covers) and covers[at][0] < end:
            if seen < covers[at][0]:
                left.append((seen, covers[at][0]))
            seen = covers[at][1]
            at += 1
        if seen < end:
            left.append((seen, end))
    return left
