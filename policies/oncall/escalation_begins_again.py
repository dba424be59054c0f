"""At each of the three vendors; none of them does it unless told."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.oncall._escalations import VENDORS, begins_again


def judge(escalation: Item, _world: World) -> Verdict:
    """Once is enough."""
    count = begins_again(escalation)
    text = f"{VENDORS[escalation.type].again} is {count}"
    return passed(text) if count >= 1 else failed(f"{text}; expected at least 1")
