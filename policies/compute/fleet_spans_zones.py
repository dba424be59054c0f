"""The zones of its subnets, or those that it names itself."""

from estate.readiness.resources import Item
from estate.readiness.subnets import zones_of
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(group: Item, world: World) -> Verdict:
    """Two zones are enough."""
    zones = zones_of(group, "vpcZoneIdentifiers", world) or sorted({zone.text() for zone in group.every("availabilityZones[*]")})
    return (
        passed(", ".join(zones)) if len(zones) > 1 else failed(f"it stands in {', '.join(zones) or 'no zone'}; expected at least two zones")
    )
