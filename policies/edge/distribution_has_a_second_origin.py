"""A group of two members, and when to go to the second."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(distribution: Item, _world: World) -> Verdict:
    """One such group is enough."""
    for group in distribution.every("originGroups[*]"):
        if len(list(group.at("members").members())) > 1 and any(True for _ in group.every("failoverCriteria.statusCodes[*]")):
            return passed(group.path)
    return failed("it has no group of two origins; expected originGroups with failoverCriteria")
