"""From the subnet over its route table to the NAT gateway, and to the subnet in which that stands."""

from estate.readiness.resources import Item
from estate.readiness.subnets import SUBNET, default_routes
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

NAT = "aws:ec2/natGateway:NatGateway"


def judge(subnet: Item, world: World) -> Verdict:
    """About subnets whose way out is a NAT gateway."""
    route = next((route for route in default_routes(subnet, world) if route.leads_to("natGatewayId")), None)
    gateway = route.target("natGatewayId", NAT, world) if route else None
    there = world.resources.referred(gateway, "subnetId", SUBNET) if gateway else None
    if gateway is None or there is None:
        return not_applicable("its way out is no NAT gateway")
    own, other = (one.at("availabilityZone").text() for one in (subnet, there))
    return passed() if own == other else failed(f"it stands in {own}, and its way out, {gateway.title}, in {other}; expected {own}")
