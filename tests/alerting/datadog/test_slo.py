"""Objectives: the published examples of uptime, and when a burn rate alerts."""

from typing import Any

import pytest

from estate.alerting.series import Series
from tests.alerting.datadog.worlds import (
    Resource,
    clock,
    downtime,
    monitor,
    objective,
    run,
    series,
    simulated,
    states,
    steady,
    tagged,
    verdict,
)

HITS = "sum:hits{*} by {service}.as_count()"
GOOD = "sum:hits{*}.as_count() - sum:errors{*}.as_count()"
DAY = 24 * 60


def requests(target: float = 99.9, timeframe: str = "30d", **inputs: Any) -> Resource:
    query = {"numerator": GOOD, "denominator": HITS}
    return objective(type="metric", query=query, thresholds=[{"timeframe": timeframe, "target": target}], **inputs)


def burn(long: str = "1h", short: str = "5m", factor: str = "> 14.4", **inputs: Any) -> Resource:
    query = f'burn_rate("${{index/serviceLevelObjective.o.id}}").over("30d").long_window("{long}").short_window("{short}") {factor}'
    return monitor(query, type="slo alert", **inputs)


def traffic(rate: float, since: int, until: int) -> list[Series]:
    """A hundred requests a minute since three days ago, of which this share fails for a while."""
    errors = {**steady(0, -3 * DAY, since), **steady(100 * rate, since, until), **steady(0, until, 300)}
    return [series("hits", steady(100, -3 * DAY, 300), kind="count", service="a"), series("errors", errors, kind="count", service="a")]


# service_level_objectives/burn_rate: (rate in the long window / budget > 14.4) and the same in the short one. A rate of 100 %
# has the long window above 1.44 % after one minute (1/60 = 1.67 %); 10 % after nine (9 * 10 / 60 = 1.5 %), 8 being 1.33 %.
@pytest.mark.parametrize(
    ("rate", "minutes", "first", "last"),
    [
        pytest.param(1.0, 20, 1, 25, id="all fail: at once, until the short window is clean"),
        pytest.param(0.1, 20, 9, 25, id="a tenth fails: once a fiftieth of the budget is gone"),
        pytest.param(0.1, 8, None, None, id="a tenth fails for too short a time"),
        pytest.param(0.0144, 120, None, None, id="exactly 14.4 is not above it"),
    ],
)
def test_a_burn_rate_needs_both_windows(rate: float, minutes: int, first: int | None, last: int | None) -> None:
    found = states(run(burn(), traffic(rate, 0, minutes), requests(), end=180))
    expected = [(0, "OK")] if first is None else [(0, "OK"), (first, "ALERT"), (last, "OK")]
    assert found == expected


# One failure of n is 1/n, and 14.4 times 0.1 % is 1.44 %: 1/69 is 1.449 %, 1/70 is 1.429 %.
@pytest.mark.parametrize(("many", "state"), [(69, "ALERT"), (70, "OK")])
def test_one_failure_of_few_requests_burns_too_fast(many: int, state: str) -> None:
    data = [series("hits", {-1.0: float(many)}, kind="count"), series("errors", {-1.0: 1.0}, kind="count")]
    assert verdict(burn(), data, requests(), at=0) == state


def test_at_or_above_is_not_above() -> None:
    found = states(run(burn(factor=">= 14.4"), traffic(0.0144, 0, 120), requests(), end=180))
    assert (60, "ALERT") in found


def test_a_lower_burn_rate_can_warn() -> None:
    planned = burn(monitorThresholds={"critical": "14.4", "warning": "7.2"})
    assert states(run(planned, traffic(0.1, 0, 8), requests(), end=60)) == [(0, "OK"), (5, "WARN"), (13, "OK")]


def test_an_objective_of_good_and_bad_events_burns_the_same() -> None:
    queries = [{"metricQuery": {"name": name, "query": f"sum:{name}{{*}}.as_count()"}} for name in ("hits", "errors")]
    count = {"goodEventsFormula": "hits - errors", "badEventsFormula": "errors", "queries": queries}
    planned = objective(type="metric", sliSpecification={"count": count}, thresholds=[{"timeframe": "30d", "target": 99.9}])
    assert states(run(burn(), traffic(0.1, 0, 20), planned, end=60)) == [(0, "OK"), (9, "ALERT"), (25, "OK")]


def test_no_good_event_at_all_is_all_bad() -> None:
    query = {"numerator": "sum:good{*}.as_count()", "denominator": HITS}
    planned = objective(type="metric", query=query, thresholds=[{"timeframe": "30d", "target": 99.9}])
    assert states(run(burn(), traffic(0.0, 0, 1), planned)) == [(0, "ALERT")]


# service_level_objectives/error_budget: 0.1 % of 30 days of 100 requests a minute are 4,320 failures.
@pytest.mark.parametrize(("minutes", "state"), [(32, "OK"), (33, "ALERT")])
def test_an_error_budget_alerts_at_its_share(minutes: int, state: str) -> None:
    budget = monitor('error_budget("o").over("30d") > 75', type="slo alert")
    hits = {**steady(100, -30 * DAY, 60)}
    data = [series("hits", hits, kind="count"), series("errors", steady(100, -minutes, 0), kind="count")]
    assert verdict(budget, data, requests(), at=0) == state


def slices(length: int, condition: str, by: str = "") -> Resource:
    query = {"formula": {"formulaExpression": "q"}, "queries": [{"metricQuery": {"name": "q", "query": f"avg:latency{{*}}{by}"}}]}
    specification = {"timeSlice": {"comparator": condition, "threshold": 2.5, "queryIntervalSeconds": length, "query": query}}
    return objective(type="time_slice", sliSpecification=specification, thresholds=[{"timeframe": "30d", "target": 90.0}])


