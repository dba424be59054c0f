"""About environments that take proofs of concept, and in which nothing is rehearsed that another one gets after them."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

CLUSTER = "aws:rds/cluster:Cluster"
CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
HOST = "aws:rds/clusterInstance:ClusterInstance"


def judge(database: Item, world: World) -> Verdict:
    """One host, in whatever way a type says how many there are."""
    place = world.place
    if place is None or "poc" not in place.accepts:
        return not_applicable("no proofs of concept run here")
    if place.name in {other.patching.proven_in for other in world.facts.environments.values()}:
        return not_applicable("another environment is rehearsed here")
    hosts = _hosts(database, world)
    return failed(f"it has {hosts:g} hosts; expected one") if hosts > 1 else passed()


def _hosts(database: Item, world: World) -> float:
    if database.type == CLUSTER:
        return sum(1 for _ in world.resources.referring(database, HOST, "clusterIdentifier"))
    if database.type == CACHE:
        return max(database.at("numCacheClusters").number(1), 1 + database.at("replicasPerNodeGroup").number(0))
    return 2 if database.at("multiAz").flag(default=False) else 1
