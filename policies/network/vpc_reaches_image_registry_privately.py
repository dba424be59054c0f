"""Images come over two services: the registry's API, and the registry itself."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.network._endpoints import reaches


def judge(vpc: Item, world: World) -> Verdict:
    """Both are needed."""
    return reaches(vpc, world, "ecr.api", "ecr.dkr")
