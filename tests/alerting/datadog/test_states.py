"""States over time: thresholds and their recovery, missing data, groups, how often and on what a monitor is evaluated."""

from typing import Any

import pytest

from estate.alerting.series import Kind
from tests.alerting.datadog.worlds import Points, monitor, run, series, states, steady, tagged, verdict

LAST = "max(last_1m):avg:m{*}"


def minutes(*values: float) -> Points:
    """A gauge with these values from noon on, each for two minutes, so that a window of one holds nothing else at its end."""
    return {2.0 * place + offset: value for place, value in enumerate(values) for offset in (0, 1)}


def at_odd(found: list[tuple[float, str]]) -> list[str]:
    return [state for _, state in found]


# monitors/guide/recovery-thresholds: what each comparison recovers at, with a critical of 80 and a recovery of 70 (or 20 and 30).
@pytest.mark.parametrize(
    ("comparison", "critical", "recovery", "value", "state"),
    [
        pytest.param(">", 80, 70, 70.5, "ALERT", id="above: 70.5 has not passed 70"),
        pytest.param(">", 80, 70, 70, "OK", id="above: 70 has"),
        pytest.param(">=", 80, 70, 70, "ALERT", id="at or above: 70 has not passed 70"),
        pytest.param(">=", 80, 70, 69.5, "OK", id="at or above: 69.5 has"),
        pytest.param("<", 20, 30, 29.5, "ALERT", id="below: 29.5 has not passed 30"),
        pytest.param("<", 20, 30, 30, "OK", id="below: 30 has"),
        pytest.param("<=", 20, 30, 30, "ALERT", id="at or below: 30 has not passed 30"),
        pytest.param("<=", 20, 30, 30.5, "OK", id="at or below: 30.5 has"),
        pytest.param(">", 80, None, 80, "OK", id="without a recovery threshold the condition alone decides"),
    ],
)
def test_an_alert_recovers_past_its_recovery_threshold(
    comparison: str, critical: float, recovery: float | None, value: float, state: str
) -> None:
    wrong = 100 if comparison.startswith(">") else 0
    thresholds = {"critical": str(critical), "criticalRecovery": None if recovery is None else str(recovery)}
    found = run(monitor(f"{LAST} {comparison} {critical}", monitorThresholds=thresholds), [series("m", minutes(wrong, value))], end=3)
    assert states(found)[0] == (0, "ALERT")
    assert states(found)[-1][1] == state


def test_a_value_between_the_thresholds_starts_no_alert() -> None:
    planned = monitor(f"{LAST} > 80", monitorThresholds={"critical": "80", "criticalRecovery": "70"})
    found = run(planned, [series("m", minutes(75, 85, 75, 60, 75))], end=9)
    assert at_odd(states(found)) == ["OK", "ALERT", "OK"]
    assert states(found)[-1][0] == 7, "recovers when the window holds nothing above 70"


@pytest.mark.parametrize(
    ("comparison", "values", "expected"),
    [
        pytest.param("> 90", (50, 85, 95, 85, 50), ["OK", "WARN", "ALERT", "WARN", "OK"], id="upwards"),
        pytest.param("< 10", (50, 15, 5, 15, 50), ["OK", "WARN", "ALERT", "WARN", "OK"], id="downwards"),
    ],
)
def test_a_warning_lies_between(comparison: str, values: tuple[float, ...], expected: list[str]) -> None:
    aggregator = "max" if comparison.startswith(">") else "min"
    warning = "80" if comparison.startswith(">") else "20"
    planned = monitor(f"{aggregator}(last_1m):avg:m{{*}} {comparison}", monitorThresholds={"critical": comparison[2:], "warning": warning})
    assert at_odd(states(run(planned, [series("m", minutes(*values))], end=9))) == expected


ERRORS = "sum(last_5m):sum:m{*}.as_count() > 10"
LOW = "sum(last_5m):sum:m{*}.as_count() < 10"
CPU = "avg(last_5m):avg:m{*} > 10"


