"""Monitors that call for everything but what customers notice, and logs that are kept for ever or not at all."""

import json
from typing import Any

import pulumi_datadog as datadog
import pulumi_newrelic as newrelic
from pulumi_aws import cloudwatch, ecs

FACTS = {"services": {"checkout": {"objectives": None, "ingress": {"scope": "public", "host": "www"}}}}
"""A service of tier 1 that promises nothing."""


def build() -> None:
    _monitors()
    _newrelic()
    _cloudwatch()
    container = {"name": "web", "image": "web:latest", "environment": [{"name": "PORT", "value": "80"}]}
    ecs.TaskDefinition("web", family="bad-web", container_definitions=json.dumps([container]))


def _monitors() -> None:
    _monitor("cpu", query="avg(last_5m):avg:system.cpu.user{*} > 80", thresholds={"critical": "90"}, message="CPU! @pagerduty-shop")
    _monitor("orders", query="sum(last_5m):sum:orders{*} > 1", thresholds={"critical": "1"}, message="Orders.", tags=["tier:1"])
    paid = "sum(last_5m):sum:paid{*} > 1"
    _monitor("paid", query=paid, thresholds={"critical": "1"}, message="@opsgenie-shop", tags=["tier:1", "service:checkout"])
    datadog.Webhook("tickets", name="tickets", url="http://tickets.shop.example")
    _monitor("sent", query="sum(last_5m):sum:sent{*} > 1", thresholds={"critical": "1"}, message="@webhook-tikcets")
    everything = [{"target": 100, "timeframe": "30d"}]
    datadog.ServiceLevelObjective("home", name="home", type="monitor", monitor_ids=[1], thresholds=everything, tags=["service:home"])
    datadog.DowntimeSchedule(
        "quiet",
        scope="*",
        monitor_identifier={"monitor_tags": ["service:checkout"]},
        one_time_schedule={"start": "2026-12-03T03:00:00Z"},
    )
    datadog.SyntheticsTest("home", name="home", type="api", status="paused", locations=["aws:eu-central-1"], tags=["service:home"])


def _monitor(name: str, *, query: str, thresholds: Any, message: str, tags: list[str] | None = None) -> None:
    datadog.Monitor(name, name=name, type="query alert", query=query, monitor_thresholds=thresholds, message=message, tags=tags)


def _newrelic() -> None:
    policy = newrelic.AlertPolicy("shop", name="shop")
    newrelic.Workflow(
        "shop",
        enabled=False,
        muting_rules_handling="NOTIFY_ALL_ISSUES",
        destinations=[],
        issues_filter={
            "name": "shop",
            "type": "FILTER",
            "predicates": [{"attribute": "labels.policyIds", "operator": "EXACTLY_MATCHES", "values": [policy.id]}],
        },
    )


def _cloudwatch() -> None:
    cloudwatch.LogGroup("web", name="bad-web")
    cloudwatch.LogGroup("jobs", name="bad-jobs", retention_in_days=1)
    cloudwatch.MetricAlarm(
        "errors", name="bad-errors", comparison_operator="GreaterThanThreshold", evaluation_periods=1, threshold=1, actions_enabled=False
    )
