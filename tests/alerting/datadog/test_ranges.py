"""The vectorised arithmetic against plain loops."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estate.alerting.datadog.ranges import Even, Uneven, counts, fold
from tests.alerting.datadog.worlds import monitor, run, series, states

NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=60)


@st.composite
def evenly(draw: st.DrawFn) -> tuple[list[float], Even]:
    values = draw(NUMBERS)
    length = draw(st.integers(0, len(values)))
    first = draw(st.integers(0, len(values) - length))
    step = draw(st.integers(1, 5))
    number = draw(st.integers(1, (len(values) - length - first) // step + 1))
    return values, Even(first=first, step=step, length=length, number=number)


def parts(values: list[float], ranges: Even | Uneven) -> list[list[float]]:
    return [values[low:high] for low, high in zip(ranges.low.tolist(), ranges.high.tolist(), strict=True)]


@given(evenly())
@settings(max_examples=150, deadline=None)
def test_ranges_give_what_a_loop_over_them_gives(drawn: tuple[list[float], Even]) -> None:
    values, even = drawn
    array, uneven = np.array(values), Uneven(low=even.low, high=even.high)
    expected = parts(values, even)
    for ranges in (even, uneven):
        assert fold(np.maximum, array, ranges, empty=-np.inf).tolist() == [max(part, default=-math.inf) for part in expected]
        assert fold(np.minimum, array, ranges, empty=np.inf).tolist() == [min(part, default=math.inf) for part in expected]
        assert fold(np.add, array, ranges, empty=0.0) == pytest.approx([math.fsum(part) for part in expected], rel=1e-12, abs=1e-6)
        positive = np.broadcast_to(counts(array > 0, ranges), len(expected))
        assert positive.tolist() == [sum(value > 0 for value in part) for part in expected]


def test_ranges_across_chunks_are_the_same_as_within_one() -> None:
    values = np.random.default_rng(3).normal(size=100_000)
    even = Even(first=5, step=2, length=37, number=49_000)
    found = fold(np.maximum, values, even, empty=-np.inf)
    assert found.tolist() == [values[5 + 2 * place : 42 + 2 * place].max() for place in range(49_000)]


def test_a_year_of_tenths_averages_to_a_tenth() -> None:
    """Differences of one running sum would be off by more than a threshold's rounding."""
    means = fold(np.add, np.full(525_600, 0.1), Even(first=0, step=1, length=5, number=525_596), empty=0.0) / 5
    assert (np.abs(means - 0.1) <= 1e-16).all()


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=40),
    st.sampled_from(["avg", "sum", "max", "min"]),
    st.integers(1, 12),
    st.sampled_from([">", ">=", "<", "<="]),
)
@settings(max_examples=60, deadline=None)
def test_a_monitor_over_counts_says_what_a_loop_over_its_windows_says(
    points: list[int | None], aggregator: str, window: int, comparison: str
) -> None:
    told = {float(minute): float(value) for minute, value in enumerate(points) if value is not None}
    planned = monitor(f"{aggregator}(last_{window}m):sum:m{{*}} {comparison} 10", onMissingData="resolve")
    found = dict(states(run(planned, [series("m", told, kind="count")], end=len(points))))
    expected: dict[float, str] = {}
    state = "ABSENT"
    for minute in range(len(points) + 1):
        values = [told[float(one)] for one in range(minute - window, minute) if float(one) in told]
        if values or any(one <= minute for one in told):
            state = _judged(values, aggregator, comparison)
        if not expected or list(expected.values())[-1] != state:
            expected[float(minute)] = state
    assert found == expected


def _judged(values: list[float], aggregator: str, comparison: str) -> str:
    if not values:
        return "OK"
    value = {"avg": sum(values) / len(values), "sum": sum(values), "max": max(values), "min": min(values)}[aggregator]
    wrong = {">": value > 10, ">=": value >= 10, "<": value < 10, "<=": value <= 10}[comparison]
    return "ALERT" if wrong else "OK"
