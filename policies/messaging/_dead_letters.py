"""Which queues are there for messages that nobody could handle, and what looks at a queue."""

import re
from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.world import World

QUEUE = "aws:sqs/queue:Queue"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
SCHEDULE = "aws:scheduler/schedule:Schedule"
RULE_TARGET = "aws:cloudwatch/eventTarget:EventTarget"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
GIVE_UP = "redrivePolicy.deadLetterTargetArn"
GIVING_UP = (
    (QUEUE, GIVE_UP),
    ("aws:sqs/redrivePolicy:RedrivePolicy", GIVE_UP),
    (SUBSCRIPTION, GIVE_UP),
    (SCHEDULE, "target.deadLetterConfig.arn"),
    (RULE_TARGET, "deadLetterConfig.arn"),
    ("aws:lambda/function:Function", "deadLetterConfig.targetArn"),
    ("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig.onFailure.destination"),
    ("aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig.onFailure.destinationArn"),
)
"""Who puts aside what it could not handle, and the property that says where."""
QUERIES = (
    ("datadog:index/monitor:Monitor", "query"),
    ("newrelic:index/nrqlAlertCondition:NrqlAlertCondition", "nrql.query"),
)
"""What calls somebody, and what it looks at."""


def takes_dead_letters(queue: Item, world: World) -> bool:
    """Whether something puts messages into it that it could not handle."""
    return any(True for kind, path in GIVING_UP for _ in world.resources.referring(queue, kind, path))


def watchers(queue: Item, metric: str, world: World) -> Iterator[Item]:
    """The monitors, conditions and alarms that look at a metric of SQS (`ApproximateAgeOfOldestMessage`) of this queue."""
    spelled = re.compile(f"{metric}|{re.sub('(?<!^)(?=[A-Z])', '_', metric)}", re.IGNORECASE)
    for kind, path in QUERIES:
        for monitor in world.resources.of_type(kind):
            query = monitor.at(path)
            if spelled.search(query.written("")) and _mentions(monitor, query, queue, world):
                yield monitor
    for alarm in world.resources.of_type(ALARM):
        if alarm.at("alarmActions[0]").is_present and any(_measures(alarm, place, metric, queue, world) for place in _places(alarm)):
            yield alarm


def _places(alarm: Item) -> Iterator[Value]:
    """Where an alarm may name its metric: on itself, or in one of its queries."""
    yield from alarm.every("metricQueries[*].metric")
    if alarm.at("metricName").is_present:
        yield Value(dict(alarm.resource.inputs), "")


def _measures(alarm: Item, place: Value, metric: str, queue: Item, world: World) -> bool:
    return place.at("metricName").written("") == metric and _mentions(alarm, place.at("dimensions.QueueName"), queue, world)


def _mentions(holder: Item, value: Value, queue: Item, world: World) -> bool:
    """By its name somewhere in the text, or by a reference."""
    text = value.written("")
    named = any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in queue.names)
    return named or world.resources.refers(holder, value, queue)
