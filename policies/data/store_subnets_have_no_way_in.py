"""From the group over each of its subnets to the routes: none leads to an internet gateway."""

from estate.readiness.resources import Item
from estate.readiness.subnets import Route, routes_of, subnets_of
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

GATEWAY = "aws:ec2/internetGateway:InternetGateway"
ID_OF_ONE = "igw-"
OTHER_IDS = ("local", "vgw-", "cagw-", "vpce-")
"""What else a route names as its gateway: the network itself, a VPN, a carrier, an endpoint (EC2 API, CreateRoute)."""


def judge(group: Item, world: World) -> Verdict:
    """Fails with the first subnet that the internet reaches."""
    for subnet in subnets_of(group, "subnetIds", world):
        for route in routes_of(subnet, world):
            if route.leads_to("gatewayId") and _is_from_the_internet(route, world):
                return failed(f"{subnet.title} has a route to an internet gateway; expected none")
    return passed()


def _is_from_the_internet(route: Route, world: World) -> bool:
    named = route.value.at("gatewayId")
    if named.written().startswith(OTHER_IDS):
        return False
    if named.written().startswith(ID_OF_ONE):
        return True
    gateway = world.resources.referred(route.holder, named.path)
    return gateway is not None and gateway.type == GATEWAY
