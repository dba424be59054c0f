"""Issues and workflows: who is told of what, and how often."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.alerting.newrelic.worlds import (
    Data,
    Resource,
    channel,
    condition,
    events,
    nrql,
    policy,
    reason,
    sent,
    sequence,
    series,
    simulated,
    workflow,
)

POLICY = ("labels.policyIds", "EXACTLY_MATCHES", ["${index/alertPolicy.p.id}"])
TWO_CONDITIONS = [
    condition("SELECT max(cpu) FROM Metric FACET host", name="cpu"),
    condition("SELECT max(disk) FROM Metric FACET host", name="disk"),
]
WORLD: list[Data] = [
    series("cpu", sequence(0, 1, 1, 1, 0, 0, 0, 0), host="a"),
    series("cpu", sequence(0, 0, 1, 1, 1, 0, 0, 0), host="b"),
    series("disk", sequence(0, 0, 0, 1, 1, 1, 0, 0), host="a"),
]


def told(resources: Sequence[Resource], data: Sequence[Data] = WORLD, *, end: float = 8) -> list[tuple[float, str]]:
    found = simulated([policy(), *resources], data, end=end)
    assert not found.not_simulated
    return sent(found.notifications)


# specify-when-alerts-create-events: one issue for the policy, for each condition, for each condition and signal.
@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        pytest.param("PER_POLICY", [(2, "ACTIVATED"), (7, "CLOSED")], id="one issue a policy"),
        pytest.param(None, [(2, "ACTIVATED"), (7, "CLOSED")], id="one a policy where nothing is said"),
        pytest.param("PER_CONDITION", [(2, "ACTIVATED"), (4, "ACTIVATED"), (6, "CLOSED"), (7, "CLOSED")], id="one a condition"),
        pytest.param(
            "PER_CONDITION_AND_TARGET",
            [(2, "ACTIVATED"), (3, "ACTIVATED"), (4, "ACTIVATED"), (5, "CLOSED"), (6, "CLOSED"), (7, "CLOSED")],
            id="one a signal",
        ),
    ],
)
def test_the_policy_decides_what_is_one_issue(preference: str | None, expected: list[tuple[float, str]]) -> None:
    found = simulated([policy(preference), *TWO_CONDITIONS, workflow(POLICY), channel()], WORLD, end=8)
    assert sent(found.notifications) == expected


def test_an_issue_names_its_conditions_and_a_notification_its_channel() -> None:
    found = simulated([policy(), *TWO_CONDITIONS, workflow(POLICY), channel()], WORLD, end=8)
    (issue,) = found.issues
    assert (issue.monitors, issue.policy) == (("cpu", "disk"), "p")
    assert {(one.workflow, one.recipients) for one in found.notifications} == {("w", ("pager",))}
    assert [one.is_recovery for one in found.notifications] == [False, True]


# alert-event-workflows, notification triggers: all destinations are told of ACTIVATED and CLOSED, some of more.
@pytest.mark.parametrize(
    ("kind", "triggers", "expected"),
    [
        pytest.param("PAGERDUTY_SERVICE_INTEGRATION", None, {"ACTIVATED", "CLOSED"}, id="pager"),
        pytest.param("PAGERDUTY_ACCOUNT_INTEGRATION", None, {"ACTIVATED", "CLOSED", "OTHER_UPDATES"}, id="pager of the account"),
        pytest.param("WEBHOOK", None, {"ACTIVATED", "CLOSED", "OTHER_UPDATES", "PRIORITY_CHANGED"}, id="webhook"),
        pytest.param("EMAIL", None, {"ACTIVATED", "CLOSED"}, id="mail"),
        pytest.param("WEBHOOK", ["ACTIVATED"], {"ACTIVATED"}, id="those that the program says"),
        pytest.param("WEBHOOK", ["CLOSED"], set(), id="nothing without ACTIVATED"),
    ],
)
def test_a_destination_is_told_of_its_triggers(kind: str, triggers: list[str] | None, expected: set[str]) -> None:
    warning = {"operator": "above", "threshold": 0, "thresholdDuration": 60}
    one = condition("SELECT max(cpu) FROM Metric", 5, name="cpu", warning=warning)
    destinations = [{"channelId": "${index/notificationChannel.pager.id}", "notificationTriggers": triggers}]
    steps = told([one, workflow(POLICY, destinations=destinations), channel(kind=kind)], [series("cpu", sequence(0, 1, 9, 1, 0))])
    assert {trigger for _, trigger in steps} == expected


def test_a_warning_is_high_until_a_critical_event_raises_it() -> None:
    warning = {"operator": "above", "threshold": 0, "thresholdDuration": 60}
    one = condition("SELECT max(cpu) FROM Metric", 5, name="cpu", warning=warning)
    flows = [workflow(POLICY, ("priority", "EQUAL", ["CRITICAL"])), channel(kind="WEBHOOK")]
    found = simulated([policy(), one, *flows], [series("cpu", sequence(0, 1, 9, 1, 0))], end=8)
    assert [(one.trigger, one.priority) for one in found.notifications] == [
        ("PRIORITY_CHANGED", "CRITICAL"),
        ("OTHER_UPDATES", "CRITICAL"),
        ("CLOSED", "CRITICAL"),
    ]


def tags(of: str, **values: str) -> Resource:
    given = {
        "guid": f"${{index/nrqlAlertCondition.{of}.entityGuid}}",
        "tags": [{"key": key, "values": [value]} for key, value in values.items()],
    }
    return Resource(type="newrelic:index/entityTags:EntityTags", name=f"{of}-tags", inputs=given)


# The provider's own example: accumulations.tag.team EXACTLY_MATCHES growth.
@pytest.mark.parametrize(
    ("predicate", "matches"),
    [
        pytest.param(("accumulations.tag.team", "EXACTLY_MATCHES", ["growth"]), True, id="a tag of the condition"),
        pytest.param(("accumulations.tag.team", "EXACTLY_MATCHES", ["other"]), False, id="another team"),
        pytest.param(("accumulations.tag.team", "EXACTLY_MATCHES", ["other", "growth"]), True, id="any of the values"),
        pytest.param(("accumulations.tag.team", "DOES_NOT_EXACTLY_MATCH", ["growth"]), False, id="not"),
        pytest.param(("accumulations.tag.host", "EQUAL", ["a"]), True, id="a facet is a tag"),
        pytest.param(("accumulations.tag.host", "DOES_NOT_EQUAL", ["b"]), True, id="not equal"),
        pytest.param(("accumulations.tag.gone", "EXACTLY_MATCHES", ["a"]), False, id="no such tag"),
        pytest.param(("accumulations.policyName", "STARTS_WITH", ["p"]), True, id="the name of the policy"),
        pytest.param(("accumulations.conditionName", "CONTAINS", ["pu"]), True, id="the name of the condition"),
        pytest.param(("accumulations.conditionName", "DOES_NOT_CONTAIN", ["pu"]), False, id="not contains"),
        pytest.param(("accumulations.conditionName", "ENDS_WITH", ["u"]), True, id="ends with"),
        pytest.param(("labels.policyIds", "EXACTLY_MATCHES", ["${index/alertPolicy.other.id}"]), False, id="another policy"),
    ],
)
def test_a_workflow_takes_the_issues_that_its_filter_matches(predicate: tuple[str, str, list[str]], *, matches: bool) -> None:
    world = [TWO_CONDITIONS[0], tags("cpu", team="growth"), workflow(predicate), channel()]
    assert bool(told(world, [WORLD[0]])) is matches


def test_every_predicate_must_match() -> None:
    assert told([*TWO_CONDITIONS, workflow(POLICY, ("accumulations.tag.team", "EQUAL", ["x"])), channel()]) == []


@pytest.mark.parametrize(
    "off",
    [
        pytest.param({"enabled": False}, id="disabled"),
        pytest.param({"destinationsEnabled": False}, id="its destinations disabled"),
        pytest.param({"destinations": []}, id="without destination"),
    ],
)
def test_a_workflow_that_is_off_tells_nobody(off: Mapping[str, Any]) -> None:
    assert told([*TWO_CONDITIONS, workflow(POLICY, **off), channel()]) == []


def test_a_channel_that_the_plan_does_not_hold_is_named_by_its_id() -> None:
    found = simulated([policy(), *TWO_CONDITIONS, workflow(POLICY, destinations=[{"channelId": "20d86999"}])], WORLD, end=8)
    assert {one.recipients for one in found.notifications} == {("20d86999",)}


def test_a_channel_that_is_not_active_is_not_told() -> None:
    pager = channel()
    off = Resource(type=pager.type, name=pager.name, inputs={**pager.inputs, "active": False})
    assert told([*TWO_CONDITIONS, workflow(POLICY), off]) == []


def test_two_workflows_tell_theirs_each() -> None:
    flows = [
        workflow(POLICY),
        workflow(POLICY, name="tickets", channels=["tickets"]),
        channel(),
        channel("tickets", "SERVICENOW_INCIDENTS"),
    ]
    found = simulated([policy(), condition("SELECT max(cpu) FROM Metric", name="cpu"), *flows], [WORLD[0]], end=8)
    assert sorted((one.workflow, one.recipients[0], one.trigger) for one in found.notifications) == [
        ("tickets", "tickets", "ACTIVATED"),
        ("tickets", "tickets", "CLOSED"),
        ("w", "pager", "ACTIVATED"),
        ("w", "pager", "CLOSED"),
    ]


def test_a_lost_signal_closes_its_issue_and_opens_another() -> None:
    loss = {"expirationDuration": 180, "closeViolationsOnExpiration": True, "openViolationOnExpiration": True}
    one = condition("SELECT max(cpu) FROM Metric", name="cpu", **loss)
    assert told([one, workflow(POLICY), channel()], [series("cpu", sequence(0, 1, 1))]) == [
        (2, "ACTIVATED"),
        (5, "CLOSED"),
        (5, "ACTIVATED"),
    ]


def test_an_event_that_ends_as_it_opens_opens_first() -> None:
    # Event flow closes a window with the next point: the one of minute 5 closes the breaching window and those filled with zero.
    filled = condition(
        "SELECT max(cpu) FROM Metric", name="cpu", aggregationMethod="event_flow", fillOption="static", fillValue=0.0, aggregationDelay="60"
    )
    found = told([filled, workflow(POLICY), channel()], [series("cpu", {0: 1, 6: 0, 12: 0})], end=12)
    assert found == [(6, "ACTIVATED"), (6, "CLOSED")]


def test_silent_events_are_told_to_nobody() -> None:
    one = condition("SELECT max(cpu) FROM Metric", name="cpu", term={"disableEventCreation": True})
    assert told([one, workflow(POLICY), channel()]) == []


@pytest.mark.parametrize(
    ("predicate", "why"),
    [
        pytest.param(("priority", "GREATER_THAN", ["1"]), "compares by GREATER_THAN", id="operator"),
        pytest.param(("accumulations.sources", "EQUAL", ["x"]), "asks for accumulations.sources", id="attribute"),
    ],
)
def test_a_filter_that_is_not_understood_leaves_no_condition_simulated(predicate: tuple[str, str, list[str]], why: str) -> None:
    assert why in reason(TWO_CONDITIONS[0], WORLD, workflow(predicate), channel())


def level(**part: Any) -> Resource:
    given = {
        "name": "sli",
        "events": {"validEvents": {"from": "Transaction", **part}, "badEvents": {"from": "Transaction", "where": "error IS TRUE", **part}},
    }
    return Resource(type="newrelic:index/serviceLevel:ServiceLevel", name="sli", inputs=given)


@pytest.mark.parametrize(
    ("select", "share"),
    [
        pytest.param({}, 10, id="events are counted"),
        pytest.param({"select": {"function": "SUM", "attribute": "weight"}}, 25, id="an attribute is summed"),
    ],
)
def test_a_service_level_makes_metrics_of_its_events(select: dict[str, Any], share: float) -> None:
    data: list[Data] = [events("Transaction", {0: 9}, error=False, weight=1), events("Transaction", {0: 1}, error=True, weight=3)]
    query = nrql(
        "SELECT sum(newrelic.sli.bad) / sum(newrelic.sli.valid) * 100 FROM Metric WHERE entity.guid = '${index/serviceLevel.sli.sliGuid}'"
    )
    one = condition(query, share, name="burn", term={"operator": "equals"})
    found = simulated([one, level(**select)], data, end=1)
    assert len(found.monitors["burn"].groups[0].events) == 1


def test_a_service_level_that_is_not_understood_is_told() -> None:
    why = reason(TWO_CONDITIONS[0], [*WORLD, events("Transaction", {0: 1})], level(select={"function": "GET_FIELD", "attribute": "x"}))
    assert "the service level sli selects GET_FIELD of x" in why
