"""The worked examples of New Relic's own documents; the page is named above each."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from estate.alerting.burn import BurnWindow
from estate.alerting.forms.newrelic_text import percent
from estate.alerting.newrelic.resources import condition_inputs
from tests.alerting.newrelic.worlds import Data, Points, Resource, condition, events, nrql, opened, run, sequence, series, steady

FAILED = "SELECT count(*) FROM SyntheticCheck WHERE monitorName = 'My Cool Monitor' AND result = 'FAILED'"
FILTERED = "SELECT filter(count(*), WHERE result = 'FAILED') FROM SyntheticCheck WHERE monitorName = 'My Favorite Monitor'"


def checks(monitor: str, result: str, counts: Points) -> Data:
    return events("SyntheticCheck", counts, monitorName=monitor, result=result)


def is_zero(query: str, **options: Any) -> Resource:
    return condition(query, 0, term={"operator": "equals"}, **options)


# create-nrql-alert-conditions, "Example: null value returned": WHERE leaves no event, so that SELECT is not executed.
def test_count_of_nothing_is_null_and_never_zero() -> None:
    data = [checks("My Cool Monitor", "SUCCESS", steady(1, 0, 10)), checks("My Cool Monitor", "FAILED", {0: 1, 9: 1})]
    assert opened(is_zero(FAILED), data, end=20) == []


# The same page, "Example: null vs. zero value returned".
def test_filter_of_nothing_is_zero_while_the_outer_where_matches() -> None:
    data = [checks("My Favorite Monitor", "SUCCESS", steady(1, 0, 10)), checks("My Favorite Monitor", "FAILED", {3: 1})]
    assert opened(is_zero(FILTERED), data, end=10) == [(1, 3), (5, None)]


# The same page: no event at all is NULL for filter() too, which no threshold resolves.
def test_filter_without_any_event_is_null() -> None:
    data = [checks("My Favorite Monitor", "SUCCESS", steady(1, 0, 3))]
    assert opened(condition(FILTERED, -1), data, end=10) == [(1, None)], "nothing recovers while there is no data"


# The same page, "Example: zero value returned": an average of zeroes is zero, and of no rows NULL.
def test_an_average_of_zeroes_is_zero() -> None:
    data = [series("MyCoolAttribute", {0: 0, 1: 0, 5: 7}, eventType="MyCoolEvent")]
    assert opened(is_zero("SELECT average(MyCoolAttribute) FROM MyCoolEvent"), data, end=4) == [(1, None)]


# Fill data gaps, "None": all windows above the threshold for 5 minutes, and 1 of the 5 is empty: no event.
@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        pytest.param({}, [], id="none: an empty window resets the duration"),
        pytest.param({"fillOption": "none"}, [], id="none, said"),
        pytest.param({"fillOption": "static", "fillValue": 95}, [(5, None)], id="static: the value stands in"),
        pytest.param({"fillOption": "static"}, [], id="static: 0 where no value is given"),
        pytest.param({"fillOption": "last_value"}, [(5, None)], id="last value: the one before stands in"),
    ],
)
def test_an_empty_window_is_filled_as_the_condition_says(fill: dict[str, Any], expected: list[tuple[float, float | None]]) -> None:
    data = [series("cpu", sequence(90, 90, None, 90, 90))]
    assert opened(condition("SELECT average(cpu) FROM Metric", 80, minutes=5, **fill), data, end=5) == expected


# The same, and streaming-alerts: only cadence knows by the clock that a window is empty.
@pytest.mark.parametrize(
    ("method", "expected"),
    [pytest.param("cadence", [(5, None)], id="by the clock"), pytest.param("event_flow", [], id="by the data's time")],
)
def test_windows_after_the_last_point_are_filled_by_the_clock_alone(method: str, expected: list[tuple[float, float | None]]) -> None:
    one = condition("SELECT average(cpu) FROM Metric", 80, minutes=5, fillOption="last_value", aggregationMethod=method)
    assert opened(one, [series("cpu", sequence(90))], end=30) == expected


def test_by_the_clock_a_gap_is_filled_until_it_is_too_long() -> None:
    one = condition("SELECT average(cpu) FROM Metric", 80, minutes=120, fillOption="last_value")
    assert opened(one, [series("cpu", {0: 90, 200: 90})], end=201) == [(120, None)], "nobody knows then that the gap will last"


# The same: the history is dropped after 2 hours without data, or the threshold duration if that is longer.
@pytest.mark.parametrize(
    ("silent", "minutes", "filled"),
    [
        pytest.param(120, 120, True, id="2 hours are kept"),
        pytest.param(121, 120, False, id="more than 2 hours are not"),
        pytest.param(150, 153, True, id="a duration longer than 2 hours keeps it as long"),
    ],
)
def test_a_signal_that_was_silent_for_too_long_is_new(*, silent: int, minutes: int, filled: bool) -> None:
    data = [series("cpu", sequence(90, 90, *[None] * silent, 90, 90, 90))]
    options = {"fillOption": "last_value", "aggregationMethod": "event_flow"}
    one = condition("SELECT average(cpu) FROM Metric", 80, minutes=minutes, **options)
    assert bool(opened(one, data, end=silent + 5)) is filled


CPU = "SELECT average(cpu) FROM Metric"


# streaming-alerts-key-terms-concepts, "Event flow": window 1 minute, delay 3 minutes.
@pytest.mark.parametrize(
    ("arrives", "expected"),
    [
        pytest.param(3 + 59 / 60, [], id="a point at 12:03:59 does not close it"),
        pytest.param(4, [(4, None)], id="a point at 12:04 does"),
        pytest.param(4 + 58 / 60, [(4 + 58 / 60, None)], id="so does the first one after it, when it comes"),
        pytest.param(30, [(30, None)], id="event flow waits for as long as it takes"),
    ],
)
def test_event_flow_closes_a_window_with_the_first_point_beyond_the_delay(
    arrives: float, expected: list[tuple[float, float | None]]
) -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod="event_flow", aggregationDelay="180")
    assert opened(one, [series("cpu", {0.5: 90, arrives: 10})], end=40) == expected


def test_a_point_within_the_delay_does_not_close_the_window() -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod="event_flow", aggregationDelay="180")
    assert opened(one, [series("cpu", {0.5: 90, 2: 10, 4: 10})], end=4) == [(4, None)]


# The same page, "Event timer": window 1 minute, timer 3 minutes: it counts from the last point of the window.
@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param({0.25: 90}, 3.25, id="3 minutes after the only point"),
        pytest.param({0.25: 90, 0.75: 90}, 3.75, id="a further point of the window starts it again"),
        pytest.param({0.25: 90, 1.5: 10}, 3.25, id="a point of the next window does not"),
    ],
)
def test_event_timer_closes_a_window_after_its_last_point(points: Points, expected: float) -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod="event_timer", aggregationTimer="180")
    assert opened(one, [series("cpu", points)], end=10)[0][0] == expected


def test_event_timer_waits_while_a_further_point_of_the_window_has_started_it_again() -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod="event_timer", aggregationTimer="180")
    assert opened(one, [series("cpu", {0.25: 90, 0.75: 90})], end=3.5) == []


# Which comes first is not documented where a point arrives exactly with the end of the timer: here, the point.
def test_a_point_that_arrives_with_the_end_of_the_timer_is_in_time() -> None:
    one = condition(CPU, 80, aggregationWindow=300, minutes=5, aggregationMethod="event_timer", aggregationTimer="60")
    assert opened(one, [series("cpu", {0: 10, 1: 240})], end=10) == [(2, None)]


# streaming-alerts-key-terms-concepts and the provider's defaults: 2 minutes for event flow and cadence, 1 minute for the timer.
@pytest.mark.parametrize(
    ("method", "closed"),
    [
        pytest.param("event_flow", 3, id="event flow: the first point 2 minutes after the window"),
        pytest.param(None, 3, id="event flow where no method is given"),
        pytest.param("cadence", 3, id="cadence: 2 minutes after the window"),
        pytest.param("event_timer", 1.25, id="event timer: 1 minute after the last point"),
    ],
)
def test_a_window_waits_for_as_long_as_the_method_does_by_default(method: str | None, closed: float) -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod=method, aggregationDelay=None)
    points = {0.25: 90, 2.75: 10, 3: 10}
    assert opened(one, [series("cpu", points)], end=3)[0][0] == closed


# choose-your-aggregation-method: once aggregated, no more points can be added to a window.
def test_a_point_after_the_timer_comes_too_late_for_its_window() -> None:
    one = condition(
        "SELECT max(cpu) FROM Metric", 80, aggregationWindow=300, minutes=5, aggregationMethod="event_timer", aggregationTimer="60"
    )
    assert opened(one, [series("cpu", {0: 10, 0.5: 10, 3: 90})], end=10) == []
    assert opened(one, [series("cpu", {0: 10, 0.5: 90, 3: 10})], end=10) == [(1.5, None)]


# streaming-alerts and choose-your-aggregation-method: cadence goes by the wall clock.
def test_cadence_closes_a_window_by_the_clock() -> None:
    one = condition("SELECT max(cpu) FROM Metric", 80, aggregationMethod="cadence", aggregationDelay="180")
    assert opened(one, [series("cpu", {0.5: 90})], end=10) == [(4, None)]


# how-alert-condition-events-are-closed: Apdex below 0.80 at least once in 5 minutes closes after 5 minutes at 0.80 or more,
# and the closing time is that of the recovery's start.
APDEX = {"operator": "below", "thresholdOccurrences": "at_least_once"}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param((0.9, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8), [(2, 2)], id="5 minutes at exactly 0.80 close it"),
        pytest.param((0.9, 0.7, 0.8, 0.8, 0.8, 0.8, 0.79), [(2, None)], id="4 minutes do not"),
        pytest.param((0.7, 0.7, 0.7, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5), [(1, 3), (9, None)], id="evaluation starts again after it"),
        pytest.param((0.7, 0.9, 0.9, 0.9, None, 0.9, 0.9), [(1, None)], id="an empty window starts the recovery again"),
    ],
)
def test_an_event_closes_after_a_whole_duration_without_breach(
    scores: tuple[float | None, ...], expected: list[tuple[float, float | None]]
) -> None:
    one = condition("SELECT average(apdex) FROM Metric", 0.8, minutes=5, term=APDEX)
    assert opened(one, [series("apdex", sequence(*scores))], end=len(scores)) == expected


def test_the_end_of_an_event_is_known_only_when_the_recovery_is_over() -> None:
    one = condition("SELECT average(apdex) FROM Metric", 0.8, minutes=5, term=APDEX)
    found = run(one, [series("apdex", sequence(0.7, *[0.9] * 9))], end=10)
    (event,) = found.group().events
    assert event.incident.ended == event.incident.opened + 5 * 60


# create-nrql-alert-conditions, "Set the loss of signal threshold".
LOSS = {"expirationDuration": 300, "openViolationOnExpiration": True}


def test_a_lost_signal_opens_an_event_when_its_timer_expires_and_closes_when_data_is_evaluated_again() -> None:
    data = [series("cpu", {**steady(10, 0, 5), **steady(10, 20, 30)})]
    assert opened(condition(CPU, 80, **LOSS), data, end=30) == [(9, 21)]


def test_a_signal_that_never_was_is_not_lost() -> None:
    assert opened(condition(CPU, 80, **LOSS), [series("memory", steady(1, 0, 30))], end=30) == []


def test_every_facet_is_a_signal_of_its_own() -> None:
    data = [series("cpu", steady(10, 0, 60), host="a"), series("cpu", steady(10, 0, 5), host="b")]
    found = run(condition(f"{CPU} FACET host", 80, **LOSS), data)
    assert [(group.tags, len(group.events)) for group in found.groups] == [({"host": "a"}, 0), ({"host": "b"}, 1)]


def test_closing_comes_before_opening_when_a_signal_is_lost() -> None:
    data = [series("cpu", steady(90, 0, 5))]
    both = condition(CPU, 80, **LOSS, closeViolationsOnExpiration=True)
    assert opened(both, data, end=30) == [(1, 9), (9, None)]
    assert opened(condition(CPU, 80, **LOSS), data, end=30) == [(1, None), (9, None)], "the first stays open where it is not to be closed"


# The same page and how-alert-condition-events-are-closed, "Set a time limit": closed, and opened again while it goes on.
def test_the_time_limit_closes_an_event_and_another_opens_while_it_is_still_breaching() -> None:
    data = [series("cpu", steady(90, 0, 60))]
    assert opened(condition(CPU, 80, minutes=5, violationTimeLimitSeconds=1200), data, end=40) == [(5, 25), (30, None)]


def test_the_time_limit_comes_before_a_recovery_that_takes_longer() -> None:
    data = [series("cpu", {**steady(90, 0, 7), **steady(10, 7, 60)})]
    assert opened(condition(CPU, 80, minutes=5, violationTimeLimitSeconds=300), data, end=40) == [(5, 10)]


def test_the_time_limit_comes_before_a_signal_that_is_lost_later() -> None:
    data = [series("cpu", steady(90, 0, 20))]
    one = condition(CPU, 80, violationTimeLimitSeconds=300, expirationDuration=300, closeViolationsOnExpiration=True)
    assert opened(one, data, end=30) == [(1, 6), (7, 12), (13, 18), (19, 24)]


def test_the_time_limit_closes_a_lost_signal_that_does_not_come_back() -> None:
    data = [series("cpu", {**steady(10, 0, 5), **steady(10, 30, 40)})]
    assert opened(condition(CPU, 80, **LOSS, violationTimeLimitSeconds=300), data, end=35) == [(9, 14)]


def test_the_time_limit_is_three_days_where_nothing_is_said() -> None:
    assert condition_inputs(condition(CPU)).time_limit == 3 * 24 * 3600


# "Sliding window aggregation": TIMESERIES 1 minute SLIDE BY ... as a window of 5 minutes that slides by 1.
def test_windows_that_overlap_hold_all_of_their_last_minutes() -> None:
    data = [events("Transaction", {**steady(1, 0, 20), 10: 6}, appName="a")]
    one = condition("SELECT count(*) FROM Transaction", 9, aggregationWindow=300, slideBy=60)
    assert opened(one, data, end=20) == [(11, 15)], "the minute of 6 is in the five windows that end at 12:11 to 12:15"


# The same: after it is made, a sliding condition says nothing for one whole window.
@pytest.mark.parametrize(
    ("options", "deployed", "expected"),
    [
        pytest.param({"aggregationWindow": 600, "slideBy": 60}, 20, 30, id="a whole window of 10 minutes later"),
        pytest.param({"aggregationWindow": 600, "slideBy": 60}, 20.5, 31, id="and no less of it"),
        pytest.param({"aggregationWindow": 60}, 20, 21, id="without overlap, its first window"),
    ],
)
def test_a_new_sliding_condition_is_silent_for_one_whole_window(options: dict[str, Any], deployed: float, expected: float) -> None:
    data = [series("cpu", steady(90, 0, 60))]
    assert opened(condition(CPU, 80, **options), data, deployed=deployed)[0][0] == expected


# The provider's service_level_alert_helper: 99.9 %, 28 days: thresholds in percent of errors. It computes in floating point, in the
# order of the formula here; ours are exact until they are written, which is the same but for the last digits of that arithmetic.
@pytest.mark.parametrize(
    ("share", "seconds", "threshold"),
    [
        pytest.param(2, 3600, 1.3439999999999237, id="fast burn"),
        pytest.param(5, 21_600, 0.5599999999999682, id="slow burn"),
        pytest.param(4, 5400, 1.7919999999998983, id="between"),
    ],
)
def test_the_burn_threshold_is_the_providers(share: int, seconds: int, threshold: float) -> None:
    target, days = 99.9, 28
    assert (100 - target) * ((share / 100 * days * 24) / (seconds / 3600)) == threshold
    long = timedelta(seconds=seconds)
    window = BurnWindow(share=Fraction(share, 100), long=long, short=long / 12, urgency="page")
    assert percent(window.threshold(timedelta(days=days), Fraction(1, 1000))) == pytest.approx(threshold, rel=1e-12)


ERRORS = "100 - clamp_max(sum(newrelic.sli.good) / sum(newrelic.sli.valid) * 100, 100) AS 'Error rate'"
SLI = nrql("SELECT", ERRORS, "FROM Metric WHERE sli.guid = '${index/serviceLevel.checkout.sliGuid}'")


def level() -> Resource:
    def part(more: str = "") -> dict[str, str]:
        return {"from": "Span", "where": f"service.name = 'checkout'{more}"}

    given = {
        "guid": "entity",
        "name": "checkout",
        "events": {"validEvents": part(), "goodEvents": part(" AND otel.status_code != 'ERROR'")},
    }
    return Resource(type="newrelic:index/serviceLevel:ServiceLevel", name="checkout", inputs=given)


# The vendor's own slow burn: window 21,600, slide 900, duration 900, at least once.
@pytest.mark.parametrize(("bad", "fires"), [pytest.param(6, True, id="0.6 % burns too fast"), pytest.param(5, False, id="0.5 % does not")])
def test_the_vendors_slow_burn_looks_back_six_hours(*, bad: float, fires: bool) -> None:
    term = {"thresholdOccurrences": "at_least_once"}
    one = condition(SLI, 0.5599999999999682, minutes=15, term=term, aggregationWindow=21_600, slideBy=900)
    spans = [
        events("Span", steady(1000 - bad, 0, 480), **{"service.name": "checkout", "otel.status_code": "OK"}),
        events("Span", steady(bad, 0, 480), **{"service.name": "checkout", "otel.status_code": "ERROR"}),
    ]
    assert opened(one, spans, level(), end=480) == ([(360, None)] if fires else [])
