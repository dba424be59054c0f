"""It says itself for whom it is, or somebody refers to it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

USERS = (
    ("aws:ec2/natGateway:NatGateway", "allocationId"),
    ("aws:ec2/eipAssociation:EipAssociation", "allocationId"),
    ("aws:lb/loadBalancer:LoadBalancer", "subnetMappings[*].allocationId"),
)


def judge(address: Item, world: World) -> Verdict:
    """One user is all that it can have."""
    if address.at("instance").is_present or address.at("networkInterface").is_present:
        return passed()
    for kind, path in USERS:
        for user in world.resources.referring(address, kind, path):
            return passed(user.title)
    return failed("nothing uses it; expected a gateway, a balancer or a host")
