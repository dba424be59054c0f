"""Who is told what, and when: transitions, reminders, downtimes, and the handles of a message."""

from typing import Any

import pytest

from estate.alerting.series import Series
from tests.alerting.datadog.worlds import NOON, Resource, clock, downtime, monitor, run, sent, series, simulated, steady, tagged

CPU = "max(last_1m):avg:m{*} > 50"


def alerting(*spans: tuple[int, int], until: int = 120, **tags: str) -> list[Series]:
    """A gauge that has CPU alert from the first minute of each span until its second."""
    bad = {minute for start, end in spans for minute in range(start, end - 1)}
    return [tagged("m", {float(minute): 90.0 if minute in bad else 1.0 for minute in range(-30, until)}, tags)]


def told(planned: Resource, data: list[Series], *beside: Resource, end: int = 100) -> list[tuple[float, str]]:
    (group,) = run(planned, data, *beside, end=end).groups
    return sent(group.notifications)


def test_a_transition_is_told_once_and_so_is_its_end() -> None:
    assert told(monitor(CPU), alerting((10, 20), (40, 50))) == [(10, "ALERT"), (20, "OK"), (40, "ALERT"), (50, "OK")]


def test_a_change_between_warning_and_alert_is_told() -> None:
    planned = monitor(CPU, monitorThresholds={"critical": "50", "warning": "20"})
    points = {**steady(1, -30, 10), **steady(30, 10, 20), **steady(90, 20, 29), **steady(30, 29, 39), **steady(1, 39, 60)}
    assert told(planned, [series("m", points)], end=59) == [(10, "WARN"), (20, "ALERT"), (30, "WARN"), (40, "OK")]


# monitors/guide/monitor_api_options: reminders after the last notification, by default of alert and no data.
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"renotifyInterval": 30}, [(5, "ALERT"), (35, "ALERT*"), (65, "ALERT*"), (95, "OK")], id="until it ends"),
        pytest.param(
            {"renotifyInterval": 10, "renotifyOccurrences": 2}, [(5, "ALERT"), (15, "ALERT*"), (25, "ALERT*"), (95, "OK")], id="twice"
        ),
        pytest.param({"renotifyInterval": 30, "renotifyStatuses": ["warn"]}, [(5, "ALERT"), (95, "OK")], id="of warnings only"),
        pytest.param({}, [(5, "ALERT"), (95, "OK")], id="none without an interval"),
    ],
)
def test_reminders_come_while_a_state_lasts(options: dict[str, Any], expected: list[tuple[float, str]]) -> None:
    assert told(monitor(CPU, **options), alerting((5, 95))) == expected


def test_warnings_have_no_reminders_unless_they_are_named() -> None:
    planned = {"monitorThresholds": {"critical": "95", "warning": "50"}, "renotifyInterval": 20}
    query = "max(last_1m):avg:m{*} > 95"
    assert told(monitor(query, **planned), alerting((5, 35))) == [(5, "WARN"), (35, "OK")]
    named = monitor(query, **planned, renotifyStatuses=["warn"])
    assert told(named, alerting((5, 35))) == [(5, "WARN"), (25, "WARN*"), (35, "OK")]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        pytest.param("show_and_notify_no_data", [(12, "NO DATA")], id="told"),
        pytest.param("show_no_data", [], id="shown only"),
        pytest.param("default", [], id="not even shown"),
    ],
)
def test_missing_data_is_told_only_if_asked(option: str, expected: list[tuple[float, str]]) -> None:
    assert told(monitor(CPU, onMissingData=option), alerting(until=11)) == expected


def test_missing_data_that_is_told_is_told_again_like_an_alert() -> None:
    planned = monitor(CPU, onMissingData="show_and_notify_no_data", renotifyInterval=30)
    assert told(planned, alerting(until=11)) == [(12, "NO DATA"), (42, "NO DATA*"), (72, "NO DATA*")]


def between(start: int, end: int, **inputs: Any) -> Resource:
    return downtime(oneTimeSchedule={"start": clock(start), "end": clock(end)}, **inputs)


