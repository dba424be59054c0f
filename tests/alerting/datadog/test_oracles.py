"""The worked examples of Datadog's own documents; the page is named above each."""

import pytest

from estate.alerting.series import Kind, Series
from tests.alerting.datadog.worlds import Points, monitor, run, series, states, steady, verdict

TEN_MINUTES = dict(zip(map(float, range(11)), (10, 15, 12, 8, 11, 14, 13, 25, 37, 45, 50), strict=True))


# monitors/guide/monitor_aggregators: eleven points over ten minutes; the average is 240/11, the sum 240.
@pytest.mark.parametrize(
    ("query", "state"),
    [
        pytest.param("avg(last_10m):avg:m{*} > 30", "OK", id="the average of 21.8 is not above 30"),
        pytest.param("avg(last_10m):avg:m{*} > 21.8", "ALERT", id="the average is above 21.8"),
        pytest.param("avg(last_10m):avg:m{*} > 21.82", "OK", id="the average is not above 21.82"),
        pytest.param("max(last_10m):avg:m{*} > 40", "ALERT", id="two points are above 40"),
        pytest.param("max(last_10m):avg:m{*} > 50", "OK", id="no point is above 50"),
        pytest.param("min(last_10m):avg:m{*} > 10", "OK", id="two points are not above 10"),
        pytest.param("sum(last_10m):avg:m{*} > 250", "OK", id="the sum of 240 is not above 250"),
        pytest.param("sum(last_10m):avg:m{*} >= 240", "ALERT", id="the sum is exactly 240"),
    ],
)
def test_aggregators_put_the_points_of_the_window_together(query: str, state: str) -> None:
    assert verdict(monitor(query), [series("m", TEN_MINUTES)], at=10) == state


ERRORS = dict(zip((0.5, 1.5, 2 + 2 / 3, 3.5, 4 + 2 / 3), (1, 2, 3, 4, 5), strict=True))


# monitors/guide/as-count-in-monitor-evaluations: 3 where the division comes first, 0.6 where the sums do.
@pytest.mark.parametrize(
    ("modifier", "value"),
    [pytest.param("as_rate", 3.0, id="as_rate divides, then sums"), pytest.param("as_count", 0.6, id="as_count sums, then divides")],
)
def test_as_count_changes_the_order_of_arithmetic_and_aggregation(modifier: str, value: float) -> None:
    data = [series("errors", ERRORS, kind="count"), series("total", dict.fromkeys(ERRORS, 5.0), kind="count")]
    exactly = f"sum(last_5m): sum:errors{{*}}.{modifier}() / sum:total{{*}}.{modifier}() == {value}"
    assert verdict(monitor(exactly), data, at=5) == "ALERT"


def gauge(points: Points, name: str, kind: Kind = "gauge") -> Series:
    return series(name, points, kind=kind)


# monitors/guide/monitor-arithmetic-and-sparse-metrics: 10/0 and 10/null are dropped.
def test_a_division_by_zero_or_by_null_adds_nothing() -> None:
    data = [gauge({0: 10, 1: 10, 2: 10}, "a"), gauge({0: 0, 1: 1}, "b")]
    assert verdict(monitor("sum(last_2m):sum:a{*} / sum:b{*} == 10"), data, at=2) == "ALERT"


def test_divisions_of_which_none_has_a_value_skip_the_evaluation() -> None:
    data = [gauge({0: 10, 1: 10, 2: 10}, "a"), gauge({0: 0, 1: 0}, "b")]
    assert verdict(monitor("sum(last_2m):sum:a{*} / sum:b{*} >= 0"), data, at=2) == "skipped"


SPARSE = [
    series("gaps", {-10: 1, 0: 1, 10: 0, 20: 1, 30: 1}, timer="norm"),
    series("gaps", {-5: 1, 5: 1, 15: 1, 25: 1}, timer="offset"),
]


# The same page: gauges every ten minutes, five apart.
def test_gauges_that_never_meet_skip_the_evaluation() -> None:
    query = "sum(last_30m):sum:gaps{timer:norm} / sum:gaps{timer:offset} == 5"
    assert verdict(monitor(query), SPARSE, at=30) == "skipped"


def test_filling_both_with_their_last_point_gives_five() -> None:
    query = "sum(last_30m):sum:gaps{timer:norm}.fill(last,900) / sum:gaps{timer:offset}.fill(last,900) == 5"
    assert verdict(monitor(query), SPARSE, at=30) == "ALERT"


FULL = "1111 1111 1111"


# monitors/types/metric, data window: two hours are twelve buckets of ten minutes.
@pytest.mark.parametrize(
    ("buckets", "state"),
    [
        pytest.param("1111 1111 1111", "ALERT", id="all twelve have data"),
        pytest.param("x111 1111 1111", "skipped", id="the first has none"),
        pytest.param("11xx x111 1111", "ALERT", id="three have none"),
        pytest.param("1xxx 1111 xx11", "skipped", id="five have none"),
        pytest.param("11xx xx11 1111", "skipped", id="four have none, which the rule's text refuses"),
    ],
)
def test_a_full_window_needs_its_first_bucket_and_all_but_three(buckets: str, state: str) -> None:
    points = {10.0 * place + 3: 1.0 for place, mark in enumerate(buckets.replace(" ", "")) if mark == "1"}
    assert verdict(monitor("avg(last_2h):avg:m{*} > 0", requireFullWindow=True), [series("m", points)], at=120) == state


