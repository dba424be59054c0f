"""Fourteen days are the longest that SQS keeps a message, four what it takes by itself (SQS developer guide, quotas)."""

from datetime import timedelta

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import takes_dead_letters

LONGEST = timedelta(days=14)
BY_ITSELF = timedelta(days=4)


def judge(queue: Item, world: World) -> Verdict:
    """Only of queues into which others put what they could not handle."""
    if not takes_dead_letters(queue, world):
        return not_applicable("it is no dead-letter queue")
    seconds = queue.at("messageRetentionSeconds").number(BY_ITSELF.total_seconds())
    wanted = LONGEST.total_seconds()
    return passed() if seconds >= wanted else failed(f"messageRetentionSeconds is {seconds:.0f}; expected {wanted:.0f}")
