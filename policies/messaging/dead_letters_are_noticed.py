"""A monitor of Datadog, a condition of New Relic, or an alarm of CloudWatch that tells somebody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import takes_dead_letters, watchers

DEPTH = "ApproximateNumberOfMessagesVisible"


def judge(queue: Item, world: World) -> Verdict:
    """Only of queues into which others put what they could not handle."""
    if not takes_dead_letters(queue, world):
        return not_applicable("it is no dead-letter queue")
    first = next(watchers(queue, DEPTH, world), None)
    return passed(f"{first.title} looks at it") if first else failed(f"nothing looks at {DEPTH} of it; expected a monitor")
