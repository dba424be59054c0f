"""A launch template says it by the kind of resource, a host in `volumeTags` or in its disks."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PLACES = ("volumeTags", "rootBlockDevice.tags")


def judge(host: Item, _world: World) -> Verdict:
    """Which tags they must be is asked of the host."""
    for given in host.every("tagSpecifications[*]"):
        if given.at("resourceType").text() == "volume" and any(True for _ in given.at("tags").entries()):
            return passed(given.path)
    if host.type.startswith("aws:ec2/instance:") and any(any(True for _ in host.at(place).entries()) for place in PLACES):
        return passed("it tags them itself")
    return failed("its disks get no tags; expected them for volume")
