"""What New Relic and its provider refuse: one good resource of each kind, and one change a row."""

from collections.abc import Mapping
from typing import Any

import pytest

from estate.alerting.newrelic.limits import LimitsError, check, mistakes
from estate.alerting.newrelic.limits_condition import slide_minimum
from tests.alerting.newrelic.worlds import Resource, channel, compound, condition, muting, policy, workflow

CPU = "SELECT average(cpu) FROM Metric"
TERM = {"operator": "above", "threshold": 1, "thresholdDuration": 300, "thresholdOccurrences": "all"}
SCHEDULE = {"timeZone": "Europe/Istanbul", "startTime": "2026-03-01T01:00:00", "endTime": "2026-03-01T02:00:00"}


def texts(*resources: Resource) -> list[str]:
    return [one.text for one in mistakes(resources)]


def changed(resource: Resource, **inputs: Any) -> Resource:
    return Resource(type=resource.type, name=resource.name, inputs={**resource.inputs, **inputs})


def good_muting(**inputs: Any) -> Resource:
    return changed(muting(("tags.host", "EQUALS", ["a"])), **{"schedule": SCHEDULE, "name": "m", **inputs})


def good_channel(**inputs: Any) -> Resource:
    return changed(channel(), **{"properties": [{"key": "summary", "value": "x"}], **inputs})


def destination(**inputs: Any) -> Resource:
    given = {"type": "WEBHOOK", "properties": [{"key": "url", "value": "https://example.com"}], **inputs}
    return Resource(type="newrelic:index/notificationDestination:NotificationDestination", name="d", inputs=given)


def condition_with(**inputs: Any) -> Resource:
    return condition(CPU, 80, minutes=5, **inputs)


GOOD = [
    policy(),
    condition_with(),
    condition_with(name="d"),
    compound("A AND B", A="c", B="d"),
    good_muting(),
    workflow(("labels.policyIds", "EXACTLY_MATCHES", ["1"])),
    good_channel(),
    destination(),
]


def test_good_resources_have_no_mistake() -> None:
    assert mistakes(GOOD) == ()
    check(GOOD)


# create-nrql-alert-conditions: a condition may ask a query of another one, but for the loss of its signal.
def test_a_nested_query_is_right() -> None:
    assert texts(condition_with(nrql={"query": "SELECT max(c) FROM (SELECT min(c) AS 'c' FROM Metric FACET host)"})) == []


# The vendor's own slow burn: window 21,600, slide 900, duration 900.
def test_the_vendors_slow_burn_is_right() -> None:
    assert texts(condition_with(aggregationWindow=21_600, slideBy=900, critical={**TERM, "thresholdDuration": 900})) == []


