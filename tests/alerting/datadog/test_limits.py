"""What Datadog refuses, or takes and never means: a good resource, one change, the exact text."""

from typing import Any

import pytest

from estate.alerting.datadog import mistakes
from tests.alerting.datadog.worlds import Resource, downtime, monitor, objective

CPU = "avg(last_5m):avg:cpu{*} > 90"
FREE = "avg(last_5m):avg:free{*} < 10"
BURN = 'burn_rate("${index/serviceLevelObjective.o.id}").over("30d").long_window("1h").short_window("5m") > 14.4'


def good(query: str = CPU, **inputs: Any) -> Resource:
    return monitor(query, **{"monitorThresholds": {"critical": query.rsplit(maxsplit=1)[-1]}, **inputs})


def slo(target: float = 99.9, **inputs: Any) -> Resource:
    query = {"numerator": "sum:good{*}.as_count()", "denominator": "sum:hits{*}.as_count()"}
    given: dict[str, Any] = {"type": "metric", "query": query, "thresholds": [{"timeframe": "30d", "target": target}], **inputs}
    return objective(**given)


def burning(query: str = BURN, **inputs: Any) -> Resource:
    return good(query, type="slo alert", **inputs)


def texts(*planned: Resource) -> list[str]:
    return [one.text for one in mistakes(planned)]


@pytest.mark.parametrize(
    "planned",
    [
        pytest.param([good()], id="a threshold"),
        pytest.param([good(onMissingData="show_and_notify_no_data", renotifyInterval=30, renotifyStatuses=["alert"])], id="with reminders"),
        pytest.param([good("avg(last_5m):avg:m{*} > 0.5")], id="a fraction with its zero"),
        pytest.param([good("sum(last_5m):default_zero(sum:e{*}.as_count()) > 5", onMissingData="default")], id="default with default_zero"),
        pytest.param([slo(), burning()], id="a burn rate"),
        pytest.param([slo(95), burning(BURN.replace("14.4", "20"))], id="a burn rate of exactly 1 / (1 - target)"),
        pytest.param([downtime(oneTimeSchedule={"start": "2027-02-14T06:00:00Z", "end": "2027-02-14T08:00:00+00:00"})], id="a downtime"),
        pytest.param([downtime(scope="env:c AND service:(a OR b)", oneTimeSchedule={"start": "2027-02-14T06:00:00Z"})], id="two levels"),
        pytest.param([downtime(scope="service:(a OR b)", oneTimeSchedule={"start": "2027-02-14T06:00:00Z"})], id="two values of one tag"),
    ],
)
def test_what_the_vendor_takes_is_no_mistake(planned: list[Resource]) -> None:
    assert texts(*planned) == []


OPTIONS = [
    (good(tags=[f"t:{n}" for n in range(33)]), "33 tags; expected at most 32"),
    (good(evaluationDelay=86_401), "evaluationDelay is 86401 s; expected 0 to 86400"),
    (good(timeoutH=25), "timeoutH is 25; expected 0 to 24"),
    (good(newGroupDelay=-1), "newGroupDelay is -1 s; expected 0 or more"),
    (good(priority="6"), "priority is 6; expected one of 1, 2, 3, 4, 5"),
    (good(groupRetentionDuration="73h"), "groupRetentionDuration is 73h; expected 1h to 72h"),
    (good(onMissingData="ignore"), "onMissingData is ignore; expected one of default, show_no_data, show_and_notify_no_data, resolve"),
    (
        good(onMissingData="resolve", timeoutH=1),
        "onMissingData is resolve, and timeoutH 1; expected no timeoutH, since a group without data is OK at once",
    ),
    (
        good(onMissingData="default", notifyNoData=True, noDataTimeframe=10),
        (
            "onMissingData stands beside notifyNoData and noDataTimeframe; expected one of the two ways, "
            "leave out notifyNoData and noDataTimeframe"
        ),
    ),
    (
        good("sum(last_5m):default_zero(sum:e{*}.as_count()) > 5", onMissingData="resolve"),
        "onMissingData is resolve, but default_zero() in the query always gives zero; expected default, or no default_zero()",
    ),
    (
        good(renotifyInterval=45),
        "renotifyInterval is 45 min; expected one of 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440",
    ),
    (good(renotifyOccurrences=3), "renotifyOccurrences stands without renotifyInterval; nothing is sent again without it"),
    (good(escalationMessage="@boss"), "escalationMessage stands without renotifyInterval; nothing is sent again without it"),
    (good(renotifyInterval=30, renotifyStatuses=["ok"]), "renotifyStatuses has ok; expected alert, warn, no data"),
    (
        good(schedulingOptions={"customSchedules": [{}]}, onMissingData="default", requireFullWindow=True),
        "requireFullWindow is true, which is the provider's default; expected false with a custom schedule",
    ),
    (
        good(schedulingOptions={"customSchedules": [{}]}),
        "a custom schedule stands without onMissingData; expected one of default, show_no_data, show_and_notify_no_data, resolve",
    ),
    (good(message="{{#is_alert}} @x"), "message: the message never closes {{#is_alert}}"),
]