# monitors/downtimes: notifications are hidden, transitions are not.
@pytest.mark.parametrize(
    ("spans", "options", "expected"),
    [
        pytest.param([(30, 40)], {}, [], id="an alert inside it is never told"),
        pytest.param([(30, 60)], {}, [], id="nor one that ends with it"),
        pytest.param([(30, 70)], {}, [(60, "ALERT"), (70, "OK")], id="an alert that outlasts it is told at its end"),
        pytest.param([(10, 70)], {}, [(10, "ALERT"), (60, "ALERT"), (70, "OK")], id="so is one that began before it"),
        pytest.param([(10, 40)], {}, [(10, "ALERT"), (40, "OK")], id="the first recovery of an earlier alert is told"),
        pytest.param([(10, 30), (40, 50)], {}, [(10, "ALERT"), (30, "OK")], id="but no second one"),
        pytest.param([(10, 40)], {"muteFirstRecoveryNotification": True}, [(10, "ALERT")], id="unless the downtime mutes it"),
        pytest.param([(30, 70)], {"notifyEndTypes": ["canceled"]}, [], id="a downtime that tells of its cancelling only"),
        pytest.param([(30, 70)], {"notifyEndStates": ["warn"]}, [], id="or of other states only"),
        pytest.param([(30, 40)], {"scope": "host:a"}, [(30, "ALERT"), (40, "OK")], id="a scope that the monitor lacks mutes nothing"),
    ],
)
def test_a_downtime_hides_what_is_told_and_not_what_is(
    spans: list[tuple[int, int]], options: dict[str, Any], expected: list[tuple[float, str]]
) -> None:
    planned = monitor(CPU)
    assert told(planned, alerting(*spans), between(20, 60, **options)) == expected
    assert run(planned, alerting(*spans), between(20, 60)).groups[0].states == run(planned, alerting(*spans)).groups[0].states


def test_reminders_stay_silent_in_a_downtime() -> None:
    found = told(monitor(CPU, renotifyInterval=10), alerting((15, 75)), between(20, 60))
    assert found == [(15, "ALERT"), (60, "ALERT"), (70, "ALERT*"), (75, "OK")]


def test_a_downtime_over_one_service_leaves_the_others() -> None:
    data = alerting((30, 40), service="a") + alerting((30, 40), service="b")
    planned = monitor("max(last_1m):avg:m{*} by {service} > 50")
    found = run(planned, data, between(20, 60, scope="service:a"), end=100)
    assert sent(found.group(service="a").notifications) == []
    assert sent(found.group(service="b").notifications) == [(30, "ALERT"), (40, "OK")]


# monitors/guide/scoping_downtimes: a monitor whose own query asks for the tag is covered with all its groups.
def test_a_downtime_covers_a_monitor_whose_query_asks_for_its_tag() -> None:
    planned = monitor("max(last_1m):avg:m{service:a,env:prod} by {host} > 50")
    data = alerting((30, 40), service="a", env="prod", host="x")
    assert told(planned, data, between(20, 60, scope="service:a AND env:(prod OR staging)")) == []
    assert told(planned, data, between(20, 60, scope="service:a AND -env:prod")) == [(30, "ALERT"), (40, "OK")]


@pytest.mark.parametrize(
    ("tags", "muted"),
    [
        pytest.param(["service:a"], True, id="a tag of the monitor"),
        pytest.param(["service:a", "tier:1"], True, id="both its tags"),
        pytest.param(["service:a", "tier:2"], False, id="all of them must match"),
        pytest.param(["*"], True, id="every monitor"),
    ],
)
def test_a_downtime_chooses_monitors_by_their_tags(tags: list[str], muted: bool) -> None:  # noqa: FBT001 - a table's column
    planned = monitor(CPU, tags=["service:a", "tier:1"])
    found = told(planned, alerting((30, 40)), between(20, 60, monitorIdentifier={"monitorTags": tags}))
    assert (found == []) is muted


# Kyiv is two hours ahead in winter: noon in UTC is 14:00 there, on a Thursday (2026-01-01).
@pytest.mark.parametrize(
    ("rule", "muted"), [("FREQ=WEEKLY;BYDAY=TH", True), ("FREQ=WEEKLY;BYDAY=FR", False), ("FREQ=DAILY;INTERVAL=1", True)]
)
def test_a_downtime_recurs_in_its_own_zone(rule: str, muted: bool) -> None:  # noqa: FBT001 - a table's column
    one = {"start": "2025-11-06T14:20:00", "duration": "30m", "rrule": rule}
    weekly = downtime(recurringSchedule={"timezone": "Europe/Kyiv", "recurrences": [one]})
    assert (told(monitor(CPU), alerting((30, 40)), weekly) == []) is muted