@pytest.mark.parametrize(
    ("window", "least"),
    [
        pytest.param(60, 30, id="a minute"),
        pytest.param(3600, 30, id="an hour"),
        pytest.param(5400, 45, id="an hour and a half: 1/120"),
        pytest.param(7200, 60, id="two hours"),
        pytest.param(10_800, 450, id="three hours: 1/24"),
        pytest.param(21_600, 900, id="six hours"),
    ],
)
def test_the_shortest_slide_depends_on_the_window(window: int, least: float) -> None:
    assert slide_minimum(window) == least


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        pytest.param({"name": ""}, "name has 0 characters; expected 1 to 128", id="no name"),
        pytest.param({"name": "x" * 129}, "name has 129 characters; expected 1 to 128", id="a long name"),
        pytest.param({"titleTemplate": "x" * 257}, "titleTemplate has 257 characters; expected 0 to 256", id="a long title"),
        pytest.param({"description": "x" * 4001}, "description has 4001 characters; expected 0 to 4000", id="a long description"),
        pytest.param({"policyId": None}, "policyId is missing; expected it to be set", id="no policy"),
        pytest.param({"type": "statik"}, "type is 'statik'; expected one of static, baseline, outlier; did you mean static?", id="type"),
        pytest.param({"aggregationWindow": 29}, "aggregationWindow is 29 s; expected 30 to 21600 s", id="a short window"),
        pytest.param({"aggregationWindow": 21_660}, "aggregationWindow is 21660 s; expected 30 to 21600 s", id="a long window"),
        pytest.param(
            {"aggregationWindow": 300, "slideBy": 300},
            "slideBy is 300 s; expected less than the window of 300 s, and a divisor of it",
            id="slide",
        ),
        pytest.param(
            {"aggregationWindow": 300, "slideBy": 70},
            "slideBy is 70 s; expected less than the window of 300 s, and a divisor of it",
            id="divisor",
        ),
        pytest.param(
            {"aggregationWindow": 300, "slideBy": 20}, "slideBy is 20 s; expected at least 30 s for a window of 300 s", id="a short slide"
        ),
        pytest.param(
            {"aggregationWindow": 21_600, "slideBy": 450},
            "slideBy is 450 s; expected at least 900 s for a window of 21600 s",
            id="six hours",
        ),
        pytest.param(
            {"aggregationMethod": "event_stream"},
            "aggregationMethod is 'event_stream'; expected one of event_flow, event_timer, cadence",
            id="method",
        ),
        pytest.param(
            {"aggregationMethod": "event_flow", "aggregationDelay": "1201"},
            "aggregationDelay is 1201 s; expected 0 to 1200 s",
            id="event flow",
        ),
        pytest.param({"aggregationDelay": "3601"}, "aggregationDelay is 3601 s; expected 0 to 3600 s", id="cadence"),
        pytest.param({"aggregationDelay": "2m"}, "aggregationDelay is '2m'; expected a text of digits: seconds", id="no number"),
        pytest.param(
            {"aggregationMethod": "event_timer"},
            "aggregationDelay is set with event_timer; expected aggregationTimer",
            id="a delay with a timer",
        ),
        pytest.param(
            {"aggregationTimer": "60"}, "aggregationTimer is set with cadence; expected aggregationDelay", id="a timer with a delay"
        ),
        pytest.param(
            {"aggregationMethod": "event_timer", "aggregationDelay": None, "aggregationTimer": "1201"},
            "aggregationTimer is 1201 s; expected 0 to 1200 s",
            id="a long timer",
        ),
        pytest.param({"aggregationMethod": None}, "aggregationDelay is set without aggregationMethod; expected both", id="delay alone"),
        pytest.param({"evaluationDelay": 7201}, "evaluationDelay is 7201 s; expected 0 to 7200 s", id="evaluation delay"),
        pytest.param({"fillOption": "zero"}, "fillOption is 'zero'; expected one of none, last_value, static", id="fill"),
        pytest.param({"fillValue": 1}, "fillValue is 1 with fillOption none; expected fillOption static", id="fill value"),
        pytest.param({"expirationDuration": 29}, "expirationDuration is 29 s; expected 30 to 172800 s", id="expiration"),
        pytest.param({"expirationDuration": 172_801}, "expirationDuration is 172801 s; expected 30 to 172800 s", id="two days"),
        pytest.param(
            {"openViolationOnExpiration": True},
            "openViolationOnExpiration is set without expirationDuration; expected both",
            id="no expiration",
        ),
        pytest.param(
            {"violationTimeLimitSeconds": 299}, "violationTimeLimitSeconds is 299 s; expected 300 to 2592000 s", id="a short time limit"
        ),
        pytest.param(
            {"violationTimeLimitSeconds": 2_592_001}, "violationTimeLimitSeconds is 2592001 s; expected 300 to 2592000 s", id="thirty days"
        ),
        pytest.param(
            {"violationTimeLimitSeconds": 3600, "violationTimeLimit": "ONE_HOUR"},
            "violationTimeLimit and violationTimeLimitSeconds are set; expected one of them",
            id="two time limits",
        ),
        pytest.param(
            {"critical": None},
            "no critical and no warning term is set; expected one, or the loss of the signal to be watched",
            id="no term",
        ),
        pytest.param({"terms": [TERM]}, "terms is set beside critical or warning; expected critical and warning", id="old terms"),
        pytest.param(
            {"critical": {**TERM, "operator": None}},
            "critical: operator is missing, which the provider reads as equals; expected it to be set",
            id="no operator",
        ),
        pytest.param(
            {"critical": {**TERM, "operator": "over"}},
            "critical: operator is 'over'; expected one of above, above_or_equals, below, below_or_equals, equals, not_equals",
            id="operator",
        ),
        pytest.param({"critical": {**TERM, "threshold": None}}, "critical: threshold is missing; expected it to be set", id="no threshold"),
        pytest.param(
            {"critical": {**TERM, "thresholdOccurrences": "any"}},
            "critical: thresholdOccurrences is 'any'; expected one of all, at_least_once",
            id="occurrences",
        ),
        pytest.param(
            {"warning": {**TERM, "thresholdDuration": 86_460}},
            "warning: thresholdDuration is 86460 s; expected 60 to 86400 s",
            id="a long duration",
        ),
        pytest.param(
            {"critical": {**TERM, "thresholdDuration": 90}},
            "critical: thresholdDuration is 90 s; expected a multiple of aggregationWindow, 60 s",
            id="no multiple of the window",
        ),
        pytest.param(
            {"aggregationWindow": 300, "slideBy": 60, "critical": {**TERM, "thresholdDuration": 90}},
            "critical: thresholdDuration is 90 s; expected a multiple of slideBy, 60 s",
            id="no multiple of the slide",
        ),
        pytest.param(
            {"type": "baseline", "critical": {**TERM, "thresholdDuration": 60}},
            "critical: thresholdDuration is 60 s; expected 120 to 86400 s",
            id="a short baseline",
        ),
        pytest.param(
            {"type": "baseline", "critical": {**TERM, "operator": "below"}},
            "critical: operator is 'below'; a baseline condition takes above alone",
            id="a baseline below",
        ),
        pytest.param(
            {"type": "baseline", "critical": {**TERM, "threshold": 0.5}},
            "critical: threshold is 0.5 deviations; expected 1 to 1000 deviations",
            id="deviations",
        ),
        pytest.param({"nrql": {"query": f"{CPU} SINCE 1 day ago LIMIT 5"}}, "nrql.query has SINCE; a condition may not", id="clause"),
        pytest.param({"nrql": {"query": f"{CPU} FACET host LIMIT 5"}}, "nrql.query has LIMIT; a condition may not", id="limit"),
        pytest.param(
            {"nrql": {"query": f"{CPU} COMPARE WITH 1 week ago"}}, "nrql.query has COMPARE WITH; a condition may not", id="comparison"
        ),
        pytest.param(
            {"nrql": {"query": "SELECT max(c) FROM Metric WHERE host IN (SELECT uniques(host) FROM SystemSample)"}},
            "nrql.query has a subquery; a condition may not",
            id="subquery",
        ),
        pytest.param(
            {"nrql": {"query": "SELECT histogram(cpu) FROM Metric"}},
            "nrql.query has histogram(), which alerting does not take",
            id="function",
        ),
        pytest.param({"nrql": {}}, "nrql is missing; expected it to be set", id="no nrql"),
        pytest.param(
            {"nrql": {"query": CPU, "evaluationOffset": 3}},
            "nrql.evaluationOffset is set beside aggregationMethod, aggregationDelay or aggregationTimer; expected one way",
            id="offset",
        ),
        pytest.param(
            {"nrql": {"query": "SELECT max(c) FROM (SELECT min(c) AS 'c' FROM Metric FACET host)"}, "expirationDuration": 300},
            "expirationDuration is set with a nested query; the loss of its signal is not detected",
            id="nested",
        ),
    ],
)
def test_a_condition_beyond_a_limit_is_told(inputs: Mapping[str, Any], text: str) -> None:
    assert any(one.startswith(text) for one in texts(changed(condition_with(), **inputs)))