# monitors/guide/on_missing_data and monitors/configuration, no data. The last point comes at minute 9.
@pytest.mark.parametrize(
    ("query", "options", "expected"),
    [
        pytest.param(ERRORS, {"onMissingData": "default"}, [(0, "ALERT"), (15, "OK")], id="a count is evaluated as zero"),
        pytest.param(LOW, {"onMissingData": "default"}, [(0, "OK"), (15, "ALERT")], id="zero can be an alert"),
        pytest.param(CPU, {"onMissingData": "default"}, [(0, "ALERT")], id="anything else keeps its last state"),
        pytest.param(CPU, {"onMissingData": "show_no_data"}, [(0, "ALERT"), (15, "NO DATA")], id="NO DATA once the window is empty"),
        pytest.param(CPU, {"onMissingData": "show_and_notify_no_data"}, [(0, "ALERT"), (15, "NO DATA")], id="the same, and told"),
        pytest.param(CPU, {"onMissingData": "resolve"}, [(0, "ALERT"), (15, "OK")], id="resolved"),
        pytest.param(CPU, {"notifyNoData": True, "noDataTimeframe": 20}, [(0, "ALERT"), (29, "NO DATA")], id="the older way, after 20 min"),
        pytest.param(CPU, {"notifyNoData": True}, [(0, "ALERT"), (19, "NO DATA")], id="the older way, after the provider's 10 min"),
        pytest.param(
            "sum(last_5m):default_zero(sum:m{*}.as_count()) > 10",
            {},
            [(0, "ALERT"), (15, "OK")],
            id="default_zero() leaves nothing missing",
        ),
        pytest.param(CPU, {"onMissingData": "default", "timeoutH": 1}, [(0, "ALERT"), (74, "OK")], id="resolved an hour after data ended"),
    ],
)
def test_missing_data_means_what_the_options_say(query: str, options: dict[str, Any], expected: list[tuple[float, str]]) -> None:
    kind = "gauge" if query == CPU else "count"
    data = [series("m", steady(20, -10, 10), kind=kind)]
    found = states(run(monitor(query, **options), data, end=80))
    assert found == expected


def test_a_monitor_that_never_had_data_says_nothing() -> None:
    planned = monitor(CPU, onMissingData="show_and_notify_no_data")
    found = run(planned, [])
    assert states(found) == [(0, "ABSENT")]
    assert found.groups[0].notifications == ()


def test_auto_resolve_leaves_an_alert_alone_while_data_comes() -> None:
    found = run(monitor(CPU, timeoutH=1), [series("m", steady(20, -10, 200))], end=180)
    assert states(found) == [(0, "ALERT")]


def test_a_monitor_by_a_tag_has_a_group_for_each_value_and_none_without_the_tag() -> None:
    data = [
        series("m", steady(20, -10, 61), host="a"),
        series("m", steady(5, -10, 61), host="b"),
        series("m", steady(99, -10, 61)),
    ]
    found = run(monitor("avg(last_5m):avg:m{*} by {host} > 10"), data)
    assert [dict(one.tags) for one in found.groups] == [{"host": "a"}, {"host": "b"}]
    assert states(found, host="a") == [(0, "ALERT")]
    assert states(found, host="b") == [(0, "OK")]


# monitors/configuration, new group delay: 60 s by default, for groups not seen in the last 24 hours.
@pytest.mark.parametrize(
    ("by", "options", "first"),
    [
        pytest.param("pod", {}, 11, id="one minute by default"),
        pytest.param("pod", {"newGroupDelay": 180}, 13, id="as given"),
        pytest.param("pod", {"newGroupDelay": 0}, 11, id="one minute again, since the provider sends no zero"),
        pytest.param("host", {}, 15, id="five minutes for hosts, which the provider sends"),
        pytest.param("host", {"newGroupDelay": 180}, 13, id="as given for hosts too"),
    ],
)
def test_a_new_group_is_left_alone_at_first(by: str, options: dict[str, int], first: int) -> None:
    data = [tagged("m", steady(20, 10, 61), {by: "new"})]
    assert states(run(monitor(f"avg(last_5m):avg:m{{*}} by {{{by}}} > 10", **options), data), **{by: "new"})[1] == (first, "ALERT")


