"""A rule's target is a resource of its own; a schedule holds its target."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import SCHEDULE


def judge(item: Item, _world: World) -> Verdict:
    """A queue for what could not be delivered."""
    path = "target.deadLetterConfig.arn" if item.type == SCHEDULE else "deadLetterConfig.arn"
    return passed() if item.at(path).is_present else failed(f"{path} is not set; expected a queue")