def test_a_policy_holds_a_thousand_conditions() -> None:
    many = [condition_with(name=f"c{place}") for place in range(1001)]
    assert texts(*many[:1000]) == []
    assert texts(*many) == ["1001 conditions in one policy; expected at most 1000"]


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        pytest.param({"name": "x" * 129}, "name has 129 characters; expected 1 to 128", id="name"),
        pytest.param(
            {"incidentPreference": "PER_HOST"},
            "incidentPreference is 'PER_HOST'; expected one of PER_POLICY, PER_CONDITION, PER_CONDITION_AND_TARGET",
            id="preference",
        ),
    ],
)
def test_a_policy_beyond_a_limit_is_told(inputs: Mapping[str, Any], text: str) -> None:
    assert texts(changed(policy(), **inputs)) == [text]


def level(*, days: int = 28, unit: str = "DAY", **told: Any) -> Resource:
    events = {"accountId": "1", "validEvents": {"from": "Span"}, **(told or {"badEvents": {"from": "Span", "where": "error"}})}
    objective = {"target": 99.9, "timeWindow": {"rolling": {"count": days, "unit": unit}}}
    given = {"guid": "x", "name": "l", "events": events, "objective": objective}
    return Resource(type="newrelic:index/serviceLevel:ServiceLevel", name="l", inputs=given)