def test_a_long_downtime_that_began_days_ago_still_holds() -> None:
    one = {"start": "2025-12-28T00:00:00", "duration": "1w", "rrule": "FREQ=YEARLY"}
    long = downtime(recurringSchedule={"timezone": "UTC", "recurrences": [one]})
    assert told(monitor(CPU), alerting((30, 40)), long) == []


def test_a_downtime_of_a_child_does_not_mute_its_composite() -> None:
    planned = monitor("a && b", name="both", type="composite")
    children = [monitor(CPU, name="a", tags=["muted:yes"]), monitor(CPU, name="b")]
    mute = between(20, 60, monitorIdentifier={"monitorTags": ["muted:yes"]})
    found = simulated([*children, planned, mute], alerting((30, 40)), end=60)
    assert sent(found.monitors["a"].groups[0].notifications) == []
    assert sent(found.monitors["both"].groups[0].notifications) == [(30, "ALERT"), (40, "OK")]


def test_a_schedule_that_is_not_understood_leaves_its_monitors_unsimulated() -> None:
    wrong = downtime(recurringSchedule={"timezone": "Mars/Olympus", "recurrences": []})
    found = simulated([monitor(CPU), wrong], alerting((30, 40)))
    assert [one.monitor for one in found.not_simulated] == ["m"]
    assert "the schedule of the downtime d is not understood" in found.not_simulated[0].reason


MESSAGE = """
{{#is_alert}}Page @pagerduty-checkout{{/is_alert}}
{{#is_warning}}@slack-checkout{{/is_warning}}
{{^is_recovery}}{{#is_match "service.name" "pay"}}@team-payments{{/is_match}}{{/is_recovery}}
{{#is_renotify}}@boss@shop.example{{/is_renotify}}
{{#is_exact_match "env.name" "prod" "live"}}@webhook-prod{{else}}@webhook-other{{/is_exact_match}}
{{#is_alert_recovery}}@pagerduty-checkout{{/is_alert_recovery}} mail a@b.example, @slack-{{service.name}}.
"""


# monitors/notify/variables.
def test_the_conditions_of_a_message_decide_who_is_told() -> None:
    query = "max(last_1m):avg:m{*} by {service,env} > 50"
    planned = monitor(query, message=MESSAGE, renotifyInterval=10, monitorThresholds={"critical": "50", "warning": "20"})
    points = {**steady(1, -30, 10), **steady(30, 10, 20), **steady(90, 20, 34), **steady(1, 34, 60)}
    found = run(planned, [series("m", points, service="payment", env="prod")], end=50)
    assert [(one.state.label, one.renotify, one.recipients) for one in found.groups[0].notifications] == [
        ("WARN", False, ("slack-checkout", "team-payments", "webhook-prod", "slack-payment")),
        ("ALERT", False, ("pagerduty-checkout", "team-payments", "webhook-prod", "slack-payment")),
        ("ALERT", True, ("pagerduty-checkout", "team-payments", "boss@shop.example", "webhook-prod", "slack-payment")),
        ("OK", False, ("webhook-prod", "pagerduty-checkout", "slack-payment")),
    ]


