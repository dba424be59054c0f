"""An association with a daily schedule whose targets take the host in."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.patching._hosts import association_for


def judge(host: Item, world: World) -> Verdict:
    """What is told goes to Systems Manager's inventory, and from there wherever a data sync says."""
    found = association_for(host, world, document="AWS-GatherSoftwareInventory")
    return passed(found.title) if found else failed("nothing asks it every day; expected an ssm.Association of AWS-GatherSoftwareInventory")