def test_a_group_that_is_new_when_the_simulation_begins_is_left_alone_too() -> None:
    data = [series("m", steady(20, 0, 61), pod="new")]
    assert states(run(monitor("avg(last_5m):avg:m{*} by {pod} > 10"), data), pod="new") == [(0, "ABSENT"), (1, "ALERT")]


def test_zero_in_place_of_nothing_needs_no_full_window() -> None:
    planned = monitor(ERRORS, onMissingData="default", requireFullWindow=True)
    assert states(run(planned, [series("m", steady(20, -10, 10), kind="count")]))[-1] == (15, "OK")


def test_a_group_without_data_leaves_after_a_day_and_is_new_when_it_returns() -> None:
    day = 24 * 60
    data = [series("m", {**steady(20, 0, 10), **steady(20, 2 * day, 2 * day + 10)}, pod="a")]
    planned = monitor("avg(last_5m):avg:m{*} by {pod} > 10", onMissingData="default")
    found = states(run(planned, data, end=2 * day + 9), pod="a")
    assert found == [(0, "ABSENT"), (1, "ALERT"), (9 + 5 + day, "ABSENT"), (2 * day + 1, "ALERT")]


# monitors/configuration, evaluation frequency.
@pytest.mark.parametrize(
    ("window", "every"),
    [
        pytest.param("1m", 1, id="a minute"),
        pytest.param("23h", 1, id="below a day"),
        pytest.param("24h", 10, id="a day"),
        pytest.param("47h", 10, id="below two days"),
        pytest.param("2d", 30, id="two days"),
        pytest.param("1mo", 30, id="a month"),
    ],
)
def test_a_longer_window_is_evaluated_less_often(window: str, every: int) -> None:
    data = [series("m", {**steady(0, -60, 1), 1.0: 100.0})]
    found = states(run(monitor(f"max(last_{window}):avg:m{{*}} > 50"), data))
    assert found[:2] == [(0, "OK"), (every, "ALERT")]


# dashboards/functions/rollup: intervals are aligned to UNIX time, so the newest may hold a part only.
def test_a_rollup_shows_the_interval_that_is_still_running_and_a_delay_hides_it() -> None:
    data = [series("m", {**steady(1, -60, 30), **steady(1, 30, 61)}, kind="count")]
    query = "min(last_15m):sum:m{*}.rollup(sum, 300) < 5"
    assert verdict(monitor(query), data, at=32) == "ALERT", "two of five minutes have passed"
    assert verdict(monitor("min(last_15m):sum:m{*}.rollup(sum, 300) == 2"), data, at=32) == "ALERT"
    assert verdict(monitor(query, evaluationDelay=420), data, at=32) == "OK", "the window ends where an interval begins"


# The same page: an evaluation that is delayed by the rollup or longer meets no part of an interval, wherever its window ends.
@pytest.mark.parametrize("kind", ["count", "gauge"])
@pytest.mark.parametrize(
    ("delay", "parts"),
    [
        pytest.param(0, 4, id="none: a part at four of five minutes"),
        pytest.param(300, 0, id="as long as the rollup"),
        pytest.param(420, 0, id="longer"),
    ],
)
def test_a_delay_of_the_rollup_hides_every_part_of_an_interval(kind: Kind, delay: int, parts: int) -> None:
    data = [series("m", steady(1, -60, 61), kind=kind)]
    planned = monitor("min(last_15m):sum:m{*}.rollup(sum, 300) < 5", evaluationDelay=delay)
    found = [verdict(planned, data, at=minute) for minute in range(30, 35)]
    assert found.count("ALERT") == parts


# The default interpolation of gauges: a line over gaps of up to five minutes, which counts do not have.
@pytest.mark.parametrize(("gap", "value"), [pytest.param(5, 6, id="five minutes are bridged"), pytest.param(6, 2, id="six are not")])
def test_a_gap_of_a_gauge_is_bridged_for_five_minutes(gap: int, value: int) -> None:
    data = [series("m", {0.0: 1.0, float(gap): 1.0, gap + 100.0: 1.0, gap + 101.0: 1.0})]
    assert verdict(monitor(f"sum(last_10m):avg:m{{*}} == {value}"), data, at=gap) == "ALERT"