def twelve_hours(*bad: int, step: int = 5, **tags: str) -> Series:
    """Latency of twelve hours before noon, every five minutes; too much in the slices that begin at these minutes."""
    return tagged("latency", {float(minute): 9.0 if minute in bad else 1.0 for minute in range(-720, 0, step)}, tags)


# service_level_objectives/time_slice: 715/720 and 710/720 of twelve hours were up. With a target of 90 % a burn rate of
# exactly 5/720/0.1 and 10/720/0.1 is measured.
@pytest.mark.parametrize(
    ("by", "data", "down"),
    [
        pytest.param("", [twelve_hours(-300)], 5, id="one bad slice: 99.305 %"),
        pytest.param(" by {env}", [twelve_hours(-300, env="prod"), twelve_hours(-100, env="dev")], 10, id="one each, apart: 98.611 %"),
        pytest.param(" by {env}", [twelve_hours(-300, env="prod"), twelve_hours(-300, env="dev")], 5, id="one each, together"),
        pytest.param("", [series("latency", {-700.0: 1.0})], 0, id="missing data is up"),
    ],
)
def test_time_slices_count_the_time_in_which_any_group_is_down(by: str, data: list[Series], down: int) -> None:
    exactly = f'burn_rate("o").over("30d").long_window("12h").short_window("12h") == {down / 720 / 0.1!r}'
    assert verdict(monitor(exactly, type="slo alert"), data, slices(300, "<=", by), at=0) == "ALERT"


# The same page: a slice has one minute or five; one bad minute of 720 is one bad slice.
def test_slices_of_a_minute_are_counted_by_the_minute() -> None:
    exactly = f'burn_rate("o").over("30d").long_window("12h").short_window("12h") == {1 / 720 / 0.1!r}'
    data = [twelve_hours(-300, step=1)]
    assert verdict(monitor(exactly, type="slo alert"), data, slices(60, "<="), at=0) == "ALERT"


def flipping(name: str, *bad: int) -> Series:
    return series(name, {float(minute): 9.0 if minute + 11 in bad else 1.0 for minute in range(-20, 1)}, kind="count")


# service_level_objectives/monitor: ten steps; 90 %, 90 % and 80 % apart, 70 % together.
@pytest.mark.parametrize(
    ("monitors", "down"),
    [(("m1",), 1), (("m2",), 1), (("m3",), 2), (("m1", "m2", "m3"), 3)],
    ids=["90 %", "90 % too", "80 %", "70 % together"],
)
def test_monitor_uptime_is_when_none_alerts(monitors: tuple[str, ...], down: int) -> None:
    data = [flipping("m1", 5), flipping("m2", 9), flipping("m3", 3, 5)]
    children = [monitor(f"sum(last_1m):sum:{name}{{*}}.as_count() > 5", name=name) for name in ("m1", "m2", "m3")]
    planned = objective(type="monitor", monitorIds=list(monitors), thresholds=[{"timeframe": "30d", "target": 0.01}])
    exactly = f'error_budget("o").over("10m") == {down / 10 / 0.9999 * 100!r}'
    planned.inputs["thresholds"].append({"timeframe": "10m", "target": 0.01})
    found = run(monitor(exactly, name="slo", type="slo alert"), data, *children, planned, start=-15, end=0)
    assert found.groups[0].states[-1].state is not None
    assert found.groups[0].states[-1].state.label == "ALERT"


def test_a_warning_is_uptime_and_missing_data_too_unless_somebody_is_told() -> None:
    data = [series("m", steady(15, -40, -20))]
    for option, expected in (("show_no_data", "OK"), ("show_and_notify_no_data", "ALERT")):
        child = monitor(
            "avg(last_1m):avg:m{*} > 20", name="child", onMissingData=option, monitorThresholds={"critical": "20", "warning": "10"}
        )
        planned = objective(type="monitor", monitorIds=["child"], thresholds=[{"timeframe": "30d", "target": 99.0}])
        found = run(burn("1h", "5m", "> 14.4", name="slo"), data, child, planned, start=-30, end=0)
        assert states(found)[-1][1] == expected


# service_level_objectives/monitor: a muted monitor counts all the same; a downtime hides what is told, not what is.
def test_a_muted_monitor_still_spends_the_budget() -> None:
    data = [series("m", steady(30, -40, 1))]
    child = monitor("avg(last_1m):avg:m{*} > 20", name="child", tags=["service:a"])
    mute = downtime(monitorIdentifier={"monitorTags": ["service:a"]}, oneTimeSchedule={"start": clock(-60), "end": clock(60)})
    planned = objective(type="monitor", monitorIds=["child"], thresholds=[{"timeframe": "30d", "target": 99.0}])
    found = run(burn(name="slo"), data, child, mute, planned, start=-30, end=0)
    assert states(found)[-1][1] == "ALERT"


def test_an_slo_alert_inside_a_composite_is_said_to_be_unproven() -> None:
    guard = monitor("sum(last_5m):sum:hits{*}.as_count() > 100", name="traffic")
    both = monitor("burn && traffic", name="both", type="composite")
    found = simulated([requests(), burn(name="burn"), guard, both], traffic(1.0, 0, 20))
    assert found.monitors["both"].unproven == ("an SLO alert inside a composite is documented nowhere",)
    assert states(found.monitors["both"]) == [(0, "OK"), (1, "ALERT"), (25, "OK")]
