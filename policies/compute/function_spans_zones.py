"""About functions inside a network; Lambda itself runs the others in several zones."""

from estate.readiness.resources import Item
from estate.readiness.subnets import zones_of
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(function: Item, world: World) -> Verdict:
    """Two zones are enough."""
    if not any(True for _ in function.at("vpcConfig.subnetIds").members()):
        return not_applicable("it stands in no network")
    zones = zones_of(function, "vpcConfig.subnetIds", world)
    return (
        passed(", ".join(zones)) if len(zones) > 1 else failed(f"its subnets are of {', '.join(zones)} alone; expected at least two zones")
    )
