from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from estate.roster.proof.intervals import Interval, union, without

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=8)


def between(start: int, end: int) -> Interval:
    return MONDAY + start * timedelta(hours=1), MONDAY + end * timedelta(hours=1)


def hours(intervals: list[Interval]) -> set[int]:
    return {count for count in range(60) for start, end in intervals if start <= MONDAY + count * timedelta(hours=1) < end}


def test_two_overlapping_halves_do_not_make_a_whole() -> None:
    assert without([between(0, 24)], [between(0, 12), between(6, 12)]) == [between(12, 24)]


@given(wanted=SPANS, had=SPANS)
def test_what_is_left_is_counted_hour_by_hour(wanted: list[tuple[int, int]], had: list[tuple[int, int]]) -> None:
    ours, theirs = ([between(start, start + length) for start, length in spans] for spans in (wanted, had))
    assert hours(without(ours, theirs)) == hours(ours) - hours(theirs)
    assert hours(union(ours)) == hours(ours)


@given(spans=SPANS)
def test_a_union_is_in_order_and_has_no_touching_neighbours(spans: list[tuple[int, int]]) -> None:
    joined = union(between(start, start + length) for start, length in spans)
    assert all(one[1] < other[0] for one, other in pairwise(joined))
