"""What a defect can change is evaluated again, and what that is made of; nothing else is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from estate.alerting.testing.wiring import Wiring

MONITOR = "datadog:index/monitor:Monitor"
CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
COMPOUND = "newrelic:index/alertCompoundCondition:AlertCompoundCondition"
POLICY = "newrelic:index/alertPolicy:AlertPolicy"


@dataclass(frozen=True, kw_only=True)
class Resource:
    type: str
    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None


def composite(name: str, *parts: str) -> Resource:
    query = " && ".join(f"${{index/monitor.{part}.id}}" for part in parts)
    return Resource(type=MONITOR, name=name, inputs={"type": "composite", "query": query})


def metric(name: str) -> Resource:
    return Resource(type=MONITOR, name=name, inputs={"type": "query alert", "query": "avg(last_5m):avg:a{*} > 1"})


def condition(name: str, policy: str = "components", query: str = "SELECT count(*) FROM Span") -> Resource:
    return Resource(type=CONDITION, name=name, inputs={"policyId": f"${{index/alertPolicy.{policy}.id}}", "nrql": {"query": query}})


def compound(name: str, policy: str, *parts: str) -> Resource:
    named = [{"alias": "A", "id": f"${{index/nrqlAlertCondition.{part}.id}}"} for part in parts]
    return Resource(type=COMPOUND, name=name, inputs={"policyId": f"${{index/alertPolicy.{policy}.id}}", "componentConditions": named})


DATADOG = Wiring(
    vendor="datadog",
    planned=(
        metric("a.long"), metric("a.short"), metric("b.short"), composite("a", "a.long", "a.short"), composite("b", "b.short", "a.short"),
        Resource(type="datadog:index/downtimeSchedule:DowntimeSchedule", name="work"),
        Resource(type="datadog:index/dashboardJson:DashboardJson", name="drawn"),
        Resource(type=POLICY, name="p"),
    ),
)  # fmt: skip
NEWRELIC = Wiring(
    vendor="newrelic",
    planned=(
        condition("a.long"), condition("b.long"), compound("a.1h", "a", "a.long"), compound("a.6h", "a", "b.long"),
        condition("c", "team"), condition("d", "team"), condition("e", "team", "SELECT sum(newrelic.sli.bad) FROM Metric"),
        Resource(type=POLICY, name="a", inputs={"incidentPreference": "PER_POLICY"}),
        Resource(type=POLICY, name="team", inputs={"incidentPreference": "PER_CONDITION"}),
        Resource(type="newrelic:index/serviceLevel:ServiceLevel", name="level"),
        Resource(type="newrelic:index/entityTags:EntityTags", name="c", inputs={"guid": "${index/nrqlAlertCondition.c.entityGuid}"}),
        Resource(type="newrelic:index/workflow:Workflow", name="flow", inputs={
            "issuesFilter": {"values": ["${index/alertPolicy.team.id}"]},
            "destinations": [{"channelId": "${index/notificationChannel.mail.id}"}],
        }),
    ),
)  # fmt: skip


def test_a_window_reaches_whatever_is_made_of_it() -> None:
    assert DATADOG.reach({"a.short"}) == {"a.short", "a", "b"}
    assert DATADOG.reach({"a.long"}) == {"a.long", "a"}


def test_conditions_that_share_an_issue_are_reached_together() -> None:
    assert NEWRELIC.reach({"a.long"}) == {"a.long", "a.1h", "a.6h"}
    assert NEWRELIC.reach({"c"}) == {"c"}


def test_a_channel_reaches_everything_that_its_workflow_tells_of() -> None:
    assert NEWRELIC.told_through("mail") == {"c", "d", "e"}


def test_what_is_reached_is_evaluated_with_its_parts_and_where_it_leads() -> None:
    assert [one.name for one in DATADOG.needed({"a"})] == ["a.long", "a.short", "a", "work"]


@pytest.mark.parametrize(("name", "asked"), [pytest.param("e", True, id="it asks for them"), pytest.param("c", False, id="it does not")])
def test_metrics_of_service_levels_are_made_for_who_asks(name: str, *, asked: bool) -> None:
    assert ("level" in {one.name for one in NEWRELIC.needed({name})}) is asked


def test_tags_come_with_their_condition() -> None:
    assert [one.name for one in NEWRELIC.needed({"c"}) if one.type.endswith("EntityTags")] == ["c"]
    assert not [one for one in NEWRELIC.needed({"d"}) if one.type.endswith("EntityTags")]


def test_the_defect_stands_in_the_place_of_what_was_planned() -> None:
    changed = composite("a", "a.long")
    assert next(one for one in DATADOG.needed({"a"}, changed) if one.name == "a") is changed