# The same page: buckets of a minute, ten minutes, an hour and four hours, by the unit in which the window is written. Of four
# stretches of so many minutes, counted from the beginning of the window, the third has no points.
@pytest.mark.parametrize(
    ("window", "minutes", "stretch", "state"),
    [
        pytest.param("last_12m", 12, 1, "ALERT", id="twelve minutes: three of twelve are empty"),
        pytest.param("last_16m", 16, 1, "skipped", id="sixteen minutes: four of sixteen are"),
        pytest.param("last_120m", 120, 10, "skipped", id="two hours written as minutes have buckets of a minute"),
        pytest.param("last_2h", 120, 10, "ALERT", id="hours have buckets of ten minutes"),
        pytest.param("last_4h", 240, 10, "skipped", id="six of 24 are empty"),
        pytest.param("last_1d", 1440, 60, "skipped", id="a day has buckets of an hour: six of 24 are empty"),
        pytest.param("last_1d", 1440, 10, "ALERT", id="ten silent minutes of forty leave none of its hours empty"),
        pytest.param("last_1mo", 43_800, 240, "skipped", id="a month has buckets of four hours"),
        pytest.param("last_1mo", 43_800, 60, "ALERT", id="a silent hour of four leaves none of them empty"),
    ],
)
def test_the_size_of_a_bucket_goes_by_the_unit_of_the_window(window: str, minutes: int, stretch: int, state: str) -> None:
    data = [series("m", {float(minute): 1.0 for minute in range(-minutes, 1) if (minute + minutes) // stretch % 4 != 2})]
    assert verdict(monitor(f"avg({window}):avg:m{{*}} > 0", requireFullWindow=True), data, at=0) == state


def test_a_cancelled_evaluation_leaves_the_state_as_it_was() -> None:
    points = {**steady(1, -20, 10), **steady(0, 20, 31)}
    found = run(monitor("min(last_10m):avg:m{*} > 0", requireFullWindow=True), [series("m", points)], end=31)
    assert states(found) == [(0, "ALERT"), (30, "OK")], "from 12:14 to 12:29 more than three of ten minutes are empty"


# monitors/configuration and monitors/guide/monitor_api_options: at 07:00 five minutes of delay read 06:50 to 06:55.
@pytest.mark.parametrize(
    ("delay", "first", "last"),
    [pytest.param(300, -10, -5, id="300 s read 06:50 to 06:55"), pytest.param(900, -20, -15, id="900 s read 06:40 to 06:45")],
)
def test_an_evaluation_delay_moves_the_window_back(delay: int, first: int, last: int) -> None:
    data = [series("m", {minute: 1.0 if first <= minute <= last else 100.0 for minute in map(float, range(-40, 1))})]
    query = "max(last_5m):avg:m{*} > 1"
    assert verdict(monitor(query, evaluationDelay=delay), data, at=0) == "OK"
    assert verdict(monitor(query, evaluationDelay=delay - 60), data, at=0) == "ALERT"
    assert verdict(monitor(query, evaluationDelay=delay + 60), data, at=0) == "ALERT"


# monitors/guide/add-a-minimum-request-threshold-for-error-rate-alerts: 15 requests are not more than 15.
@pytest.mark.parametrize(
    ("requests", "state"), [pytest.param(15, "OK", id="fifteen are too few"), pytest.param(16, "ALERT", id="sixteen are enough")]
)
def test_is_greater_keeps_a_rate_of_few_requests_at_zero(requests: int, state: str) -> None:
    data = [gauge({0: 8.0}, "errors", "count"), gauge({0: float(requests)}, "hits", "count")]
    rate = "(sum:errors{*}.as_count() / sum:hits{*}.as_count() * 100) * is_greater(sum:hits{*}.as_count(), 15)"
    assert verdict(monitor(f"sum(last_5m):{rate} > 20"), data, at=5) == state


def test_traffic_that_falls_below_the_minimum_ends_an_alert_too() -> None:
    data = [
        gauge({**steady(8, -10, 5), **steady(1, 5, 20)}, "errors", "count"),
        gauge({**steady(16, -10, 5), **steady(2, 5, 20)}, "hits", "count"),
    ]
    rate = "(sum:errors{*}.as_count() / sum:hits{*}.as_count() * 100) * is_greater(sum:hits{*}.as_count(), 15)"
    assert states(run(monitor(f"sum(last_5m):{rate} > 20"), data, end=15)) == [(0, "ALERT"), (10, "OK")]


# monitors/types/change-alert: the average of ((a - b) / b) * 100 over five minutes, b being half an hour older.
@pytest.mark.parametrize(
    ("query", "state"),
    [
        pytest.param("pct_change(avg(last_5m),last_30m):avg:m{*} == -60", "ALERT", id="from 10 to 4 is -60 %"),
        pytest.param("pct_change(avg(last_5m),last_30m):avg:m{*} > -50", "OK", id="the documented query"),
        pytest.param("change(avg(last_5m),last_30m):avg:m{*} == -6", "ALERT", id="from 10 to 4 is -6"),
    ],
)
def test_a_change_compares_with_the_same_series_earlier(query: str, state: str) -> None:
    data = [series("m", {**steady(10, -60, -10), **steady(4, -10, 1)})]
    assert verdict(monitor(query), data, at=0) == state


def test_a_change_over_days_reads_what_was_stored_then() -> None:
    earlier = -5 * 24 * 60
    data = [series("m", {**steady(10, earlier - 10, earlier + 1), **steady(4, -10, 1)})]
    assert verdict(monitor("pct_change(avg(last_5m),last_5d):avg:m{*} == -60"), data, at=0) == "ALERT"