@pytest.mark.parametrize("days", [1, 7, 28])
def test_a_service_level_has_one_of_three_periods(days: int) -> None:
    assert texts(level(days=days)) == []


@pytest.mark.parametrize(
    ("resource", "text"),
    [
        pytest.param(level(days=30), "objective: the period is 30 days; expected one of 1, 7, 28", id="a month"),
        pytest.param(level(unit="WEEK"), "objective: unit is 'WEEK'; expected one of DAY", id="weeks"),
        pytest.param(
            level(badEvents={"from": "Span"}, goodEvents={"from": "Span"}),
            "events: badEvents and goodEvents set; expected one of badEvents, goodEvents",
            id="both",
        ),
        pytest.param(
            level(badEvents=None), "events: neither badEvents nor goodEvents set; expected one of badEvents, goodEvents", id="neither"
        ),
        pytest.param(
            level(validEvents=None, badEvents={"from": "Span"}), "events: validEvents is missing; expected it to be set", id="valid"
        ),
    ],
)
def test_a_service_level_beyond_a_limit_is_told(resource: Resource, text: str) -> None:
    assert texts(resource) == [text]


COMPOUND = compound("A AND B", A="c", B="d")


@pytest.mark.parametrize(
    ("resource", "text"),
    [
        pytest.param(compound("A", A="c"), "1 component conditions; expected 2 to 5", id="one component"),
        pytest.param(
            compound("A OR B OR C OR D OR E OR F", A="c", B="c", C="c", D="c", E="c", F="c"),
            "6 component conditions; expected 2 to 5",
            id="six",
        ),
        pytest.param(compound("A AND C", A="c", B="d"), "triggerExpression names C; the components are A, B", id="an unknown alias"),
        pytest.param(
            compound("A AND NOT A", A="c", B="d"),
            "the component B is not in triggerExpression; expected every component there",
            id="an unused one",
        ),
        pytest.param(
            compound("A && B", A="c", B="d"),
            "the trigger expression is not understood at column 3: 'A && B'; expected aliases, AND, OR, NOT and parentheses",
            id="another language",
        ),
        pytest.param(changed(COMPOUND, thresholdDuration=29), "thresholdDuration is 29 s; expected 30 to 86400 s", id="a short duration"),
        pytest.param(changed(COMPOUND, thresholdDuration=86_401), "thresholdDuration is 86401 s; expected 30 to 86400 s", id="over a day"),
        pytest.param(
            changed(COMPOUND, facetMatchingBehavior="MATCH"),
            "facetMatchingBehavior is 'MATCH'; expected one of FACETS_IGNORED, FACETS_MATCH",
            id="facets",
        ),
        pytest.param(changed(COMPOUND, enabled=None), "enabled is missing; expected it to be set", id="enabled"),
        pytest.param(changed(COMPOUND, tags=[{"key": "team"}]), "tags are set; compound conditions take none", id="tags"),
        pytest.param(
            changed(COMPOUND, componentConditions=[{"alias": "A", "id": "c"}, {"alias": "B", "id": "both"}]),
            "the component B is a compound condition; expected NRQL conditions, as they do not nest",
            id="nested",
        ),
        pytest.param(
            changed(COMPOUND, componentConditions=[{"alias": "A", "id": "c"}, {"alias": "B", "id": "off"}]),
            "the component B is off, which is disabled; expected enabled conditions",
            id="disabled",
        ),
        pytest.param(
            changed(COMPOUND, componentConditions=[{"alias": "A", "id": "c"}, {"alias": "A", "id": "d"}]),
            "the alias A stands 2 times; expected each once",
            id="an alias twice",
        ),
    ],
)
def test_a_compound_condition_beyond_a_limit_is_told(resource: Resource, text: str) -> None:
    assert text in texts(condition_with(), condition_with(name="d"), condition_with(name="off", enabled=False), resource)


