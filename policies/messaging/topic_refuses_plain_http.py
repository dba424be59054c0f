"""The topic's policy is a resource of its own, or stands inside the topic."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.messaging._documents import refuses_plain_http


def judge(topic: Item, world: World) -> Verdict:
    """To publish is what carries data to the topic."""
    return refuses_plain_http(topic, world, kind="aws:sns/topicPolicy:TopicPolicy", path="arn", action="sns:Publish")
