"""An alias of AWS is a key that AWS manages; every other name is ours."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

OF_AWS = "alias/aws/"


def judge(queue: Item, _world: World) -> Verdict:
    """A reference to a key counts by what it refers to, which is one of ours."""
    key = queue.at("kmsMasterKeyId").written("")
    if not key:
        return failed("kmsMasterKeyId is not set; expected a key of ours")
    return failed(f"kmsMasterKeyId is {key}; expected a key of ours") if OF_AWS in key else passed(f"{key} encrypts it")
