"""Commands and sessions come over two services (Systems Manager user guide, VPC endpoints)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.network._endpoints import reaches


def judge(vpc: Item, world: World) -> Verdict:
    """Both are needed."""
    return reaches(vpc, world, "ssm", "ssmmessages")
