"""On what a release goes back; the shares are worked out on paper from the Google SRE workbook, table 5-8."""

from datetime import timedelta
from typing import Any

import pytest

from estate.alerting.rollback import LOAD_BALANCER, TARGET_GROUP, RollbackAlarm, measures, rollback_alarms
from estate.alerting.slos import slos
from tests.stacks.recordings import reference_catalog

# The metrics and dimensions of AWS's guides: Application Load Balancer, Lambda, SQS and MSK.
PUBLISHED = {
    "AWS/ApplicationELB": ({"RequestCount", "HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount", "TargetResponseTime"}, 2),
    "AWS/Lambda": ({"Invocations", "Errors", "Duration"}, 1),
    "AWS/SQS": ({"ApproximateAgeOfOldestMessage"}, 1),
    "AWS/Kafka": ({"EstimatedMaxTimeLag"}, 3),
}
TREATMENTS = {"breaching", "notBreaching", "ignore", "missing"}  # CloudWatch API reference, PutMetricAlarm


def alarms(environment: str = "production") -> dict[str, RollbackAlarm]:
    catalog = reference_catalog()
    place = catalog.environments[environment]
    return {alarm.name: alarm for made in rollback_alarms(catalog, place, slos(catalog, place)).values() for alarm in made}


def judged(alarm: RollbackAlarm, **measured: float | None) -> float:
    """What the alarm compares, when AWS measured this: its expressions, worked out in their order."""
    words: dict[str, Any] = {
        "IF": lambda holds, then, other: then if holds else other,
        "FILL": lambda one, other: other if one is None else one,
    }
    values: dict[str, Any] = dict(measured)
    for query in alarm.queries:
        if query.expression:
            values[query.id] = eval(query.expression.replace(" AND ", " and "), words, values)  # noqa: S307 - an expression of our own
    return values[alarm.queries[-1].id]


def goes_back(alarm: RollbackAlarm, **measured: float | None) -> bool:
    return judged(alarm, **measured) >= alarm.threshold


@pytest.mark.parametrize(
    ("name", "percent", "minutes"),
    [
        # 2 % of 30 days in an hour is 14.4 times the even rate.
        pytest.param("frontend-proxy-availability", 0.72, 5, id="14.4 x 0.05 %"),
        pytest.param("image-provider-availability", 1.44, 5, id="14.4 x 0.1 %"),
        pytest.param("frontend-proxy-latency", 14.4, 5, id="14.4 x 1 %"),
        # 14.4 x 10 % is more than there are; 5 % in six hours is 6 times the even rate.
        pytest.param("sales-report-availability", 60, 30, id="6 x 10 %"),
    ],
)
def test_a_release_is_judged_at_the_rate_that_calls_people(name: str, percent: float, minutes: int) -> None:
    alarm = alarms()[name]
    assert alarm.threshold == pytest.approx(percent)
    assert (alarm.period, alarm.periods) == (timedelta(minutes=minutes), 1)


@pytest.mark.parametrize(
    ("measured", "back"),
    [
        pytest.param({"total": 1000, "bad0": 8, "bad1": None}, True, id="0.8 % of a thousand"),
        pytest.param({"total": 1000, "bad0": 7, "bad1": None}, False, id="0.7 % of a thousand"),
        pytest.param({"total": 1000, "bad0": 4, "bad1": 4}, True, id="some failed, some found no listener"),
        pytest.param({"total": 100, "bad0": 1, "bad1": None}, False, id="one failure in a quiet hour is a large share"),
        pytest.param({"total": 100, "bad0": 5, "bad1": None}, True, id="five are no accident"),
        pytest.param({"total": 8, "bad0": 8, "bad1": None}, False, id="too few to say anything"),
        pytest.param({"total": 9, "bad0": 9, "bad1": None}, True, id="nine are enough: a twelfth of a hundred"),
        pytest.param({"total": 5000, "bad0": None, "bad1": None}, False, id="AWS tells of failures only when there are some"),
    ],
)
def test_a_release_goes_back_for_a_share_of_failures_and_not_for_one(measured: dict[str, float | None], *, back: bool) -> None:
    assert goes_back(alarms()["frontend-proxy-availability"], **measured) is back


@pytest.mark.parametrize(("good", "back"), [(86.0, False), (85.0, True), (100.0, False)])
def test_a_release_goes_back_for_a_share_of_slow_answers(good: float, *, back: bool) -> None:
    # 14.4 % of slow ones leave 85.6 % of good ones.
    alarm = alarms()["frontend-proxy-latency"]
    assert goes_back(alarm, total=1000, good=good) is back
    assert [query.statistic for query in alarm.queries if query.id == "good"] == ["PR(:1)"]  # the promise is one second


@pytest.mark.parametrize(("calls", "errors", "back"), [(1, 1, True), (1, None, False), (3, 1, False)])
def test_a_nightly_function_is_judged_by_its_one_call(calls: int, errors: int | None, *, back: bool) -> None:
    assert goes_back(alarms()["sales-report-availability"], total=calls, bad0=errors) is back


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("email-freshness-order-mail", 600), ("accounting-freshness-order-stream", 300), ("fraud-detection-freshness-order-stream", 120)],
)
def test_a_consumer_s_release_goes_back_when_messages_wait_for_three_of_five_minutes(name: str, seconds: int) -> None:
    alarm = alarms()[name]
    assert alarm.threshold == seconds
    assert (alarm.period, alarm.periods, alarm.bad_periods) == (timedelta(minutes=1), 5, 3)


def test_what_is_measured_is_what_aws_publishes() -> None:
    for alarm in alarms().values():
        published, dimensions = PUBLISHED[alarm.namespace]
        assert {query.metric for query in alarm.queries if query.metric} <= published
        assert len(alarm.dimensions) == dimensions
        left = {value for value in alarm.dimensions.values() if value.startswith("$")}
        assert left <= {TARGET_GROUP, LOAD_BALANCER}


def test_every_alarm_says_what_silence_means_and_where_it_comes_from() -> None:
    assert {measure.missing for measure in measures().values()} <= TREATMENTS
    for alarm in alarms().values():
        assert "Silence: " in alarm.description
        assert "Source: " in alarm.description
        assert len(alarm.description) <= 1024  # CloudWatch API reference, PutMetricAlarm


def test_no_release_goes_back_because_nothing_was_measured() -> None:
    assert not [alarm.name for alarm in alarms().values() if alarm.missing == "breaching"]


@pytest.mark.parametrize("environment", ["sandbox", "dev", "staging", "production"])
def test_every_environment_has_them(environment: str) -> None:
    assert set(alarms(environment)) == set(alarms())


def test_a_server_whose_failures_aws_does_not_count_has_none() -> None:
    assert not [name for name in alarms() if name.startswith(("checkout", "cart"))]
