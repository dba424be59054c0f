"""A dead-letter queue is asked for by every queue but the dead-letter queues themselves."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import GIVE_UP, takes_dead_letters

REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy"


def judge(queue: Item, world: World) -> Verdict:
    """On the queue, or in a resource beside it."""
    if queue.at(GIVE_UP).is_present:
        return passed("it has a dead-letter queue")
    if takes_dead_letters(queue, world):
        return not_applicable("it holds what others could not handle")
    for policy in world.resources.referring(queue, REDRIVE, "queueUrl"):
        if policy.at(GIVE_UP).is_present:
            return passed(f"{policy.title} gives it a dead-letter queue")
    return failed("redrivePolicy is not set; expected a dead-letter queue")
