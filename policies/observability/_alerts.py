"""Alerts of Datadog and New Relic as checks read them: whom they tell, what they look at, and which alerts are made of them.

Datadog names recipients in the message (`@pagerduty-checkout`); New Relic sends what a policy holds through the workflows that
name the policy.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from estate.readiness.resources import Item
from estate.readiness.world import World

MONITOR = "datadog:index/monitor:Monitor"
RULE = "datadog:index/monitorNotificationRule:MonitorNotificationRule"
CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
COMPOUND = "newrelic:index/alertCompoundCondition:AlertCompoundCondition"
POLICY = "newrelic:index/alertPolicy:AlertPolicy"
WORKFLOW = "newrelic:index/workflow:Workflow"
CHANNEL = "newrelic:index/notificationChannel:NotificationChannel"

RECIPIENT = re.compile(r"(?<![\w.])@[\w$]")
"""`@slack-shop`, `@somebody@shop.example`, `@${...}`: not the sign inside of an address."""
CALLS = re.compile(r"(?<![\w.])@(pagerduty|opsgenie|oncall|victorops)\b", re.IGNORECASE)
"""Recipients that call a person at night (Datadog, notifications)."""
CALLING_CHANNELS = ("PAGERDUTY_SERVICE_INTEGRATION", "PAGERDUTY_ACCOUNT_INTEGRATION", "MOBILE_PUSH")
"""The same at New Relic (API, types of notification channels)."""


def tells(alert: Item, world: World) -> bool:
    """Whether it tells somebody by itself."""
    if alert.type == MONITOR:
        named = RECIPIENT.search(alert.at("message").written("")) is not None
        return named or any(_covers(rule, alert) for rule in world.resources.of_type(RULE))
    return any(True for _ in _channels(alert, world))


def calls(alert: Item, world: World) -> bool:
    """Whether it calls somebody, at any hour."""
    if alert.type == MONITOR:
        return CALLS.search(alert.at("message").written("")) is not None
    return any(channel.at("type").text() in CALLING_CHANNELS for channel in _channels(alert, world))


def made_of(alert: Item, world: World) -> Iterator[Item]:
    """The alerts that look at this one: composites of Datadog, compound conditions of New Relic."""
    if alert.type == MONITOR:
        return world.resources.referring(alert, MONITOR, "query")
    return world.resources.referring(alert, COMPOUND, "componentConditions[*].id")


def query(alert: Item) -> str:
    """What it looks at; nothing for a compound condition."""
    return alert.at("query" if alert.type == MONITOR else "nrql.query").written("")


@lru_cache(maxsize=4096)
def metrics(text: str) -> tuple[str, ...]:
    """The names of what a query reads, without the scopes and the conditions on it."""
    if text.lstrip().upper().startswith("SELECT"):
        return tuple(re.split(r"\sFROM\s", text, maxsplit=1, flags=re.IGNORECASE)[:1])
    return tuple(re.findall(r"([A-Za-z][\w.]*)\s*\{", text))


def tag(item: Item, *keys: str) -> str | None:
    """The value of the first of Datadog's tags (`key:value`) with one of the keys. NotKnownError where a tag is not known."""
    pairs = [one.written().partition(":") for one in item.at("tags").members()]
    return next((value for key, _, value in pairs if key in keys and value), None)


def _covers(rule: Item, monitor: Item) -> bool:
    """Whether a rule of Datadog sends what the monitor says: the monitor has all of its tags."""
    wanted = {one.written() for one in rule.at("filter.tags").members()}
    return bool(wanted) and wanted <= {one.written() for one in monitor.at("tags").members()}


def _channels(condition: Item, world: World) -> Iterator[Item]:
    policy = world.resources.referred(condition, "policyId", POLICY)
    if policy is None:
        return
    for workflow in world.resources.referring(policy, WORKFLOW, "issuesFilter.predicates[*].values[*]"):
        for destination in workflow.at("destinations").members():
            channel = world.resources.referred(workflow, destination.at("channelId").path, CHANNEL)
            if channel is not None:
                yield channel
