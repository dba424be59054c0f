"""Aurora spreads the instances of a cluster over its zones: two of them are two zones (Aurora user guide, high
availability), unless somebody puts them into one.
"""

from collections.abc import Iterable

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

MEMBER = "aws:rds/clusterInstance:ClusterInstance"
LEAST = 2


def judge(database: Item, world: World) -> Verdict:
    """An instance says it itself; so does a cluster of RDS that is not Aurora, which names the class of its own instances."""
    if database.type.endswith(":Instance"):
        return passed() if database.at("multiAz").flag(default=False) else failed("multiAz is not set; expected true")
    if database.at("dbClusterInstanceClass").is_present:
        return passed("a Multi-AZ cluster has three instances by itself")
    members: list[Item] = []
    for member in world.resources.referring(database, MEMBER, "clusterIdentifier"):
        members.append(member)
        if len(members) >= LEAST and not _zone_of_all(members):
            return passed(f"it has {LEAST} instances or more")
    if len(members) >= LEAST:
        return failed(f"all of its {len(members)} instances stand in {_zone_of_all(members)}; expected two zones")
    return failed(f"it has {len(members)} instances; expected at least {LEAST}")


def _zone_of_all(members: Iterable[Item]) -> str:
    """The only zone that they name; nothing where Aurora chooses, and where there are several."""
    zones = {member.at("availabilityZone").text("") for member in members}
    return zones.pop() if len(zones) == 1 else ""