@pytest.mark.parametrize(
    ("condition", "told_at"),
    [
        pytest.param("is_warning", [10, 30], id="both ways into the warning"),
        pytest.param("is_alert", [20], id="the alert"),
        pytest.param("is_alert_to_warning", [30], id="from alert to warning"),
        pytest.param("is_alert_recovery", [30], id="an alert that becomes a warning"),
        pytest.param("is_warning_recovery", [40], id="the warning's end"),
        pytest.param("is_recovery", [40], id="the end"),
        pytest.param("is_no_data_recovery", [], id="no end of missing data"),
        pytest.param("is_priority '2'", [], id="another priority"),
        pytest.param("is_priority 'P3'", [10, 20, 30, 40], id="its own priority"),
    ],
)
def test_each_condition_holds_at_its_transitions_alone(condition: str, told_at: list[int]) -> None:
    message = f"{{{{#{condition}}}}}@here{{{{/{condition.split()[0]}}}}}"
    planned = monitor(CPU, message=message, priority="3", monitorThresholds={"critical": "50", "warning": "20"})
    points = {**steady(1, -30, 10), **steady(30, 10, 20), **steady(90, 20, 29), **steady(30, 29, 39), **steady(1, 39, 60)}
    found = run(planned, [series("m", points)], end=59).groups[0].notifications
    assert [(one.time - NOON) // 60 for one in found if one.recipients] == told_at


def test_an_escalation_message_adds_its_handles_to_reminders() -> None:
    planned = monitor(CPU, message="@first", escalationMessage="@second", renotifyInterval=10)
    found = run(planned, alerting((5, 20)), end=30)
    assert [one.recipients for one in found.groups[0].notifications] == [("first",), ("first", "second"), ("first",)]


def test_a_condition_of_a_message_that_is_unknown_leaves_the_monitor_unsimulated() -> None:
    found = simulated([monitor(CPU, message="{{#is_tuesday}}@x{{/is_tuesday}}")], alerting())
    assert [one.reason for one in found.not_simulated] == ["the condition {{#is_tuesday}} of the message is not simulated"]


def rule(name: str, **inputs: Any) -> Resource:
    return Resource(type="datadog:index/monitorNotificationRule:MonitorNotificationRule", name=name, inputs=inputs)


# monitors/notify/notification_rules: matching rules add their recipients, each once, to those of the message.
@pytest.mark.parametrize(
    ("tags", "handles"),
    [
        pytest.param(["team:shop", "service:web"], {"user@x.example", "slack-1", "jira"}, id="three rules match"),
        pytest.param(["team:shop"], {"user@x.example", "jira"}, id="one rule matches"),
        pytest.param(["service:web", "env:prod"], {"user@x.example", "jira", "prod@x.example"}, id="two rules match"),
        pytest.param([], {"user@x.example"}, id="none does"),
    ],
)
def test_notification_rules_add_their_recipients(tags: list[str], handles: set[str]) -> None:
    rules = [
        rule("a", filter={"tags": ["team:shop", "service:web"]}, recipients=["slack-1", "jira"]),
        rule("b", filter={"tags": ["team:shop"]}, recipients=["jira"]),
        rule("c", filter={"scope": "service:web AND NOT env:dev"}, recipients=["jira"]),
        rule("d", filter={"scope": "service:(web OR api) env:prod"}, recipients=["prod@x.example"]),
    ]
    found = run(monitor(CPU, tags=tags, message="@user@x.example"), alerting((5, 20)), *rules, end=10)
    assert set(found.groups[0].notifications[0].recipients) == handles


def test_a_rule_may_ask_for_the_transition() -> None:
    conditional = {"conditions": [{"scope": "transition_type:is_alert", "recipients": ["pager"]}], "fallbackRecipients": ["chat"]}
    routed = rule("r", filter={"tags": ["team:shop"]}, conditionalRecipients=conditional)
    found = run(monitor(CPU, tags=["team:shop"], message=""), alerting((5, 20)), routed, end=30)
    assert [(one.state.label, one.recipients) for one in found.groups[0].notifications] == [("ALERT", ("pager",)), ("OK", ("chat",))]


def test_a_draft_tells_nobody() -> None:
    assert told(monitor(CPU, draftStatus="draft"), alerting((5, 20))) == []
    assert told(monitor(CPU, draftStatus="published"), alerting((5, 20))) == [(5, "ALERT"), (20, "OK")]


def test_fewer_notifications_than_groups_are_not_simulated() -> None:
    planned = monitor("max(last_1m):avg:m{*} by {service,host} > 50", notifyBies=["service"])
    found = simulated([planned], alerting((5, 20), service="a", host="x"))
    assert [one.reason for one in found.not_simulated] == ["notifications by service over groups by service, host are not simulated"]


def test_a_notification_carries_its_priority_and_its_text() -> None:
    planned = monitor(
        "max(last_1m):avg:m{*} by {service} > 50", message="{{service.name}} is slow {{#is_alert}}@pager{{/is_alert}}", priority="2"
    )
    first, last = run(planned, alerting((5, 20), service="a"), end=30).groups[0].notifications
    assert (first.priority, first.text, first.recipients) == ("2", "a is slow @pager", ("pager",))
    assert (last.is_recovery, last.text, last.recipients) == (True, "a is slow", ())