EQUALS = {"attribute": "tags.host", "operator": "EQUALS", "values": ["a"]}


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        pytest.param({"name": None}, "name is missing; expected it to be set", id="name"),
        pytest.param({"enabled": None}, "enabled is missing; expected it to be set", id="enabled"),
        pytest.param(
            {"condition": {"operator": "AND", "conditions": [EQUALS] * 21}}, "21 conditions; expected 1 to 20", id="21 conditions"
        ),
        pytest.param(
            {"condition": {"operator": "XOR", "conditions": [EQUALS]}},
            "condition: operator is 'XOR'; expected one of AND, OR; did you mean OR?",
            id="join",
        ),
        pytest.param(
            {"condition": {"operator": "AND", "conditions": [{**EQUALS, "operator": "IN", "values": ["a"] * 501}]}},
            "condition 1: 501 values; expected at most 500",
            id="501 values",
        ),
        pytest.param(
            {"condition": {"operator": "AND", "conditions": [{**EQUALS, "values": ["a", "b"]}]}},
            "condition 1: 2 values for EQUALS; expected one, or IN",
            id="two values",
        ),
        pytest.param(
            {"condition": {"operator": "AND", "conditions": [{**EQUALS, "values": []}]}},
            "condition 1: values is empty; expected at least one",
            id="no value",
        ),
        pytest.param(
            {"actionOnMutingRuleWindowEnded": "NOTIFY"}, "actionOnMutingRuleWindowEnded is 'NOTIFY'; expected one of", id="action"
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "timeZone": "Istanbul"}},
            "schedule: timeZone is 'Istanbul'; expected a name of the tz database",
            id="zone",
        ),
        pytest.param({"schedule": {**SCHEDULE, "timeZone": None}}, "schedule: timeZone is missing; expected it to be set", id="no zone"),
        pytest.param(
            {"schedule": {**SCHEDULE, "startTime": "2026-03-01T01:00:00Z"}},
            "schedule: startTime is '2026-03-01T01:00:00Z'; expected local time without an offset",
            id="an offset",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "endTime": SCHEDULE["startTime"]}},
            "schedule: endTime is 2026-03-01T01:00:00; expected a time after",
            id="end",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "repeat": "YEARLY"}},
            "schedule: repeat is 'YEARLY'; expected one of MONTHLY, WEEKLY, DAILY",
            id="repeat",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "repeat": "DAILY", "repeatCount": 2, "endRepeat": "2026-04-01T00:00:00"}},
            "schedule: endRepeat and repeatCount are set; expected one of them",
            id="two ends",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "repeat": "DAILY", "weeklyRepeatDays": ["MONDAY"]}},
            "schedule: weeklyRepeatDays is set without repeat WEEKLY; expected both",
            id="days of no week",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "repeat": "WEEKLY", "weeklyRepeatDays": ["MO"]}},
            "schedule: weeklyRepeatDays is 'MO'; expected one of MONDAY",
            id="day",
        ),
        pytest.param(
            {"schedule": {**SCHEDULE, "repeatCount": 2}}, "schedule: repeatCount is set without repeat; expected both", id="no repeat"
        ),
    ],
)
def test_a_muting_rule_beyond_a_limit_is_told(inputs: Mapping[str, Any], text: str) -> None:
    assert any(one.startswith(text) for one in texts(changed(good_muting(), **inputs)))


