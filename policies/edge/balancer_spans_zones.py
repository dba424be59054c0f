"""The zones of its subnets, however they are named."""

from estate.readiness.resources import Item
from estate.readiness.subnets import zones_of
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(balancer: Item, world: World) -> Verdict:
    """Two zones are enough."""
    mapped = [f"{mapping.path}.subnetId" for mapping in balancer.every("subnetMappings[*]")]
    zones = {zone for path in ("subnets", *mapped) for zone in zones_of(balancer, path, world)}
    words = ", ".join(sorted(zones)) or "no zone"
    return passed(words) if len(zones) > 1 else failed(f"it stands in {words}; expected at least two zones")
