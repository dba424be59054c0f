"""The queue's policy is a resource of its own, or stands inside the queue."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.messaging._documents import refuses_plain_http


def judge(queue: Item, world: World) -> Verdict:
    """Both to send and to receive: one statement for all of SQS."""
    return refuses_plain_http(queue, world, kind="aws:sqs/queuePolicy:QueuePolicy", path="queueUrl", action="sqs:*")
