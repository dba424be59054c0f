"""Gateways are found by the subnets that they stand in."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

SUBNET = "aws:ec2/subnet:Subnet"
GATEWAY = "aws:ec2/natGateway:NatGateway"


def judge(network: Item, world: World) -> Verdict:
    """In production there is one for each zone, which another check asks for."""
    if world.place is None or "poc" not in world.place.accepts:
        return not_applicable("no proofs of concept run here")
    gateways = 0
    for subnet in world.resources.referring(network, SUBNET, "vpcId"):
        gateways += sum(1 for _ in world.resources.referring(subnet, GATEWAY, "subnetId"))
    return failed(f"it has {gateways} NAT gateways; expected one") if gateways > 1 else passed()
