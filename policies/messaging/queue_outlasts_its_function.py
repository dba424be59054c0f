"""Six times the function's timeout, as the developer guide of Lambda asks; without numbers both wait for seconds (provider's defaults)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import QUEUE

FUNCTION = "aws:lambda/function:Function"
TIMES = 6
VISIBILITY = 30
"""Seconds, where the queue says nothing."""
TIMEOUT = 3
"""Seconds, where the function says nothing."""


def judge(mapping: Item, world: World) -> Verdict:
    """Of mappings from a queue; streams know no visibility."""
    source = mapping.at("eventSourceArn")
    if source.is_absent or "sqs" not in source.written():
        return not_applicable("it reads no queue")
    queue = world.resources.referred(mapping, "eventSourceArn", QUEUE)
    function = world.resources.referred(mapping, "functionName", FUNCTION)
    if queue is None or function is None:
        return not_applicable("it has no queue or no function")
    waits = queue.at("visibilityTimeoutSeconds").number(VISIBILITY)
    wanted = TIMES * function.at("timeout").number(TIMEOUT)
    text = f"{queue.title} waits {waits:.0f} s for {function.title}"
    return passed(text) if waits >= wanted else failed(f"{text}; expected at least {wanted:.0f} s, six times its timeout")
