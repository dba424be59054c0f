"""From the group over each of its subnets to the routes: none leads to an internet gateway."""

from estate.readiness.resources import Item
from estate.readiness.subnets import routes_of, subnets_of
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

GATEWAY = "aws:ec2/internetGateway:InternetGateway"


def judge(group: Item, world: World) -> Verdict:
    """Fails with the first subnet that the internet reaches."""
    for subnet in subnets_of(group, "subnetIds", world):
        for route in routes_of(subnet, world):
            if route.leads_to("gatewayId") and route.value.at("gatewayId").written() != "local":
                gateway = route.target("gatewayId", GATEWAY, world)
                return failed(f"{subnet.title} has a route to {gateway.title if gateway else 'a gateway'}; expected none to the internet")
    return passed()