@pytest.mark.parametrize(("planned", "text"), [pytest.param(*row, id=row[1][:50]) for row in OPTIONS])
def test_an_option_outside_its_limits_is_named(planned: Resource, text: str) -> None:
    assert texts(planned) == [text]


THRESHOLDS = [
    (CPU, {"critical": "91"}, "critical is 91, but the query compares with 90; expected the same"),
    (CPU, {"warning": "80"}, "thresholds warning stand without critical; expected critical to be 90"),
    (CPU, {"critical": "90", "warning": "95"}, "warning is 95; expected a value below the critical 90, since the query alerts at >"),
    (CPU, {"critical": "90", "warning": "90"}, "warning is 90; expected a value below the critical 90, since the query alerts at >"),
    (FREE, {"critical": "10", "warning": "5"}, "warning is 5; expected a value above the critical 10, since the query alerts at <"),
    (CPU, {"critical": "90", "criticalRecovery": "95"}, "criticalRecovery is 95; expected a value below the critical 90"),
    (FREE, {"critical": "10", "criticalRecovery": "8"}, "criticalRecovery is 8; expected a value above the critical 10"),
    (CPU, {"critical": "90", "warning": "80", "warningRecovery": "85"}, "warningRecovery is 85; expected a value below the warning 80"),
    (CPU, {"critical": "90", "warningRecovery": "70"}, "warningRecovery is 70, but there is no warning"),
    ("avg(last_5m):avg:m{*} > .5", {"critical": "0.5"}, "the number .5 has no leading zero; expected 0.5"),
    ("avg(last_5m):avg:m{*} > 0.5", {"critical": ".5"}, "the number .5 has no leading zero; expected 0.5"),
]


@pytest.mark.parametrize(("query", "thresholds", "text"), [pytest.param(*row, id=row[2][:60]) for row in THRESHOLDS])
def test_thresholds_that_do_not_fit_the_query_are_named(query: str, thresholds: dict[str, str], text: str) -> None:
    assert texts(monitor(query, monitorThresholds=thresholds)) == [text]


QUERIES = [
    ([good(type="log alert")], "the type is log alert, but the query asks for a metric; expected query alert"),
    ([slo(), good(BURN)], "the type is query alert, but the query asks for an objective; expected slo alert"),
    ([good("avg(last_5m):sum:e{*}.as_count() > 5")], "avg() stands over as_count() of e; expected sum()"),
    ([good("avg(last_2mo):avg:m{*} > 5")], "the window has 5256000 s; expected 60 to 2628000"),
    ([slo(90), burning()], "the burn rate is 14.4; expected at most 10, all of it bad at a target of 90 %"),
    ([slo(93), burning()], "the burn rate is 14.4; expected at most 14.2857, all of it bad at a target of 93 %"),
    ([slo(), burning(BURN.replace('"1h"', '"49h"'))], "the long window has 176400 s; expected 1h to 48h"),
    ([slo(), burning(BURN.replace('"5m"', '"1h"'))], "the short window has 3600 s, the long one 3600 s; expected a shorter one"),
    ([slo(), burning(BURN.replace(">", "<"))], "a burn rate is compared by <; expected > or >="),
    ([slo(), burning(BURN.replace("30d", "7d"))], "the burn rate is over 7d, but o has a target over 30d"),
    ([burning()], "the query names the objective ${index/serviceLevelObjective.o.id}, which the plan does not hold"),
    ([slo(), burning(onMissingData="default")], "onMissingData stands on a monitor of type slo alert, which has none; leave it out"),
    (
        [good(), good(FREE, name="n"), monitor("m && n", name="c", type="composite", onMissingData="default")],
        "onMissingData stands on a monitor of type composite, which has none; leave it out",
    ),
    (
        [monitor('"up".over("*").last(3).count_by_status()', type="service check", onMissingData="default")],
        "onMissingData stands on a monitor of type service check, which has none; leave it out",
    ),
    (
        [good(), monitor("${index/monitor.n.id} && m", name="c", type="composite")],
        "the composite names ${index/monitor.n.id}, which the plan does not hold",
    ),
    (
        [good(), monitor("m && m", name="b", type="composite"), monitor("b && m", name="c", type="composite")],
        "the composite names b, which is a composite itself; name its monitors instead",
    ),
    ([monitor(" && ".join(map(str, range(11))), type="composite")], "the composite has 11 monitors; expected at most 10"),
    (
        [monitor(CPU, monitorThresholds={"critical": "a"})],
        "an option cannot be read before the deployment: could not convert string to float: 'a'",
    ),
]


@pytest.mark.parametrize(("planned", "text"), [pytest.param(*row, id=row[1][:60]) for row in QUERIES])
def test_a_query_outside_its_limits_is_named(planned: list[Resource], text: str) -> None:
    assert texts(*planned) == [text]


