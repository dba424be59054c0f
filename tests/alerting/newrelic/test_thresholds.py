"""Terms, durations and signals: when events open and close."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estate.alerting.newrelic import State
from estate.alerting.newrelic.aggregates import Windows
from estate.alerting.newrelic.panes import Grid
from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.rows import rows_of
from tests.alerting.newrelic.worlds import NOON, condition, nrql, opened, run, sequence, series, simulated, steady

CPU = "SELECT average(cpu) FROM Metric"


@pytest.mark.parametrize(
    ("operator", "met"),
    [
        pytest.param("above", (False, False, True), id="above"),
        pytest.param("above_or_equals", (False, True, True), id="above or equals"),
        pytest.param("below", (True, False, False), id="below"),
        pytest.param("below_or_equals", (True, True, False), id="below or equals"),
        pytest.param("equals", (False, True, False), id="equals"),
        pytest.param("not_equals", (True, False, True), id="not equals"),
        pytest.param("ABOVE", (False, False, True), id="in any case"),
    ],
)
def test_an_operator_compares_with_the_threshold(operator: str, met: tuple[bool, ...]) -> None:
    one = condition(CPU, 80, term={"operator": operator})
    assert tuple(bool(opened(one, [series("cpu", {0: value})])) for value in (79.5, 80, 80.5)) == met


def test_without_an_operator_the_provider_sends_equals() -> None:
    assert opened(condition(CPU, 80, term={"operator": None}), [series("cpu", {0: 90})]) == []


def test_rounding_does_not_decide_at_the_threshold() -> None:
    assert opened(condition("SELECT sum(cpu) FROM Metric", 0.3), [series("cpu", {0: 0.1, 0.5: 0.2})]) == [], "0.1 + 0.2 is not above 0.3"


@pytest.mark.parametrize(
    ("occurrences", "expected"),
    [
        pytest.param("all", [(8, 9)], id="all: three windows in a row"),
        pytest.param("at_least_once", [(2, 9)], id="at least once: the first"),
        pytest.param("ALL", [(8, 9)], id="in any case"),
    ],
)
def test_occurrences_say_how_many_windows_of_the_duration_must_breach(occurrences: str, expected: list[tuple[float, float]]) -> None:
    data = [series("cpu", sequence(1, 90, 1, 90, 1, 90, 90, 90, 90, *[1] * 10))]
    assert opened(condition(CPU, 80, minutes=3, term={"thresholdOccurrences": occurrences}), data, end=19) == expected


def test_warning_and_critical_open_events_of_their_own() -> None:
    warning = {"operator": "above", "threshold": 70, "thresholdDuration": 60, "thresholdOccurrences": "all"}
    data = [series("cpu", sequence(60, 75, 90, 75, 60))]
    found = run(condition(CPU, 80, warning=warning), data, end=5).group()
    assert [(one.incident.priority, (one.incident.opened - NOON) / 60) for one in found.events] == [("warning", 2), ("critical", 3)]
    assert [(span.state, (span.start - NOON) / 60) for span in found.states] == [
        (State.OK, 0),
        (State.WARNING, 2),
        (State.CRITICAL, 3),
        (State.WARNING, 4),
        (State.OK, 5),
    ]
    assert found.at(NOON + 210) is State.CRITICAL


def test_what_opened_before_the_start_is_its_first_state() -> None:
    found = simulated(
        [condition(CPU, 80)],
        [series("cpu", {**steady(90, 0, 5), **steady(10, 5, 10), **steady(90, 10, 30), **steady(10, 30, 60)})],
        start=20,
        end=40,
    )
    states = found.monitors["c"].group().states
    assert [((span.start - NOON) / 60, span.state) for span in states] == [(20, State.CRITICAL), (31, State.OK)]


def test_the_old_list_of_terms_means_the_same() -> None:
    one = condition(CPU, None, terms=[{"priority": "critical", "operator": "above", "threshold": 80, "duration": 2, "timeFunction": "all"}])
    assert opened(one, [series("cpu", steady(90, 0, 5))], end=5) == [(2, None)]


def test_a_disabled_condition_opens_nothing() -> None:
    assert opened(condition(CPU, 80, enabled=False), [series("cpu", steady(90, 0, 5))]) == []


def test_a_term_that_opens_no_event_is_no_state() -> None:
    found = run(condition(CPU, 80, term={"disableEventCreation": True}), [series("cpu", steady(90, 0, 5))])
    assert [span.state for span in found.group().states] == [State.OK]


# create-nrql-alert-conditions, "Evaluation delay": a new signal is not judged at first; neither is one that comes back.
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(steady(90, 0, 30), [(11, None)], id="ten minutes after its first point"),
        pytest.param({**steady(10, 0, 15), **steady(90, 15, 30)}, [(16, None)], id="not any more afterwards"),
        pytest.param({**steady(10, 0, 15), **steady(90, 150, 180)}, [(161, None)], id="again after more than two hours of silence"),
    ],
)
def test_the_evaluation_delay_spares_new_signals(data: dict[float, float], expected: list[tuple[float, float | None]]) -> None:
    assert opened(condition(CPU, 80, evaluationDelay=600), [series("cpu", data)], end=180) == expected


def test_a_lost_signal_is_a_state_of_its_own() -> None:
    one = condition(CPU, 80, expirationDuration=300, openViolationOnExpiration=True)
    found = run(one, [series("cpu", steady(10, 0, 5))]).group()
    assert (found.at(NOON + 8 * 60), found.at(NOON + 9 * 60)) == (State.OK, State.LOST)


def test_a_condition_may_watch_for_the_lost_signal_alone() -> None:
    one = condition(CPU, None, expirationDuration=300, openViolationOnExpiration=True)
    assert opened(one, [series("cpu", steady(10, 0, 5))]) == [(9, None)]


@pytest.mark.parametrize(
    ("gap", "lost"), [pytest.param(5, False, id="back exactly in time"), pytest.param(6, True, id="a minute too late")]
)
def test_a_signal_is_lost_when_its_next_point_comes_after_the_timer(*, gap: int, lost: bool) -> None:
    one = condition(CPU, 80, expirationDuration=300, openViolationOnExpiration=True)
    data = [series("cpu", {0: 1, float(gap): 1, gap + 1.0: 1})]
    assert bool(opened(one, data, end=gap + 1)) is lost


def test_points_beyond_the_end_are_not_known_yet() -> None:
    data = [series("cpu", steady(90, 0, 60))]
    assert opened(condition(CPU, 80, minutes=5), data, end=4) == []
    assert opened(condition(CPU, 80, minutes=5), data, end=5) == [(5, None)]


def test_a_group_that_is_not_there_is_told_with_those_that_are() -> None:
    found = run(condition(f"{CPU} FACET host", 80), [series("cpu", {0: 1}, host="a")])
    with pytest.raises(KeyError, match=r"no group \{'host': 'b'\}; it has"):
        found.group(host="b")


AGGREGATES: dict[str, Any] = {
    "count": len,
    "sum": sum,
    "average": lambda values: sum(values) / len(values),
    "min": min,
    "max": max,
    "latest": lambda values: values[-1],
    "uniqueCount": lambda values: len(set(values)),
}


@settings(max_examples=60, deadline=None)
@given(
    seconds=st.lists(st.integers(0, 1800), min_size=1, max_size=60, unique=True),
    seed=st.integers(0, 2**32 - 1),
    per=st.integers(1, 9),
    function=st.sampled_from(sorted(AGGREGATES)),
)
def test_every_window_holds_exactly_its_own_points(seconds: list[int], seed: int, per: int, function: str) -> None:
    times = sorted(seconds)
    values = np.random.default_rng(seed).integers(0, 20, len(times)).astype(float).tolist()
    data = series("m", dict(zip([second / 60 for second in times], values, strict=True)))
    grid = Grid.between(NOON, NOON + 1800, step=60, per=per)
    found = Windows(grid=grid, rows=rows_of([data])).evaluate(parse(nrql("SELECT", f"{function}(m)", "FROM Metric")).select)
    for window in range(grid.size):
        inside = [value for second, value in zip(times, values, strict=True) if (window + 1 - per) * 60 <= second < (window + 1) * 60]
        expected = AGGREGATES[function](inside) if inside else np.nan
        np.testing.assert_allclose(found[window], expected, rtol=1e-12)


def test_windows_are_whole_where_long_data_is_worked_on_in_parts() -> None:
    minutes = 40_000
    grid = Grid.between(NOON, NOON + minutes * 60, step=60, per=7)
    rows = rows_of([series("m", steady(1, 0, minutes))])
    found = Windows(grid=grid, rows=rows).evaluate(parse("SELECT sum(m) FROM Metric").select)
    assert set(found[6:minutes].tolist()) == {7.0}


# The tolerance of a percentile is the distance to its neighbouring samples: here it must lie between them.
@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(st.integers(0, 50), min_size=1, max_size=40),
    percent=st.sampled_from((1.0, 50.0, 90.0, 99.0, 100.0)),
    per=st.integers(1, 4),
)
def test_a_percentile_lies_between_the_samples_around_it(values: list[int], percent: float, per: int) -> None:
    data = series("m", {place / 2: float(value) for place, value in enumerate(values)})
    grid = Grid.between(NOON, NOON + 60 * 20, step=60, per=per)
    found = Windows(grid=grid, rows=rows_of([data])).evaluate(parse(nrql("SELECT", f"percentile(m, {percent})", "FROM Metric")).select)
    for window in range(grid.size):
        inside = sorted(values[max(0, 2 * (window + 1 - per)) : 2 * (window + 1)])
        if inside:
            lower, upper = np.percentile(inside, percent, method="lower"), np.percentile(inside, percent, method="higher")
            below = inside[max(0, inside.index(int(lower)) - 1)]
            assert below <= found[window] <= upper
        else:
            assert np.isnan(found[window])