FILTER = {"name": "f", "type": "FILTER", "predicates": [{"attribute": "priority", "operator": "EQUAL", "values": ["CRITICAL"]}]}


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        pytest.param({"destinations": []}, "destinations is missing; expected it to be set", id="no destination"),
        pytest.param({"destinations": [{}]}, "destination 1: channelId is missing; expected it to be set", id="no channel"),
        pytest.param({"mutingRulesHandling": None}, "mutingRulesHandling is missing; expected it to be set", id="no handling"),
        pytest.param(
            {"mutingRulesHandling": "NOTIFY_NONE"}, "mutingRulesHandling is 'NOTIFY_NONE'; expected one of NOTIFY_ALL_ISSUES", id="handling"
        ),
        pytest.param(
            {"issuesFilter": {**FILTER, "type": "QUERY"}}, "issuesFilter: type is 'QUERY'; expected one of FILTER, VIEW", id="filter type"
        ),
        pytest.param({"issuesFilter": {**FILTER, "name": ""}}, "issuesFilter: name is missing; expected it to be set", id="filter name"),
        pytest.param(
            {"issuesFilter": {**FILTER, "predicates": [{"attribute": "a", "operator": "EQUALS", "values": ["x"]}]}},
            "issuesFilter: predicate 1: operator is 'EQUALS'; expected one of",
            id="operator",
        ),
        pytest.param(
            {"issuesFilter": {**FILTER, "predicates": [{"attribute": "a", "operator": "EQUAL", "values": ["x" * 5000]}]}},
            "issuesFilter: 50",
            id="a long filter",
        ),
        pytest.param(
            {"destinations": [{"channelId": "x", "notificationTriggers": ["OPENED"]}]},
            "destination 1: notificationTriggers is 'OPENED'; expected one of ACKNOWLEDGED",
            id="trigger",
        ),
        pytest.param(
            {"destinations": [{"channelId": "x", "notificationTriggers": ["CLOSED"]}]},
            "destination 1: notificationTriggers is CLOSED; expected ACTIVATED too, without which none is sent",
            id="without ACTIVATED",
        ),
    ],
)
def test_a_workflow_beyond_a_limit_is_told(inputs: Mapping[str, Any], text: str) -> None:
    assert any(one.startswith(text) for one in texts(changed(workflow(), **inputs)))


@pytest.mark.parametrize(
    ("resources", "text"),
    [
        pytest.param(
            [workflow(), workflow(name="other"), good_channel()],
            "the channel ${index/notificationChannel.pager.id} belongs to the workflow w too; expected a channel of its own",
            id="a channel of two workflows",
        ),
        pytest.param(
            [workflow(), good_channel(product="DISCUSSIONS")],
            "the channel ${index/notificationChannel.pager.id} has the product DISCUSSIONS; expected IINT",
            id="a channel of another product",
        ),
        pytest.param([good_channel(type="SERVICE_NOW")], "type is 'SERVICE_NOW'; expected one of", id="a destination's type on a channel"),
        pytest.param([good_channel(destinationId=None)], "destinationId is missing; expected it to be set", id="a channel to nowhere"),
        pytest.param([destination(type="SERVICENOW_INCIDENTS")], "type is 'SERVICENOW_INCIDENTS'; expected one of", id="a channel's type"),
        pytest.param([good_channel(type="JIRA")], "type is 'JIRA'; expected one of", id="another destination's type on a channel"),
        pytest.param([destination(type="JIRA_CLASSIC")], "type is 'JIRA_CLASSIC'; expected one of", id="another channel's type"),
        pytest.param(
            [destination(type="SLACK_COLLABORATION")], "type is 'SLACK_COLLABORATION', which can only be imported", id="import too"
        ),
        pytest.param([destination(type="OPSGENIE")], "type is 'OPSGENIE'; expected one of", id="a vendor that it does not know"),
        pytest.param([destination(type="SLACK")], "type is 'SLACK', which can only be imported", id="import alone"),
    ],
)
def test_channels_and_destinations_beyond_a_limit_are_told(resources: list[Resource], text: str) -> None:
    assert any(one.startswith(text) for one in texts(*resources))


def test_all_mistakes_come_at_once_with_their_source() -> None:
    odd = [condition_with(aggregationWindow=10, fillOption="zero"), changed(policy(), incidentPreference="NONE")]
    with pytest.raises(LimitsError) as error:
        check(odd)
    lines = str(error.value).splitlines()
    assert lines[0] == "components/newrelic/conditions.py:1: c: aggregationWindow is 10 s; expected 30 to 21600 s"
    assert len(lines) == 3


def test_what_is_known_only_after_the_deployment_is_no_mistake() -> None:
    assert texts(condition_with(aggregationDelay="${random/randomInteger.delay.result}")) == []