@pytest.mark.parametrize("kind", ["count", "rate"])
def test_a_gap_of_a_count_or_a_rate_is_not_bridged(kind: Kind) -> None:
    data = [series("m", {0.0: 1.0, 5.0: 1.0, 106.0: 1.0, 107.0: 1.0}, kind=kind)]
    assert verdict(monitor("sum(last_10m):sum:m{*} == 2"), data, at=6) == "ALERT"


@pytest.mark.parametrize(
    ("fill", "value"),
    [
        pytest.param("last", 6, id="the last point for five minutes by default"),
        pytest.param("last,120", 3, id="for as long as is asked"),
        pytest.param("null", 1, id="nothing"),
        pytest.param("linear,1200", 1, id="no line without its end"),
    ],
)
def test_a_fill_reaches_as_far_as_its_limit(fill: str, value: int) -> None:
    data = [series("m", {0.0: 1.0, 20.0: 1.0, 21.0: 1.0})]
    assert verdict(monitor(f"sum(last_10m):avg:m{{*}}.fill({fill}) == {value}"), data, at=10) == "ALERT"


def test_a_line_needs_its_end_and_is_not_seen_before() -> None:
    data = [series("m", {0.0: 0.0, 5.0: 100.0, 6.0: 100.0})]
    assert verdict(monitor("max(last_10m):avg:m{*} > 10"), data, at=4) == "OK"
    assert verdict(monitor("max(last_10m):avg:m{*} > 10"), data, at=5) == "ALERT"


# Space aggregation: two hosts of 10 and 30.
@pytest.mark.parametrize(("space", "value"), [("avg", 20), ("sum", 40), ("min", 10), ("max", 30), ("count", 2)])
def test_series_are_put_together_in_space(space: str, value: int) -> None:
    data = [series("m", steady(10, -10, 1), host="a"), series("m", steady(30, -10, 1), host="b")]
    assert verdict(monitor(f"avg(last_5m):{space}:m{{*}} == {value}"), data, at=0) == "ALERT"


@pytest.mark.parametrize(
    ("scope", "value"),
    [
        pytest.param("env:prod", 3, id="one tag"),
        pytest.param("env:prod,!host:a", 2, id="an exclusion"),
        pytest.param("env:prod AND NOT host:a", 2, id="the same in words"),
        pytest.param("host:a OR host:c", 5, id="either"),
        pytest.param("host IN (a,b)", 3, id="one of a list"),
        pytest.param("host NOT IN (a,b)", 4, id="none of a list"),
        pytest.param("env:p*", 3, id="a star"),
        pytest.param("(host:a OR host:b) AND env:prod", 3, id="parentheses"),
        pytest.param("*", 7, id="everything"),
    ],
)
def test_a_scope_chooses_series(scope: str, value: int) -> None:
    hosts = [("a", "prod", 1.0), ("b", "prod", 2.0), ("c", "dev", 4.0)]
    data = [series("m", steady(size, -10, 1), host=host, env=env) for host, env, size in hosts]
    assert verdict(monitor(f"avg(last_5m):sum:m{{{scope}}} == {value}"), data, at=0) == "ALERT"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        pytest.param("moving_rollup(avg:m{*}, 180, 'sum')", 9, id="a moving sum over three minutes"),
        pytest.param("abs(0 - avg:m{*})", 3, id="abs"),
        pytest.param("clamp_max(avg:m{*}, 2)", 2, id="clamp_max"),
        pytest.param("clamp_min(avg:m{*}, 7)", 7, id="clamp_min"),
        pytest.param("is_less(avg:m{*}, 4)", 1, id="is_less"),
        pytest.param("is_between(avg:m{*}, 3, 4)", 1, id="is_between, its ends included"),
        pytest.param("default_zero(cutoff_min(avg:m{*}, 5))", 0, id="cutoff_min makes nulls, default_zero zeros"),
        pytest.param("(avg:m{*} + 1) * 2 - avg:m{*} / 3", 7, id="arithmetic with numbers"),
        pytest.param("-avg:m{*}", -3, id="a sign"),
    ],
)
def test_functions_change_the_series(expression: str, value: float) -> None:
    assert verdict(monitor(f"avg(last_5m):{expression} == {value}"), [series("m", steady(3, -30, 1))], at=0) == "ALERT"