SLICE = {"comparator": "<", "threshold": 1, "queryIntervalSeconds": 120}
OBJECTIVES = [
    (slo(100), "the target over 30d is 100; expected more than 0 and less than 100 per cent"),
    (slo(0), "the target over 30d is 0; expected more than 0 and less than 100 per cent"),
    (slo(99.9995), "the target over 30d is 99.9995; expected at most 3 decimal places"),
    (slo(99.995, type="monitor"), "the target over 30d is 99.995; expected at most 2 decimal places"),
    (
        slo(type="monitor", thresholds=[{"timeframe": "90d", "target": 99.9995}]),
        "the target over 90d is 99.9995; expected at most 3 decimal places",
    ),
    (slo(thresholds=[{"timeframe": "28d", "target": 99}]), "the timeframe is 28d; expected one of 7d, 30d, 90d, custom"),
    (slo(thresholds=[{"timeframe": "7d", "target": 99, "warning": 98}]), "the warning over 7d is 98; expected more than the target 99"),
    (slo(monitorIds=list(range(21))), "monitorIds has 21; expected at most 20"),
    (slo(groups=["a"] * 21), "groups has 21; expected at most 20"),
    (
        slo(sliSpecification={"count": {"goodEventsFormula": "a"}}),
        "the count has neither bad nor total events; expected badEventsFormula or totalEventsFormula",
    ),
    (slo(sliSpecification={"timeSlice": SLICE}), "a slice has 120 s; expected 60 or 300"),
]


@pytest.mark.parametrize(("planned", "text"), [pytest.param(*row, id=row[1][:60]) for row in OBJECTIVES])
def test_an_objective_outside_its_limits_is_named(planned: Resource, text: str) -> None:
    assert texts(planned) == [text]


ONCE = {"oneTimeSchedule": {"start": "2027-02-14T06:00:00Z"}}


def weekly(**changes: str) -> dict[str, Any]:
    one = {"start": "2027-02-14T06:00:00", "duration": "2h", "rrule": "FREQ=WEEKLY", **changes}
    return {"recurringSchedule": {"timezone": "Europe/Kyiv", "recurrences": [one]}}


DOWNTIMES = [
    (downtime(), "the downtime has no schedule; expected oneTimeSchedule or recurringSchedule"),
    (downtime(**ONCE, **weekly()), "the downtime has both schedules; expected oneTimeSchedule or recurringSchedule"),
    (downtime(**ONCE, monitorIdentifier={}), "monitorIdentifier has neither; expected monitorId or monitorTags"),
    (
        downtime(**ONCE, monitorIdentifier={"monitorId": 1, "monitorTags": ["a:b"]}),
        "monitorIdentifier has both; expected monitorId or monitorTags",
    ),
    (downtime(**ONCE, monitorIdentifier={"monitorTags": [f"a:{n}" for n in range(33)]}), "monitorTags has 33; expected at most 32"),
    (
        downtime(**ONCE, monitorIdentifier={"monitorTags": [f"service:{'a' * 249}"]}),
        "the monitor tag service:aaaaaaaaaaaa... has 257 characters; expected at most 256",
    ),
    (
        downtime(**ONCE, scope="env:a OR service:b"),
        "the scope env:a OR service:b joins the tags env, service by OR; expected one downtime for each",
    ),
    (
        downtime(**ONCE, scope="env:a AND (service:b OR (host:c AND zone:d))"),
        (
            "the scope env:a AND (service:b OR (host:c AND zone:d)) nests AND and OR 3 deep; "
            "expected at most 2, and one downtime for each of the innermost"
        ),
    ),
    (downtime(**ONCE, scope="prod"), "the search 'prod' is not understood at column 1"),
    (
        downtime(oneTimeSchedule={"start": "2027-02-14T06:00:00+02:00"}),
        "start is 2027-02-14T06:00:00+02:00; expected a time in UTC, such as 2027-02-14T06:00:00Z",
    ),
    (
        downtime(oneTimeSchedule={"start": "2027-02-14T06:00:00Z", "end": "2027-02-14T05:00:00Z"}),
        "the downtime ends at 2027-02-14T05:00:00Z; expected a time after its start 2027-02-14T06:00:00Z",
    ),
    (
        downtime(**weekly(start="2027-02-14T06:00:00Z")),
        "start is 2027-02-14T06:00:00Z; expected a local time without an offset, such as 2027-02-14T06:00:00",
    ),
    (downtime(**weekly(duration="2 hours")), "duration is 2 hours; expected one such as 30m, 2h, 1d or 1w"),
    (downtime(**weekly(rrule="FREQ=DAILY;DURATION=PT1H")), "rrule has DURATION; expected start and duration in its place"),
    (
        downtime(**weekly(rrule="DTSTART:20270214T060000;FREQ=DAILY")),
        "rrule has DTSTART; expected start and duration in its place",
    ),
]


@pytest.mark.parametrize(("planned", "text"), [pytest.param(*row, id=row[1][:60]) for row in DOWNTIMES])
def test_a_downtime_outside_its_limits_is_named(planned: Resource, text: str) -> None:
    assert texts(planned) == [text]


def test_every_mistake_is_told_at_once_and_where_the_program_makes_it() -> None:
    found = mistakes([good(priority="9", timeoutH=99, monitorThresholds={"critical": "1"})])
    assert len(found) == 3
    assert {(one.resource, one.source) for one in found} == {("m", "components/datadog/monitors.py:1")}
