"""The endpoint of S3, be it of the kind gateway or interface."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.network._endpoints import reaches


def judge(vpc: Item, world: World) -> Verdict:
    """One endpoint is enough."""
    return reaches(vpc, world, "s3")
