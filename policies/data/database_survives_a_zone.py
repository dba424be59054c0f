"""Aurora spreads the instances of a cluster over its zones: two of them are two zones (Aurora user guide, high availability)."""

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
    members = 0
    for _ in world.resources.referring(database, MEMBER, "clusterIdentifier"):
        members += 1
        if members == LEAST:
            return passed(f"it has {LEAST} instances or more")
    return failed(f"it has {members} instances; expected at least {LEAST}")
