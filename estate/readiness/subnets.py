"""Where things stand in a network: their subnets, the zones of these, and the routes out of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.world import World

SUBNET = "aws:ec2/subnet:Subnet"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
TABLE = "aws:ec2/routeTable:RouteTable"
VPC = "aws:ec2/vpc:Vpc"
DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
MAIN_TABLE = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
ROUTE = "aws:ec2/route:Route"
ANYWHERE = frozenset({"0.0.0.0/0", "::/0"})


@dataclass(frozen=True, kw_only=True)
class Route:
    """A route, and the resource that it is written in."""

    holder: Item
    value: Value

    def leads_to(self, key: str) -> bool:
        """Whether its target is of this kind, such as `natGatewayId`."""
        return self.value.at(key).is_present

    def target(self, key: str, kind: str, world: World) -> Item | None:
        """What it leads to."""
        return world.resources.referred(self.holder, self.value.at(key).path, kind)


def subnets_of(item: Item, path: str, world: World) -> list[Item]:
    """The subnets that the property names. NotKnownError where one of them is not seen."""
    found = (world.resources.referred(item, member.path, SUBNET) for member in item.at(path).members())
    return [subnet for subnet in found if subnet is not None]


def zones_of(item: Item, path: str, world: World) -> list[str]:
    """The availability zones of these subnets, sorted, each once."""
    return sorted({subnet.at("availabilityZone").text() for subnet in subnets_of(item, path, world)})


def routes_of(subnet: Item, world: World) -> Iterator[Route]:
    """The routes of the table that the subnet is associated with; without one, those of the network's main table."""
    association = world.resources.one_referring(subnet, ASSOCIATION, "subnetId")
    table = world.resources.referred(association, "routeTableId", TABLE) if association else None
    for holder in (table,) if table else _main_tables(subnet, world):
        yield from (Route(holder=holder, value=value) for value in holder.every("routes[*]"))
        for route in world.resources.referring(holder, ROUTE, "routeTableId"):
            yield Route(holder=route, value=route.at(""))


def _main_tables(subnet: Item, world: World) -> Iterator[Item]:
    """What may hold routes of the network's main table: the network, whose own table routes may name, the table that a program
    has adopted, and the one that was put in its place."""
    vpc = world.resources.referred(subnet, "vpcId", VPC)
    if vpc is None:
        return
    yield vpc
    yield from world.resources.referring(vpc, DEFAULT_TABLE, "defaultRouteTableId")
    for put in world.resources.referring(vpc, MAIN_TABLE, "vpcId"):
        table = world.resources.referred(put, "routeTableId", TABLE)
        if table is not None:
            yield table


def default_routes(subnet: Item, world: World) -> Iterator[Route]:
    """Those of its routes that lead to the rest of the world."""
    for route in routes_of(subnet, world):
        ranges = ("cidrBlock", "destinationCidrBlock", "ipv6CidrBlock", "destinationIpv6CidrBlock")
        if any(route.value.at(key).written("") in ANYWHERE for key in ranges):
            yield route
