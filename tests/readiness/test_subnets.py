"""Where things stand in a network: zones and routes, followed over several resources."""

from datetime import date
from typing import Any

import pytest

from estate.readiness.fixtures import Fixture, FixtureResource, world_of
from estate.readiness.subnets import default_routes, routes_of, zones_of
from estate.readiness.verdict import NotKnownError
from estate.readiness.world import World
from tests.policies.bad_world import POLICIES

SUBNET, TABLE = "aws:ec2/subnet:Subnet", "aws:ec2/routeTable:RouteTable"
ASSOCIATION, ROUTE = "aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:ec2/route:Route"
PAIR = {"subnetId": "${ec2/subnet.a.id}", "routeTableId": "${ec2/routeTable.a.id}"}


def world(*resources: tuple[str, str, dict[str, Any]]) -> World:
    given = tuple(FixtureResource(type=kind, name=name, inputs=inputs) for kind, name, inputs in resources)
    return world_of(Fixture(name="subnets", expect="pass", today=date(2026, 11, 2), resources=given), POLICIES)


def test_routes_inside_a_table_and_beside_it_are_the_subnets_routes() -> None:
    inside = {"routes": [{"cidrBlock": "10.1.0.0/16", "gatewayId": "vgw-1"}]}
    beside = {"routeTableId": "${ec2/routeTable.a.id}", "destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1"}
    seen = world((SUBNET, "a", {}), (TABLE, "a", inside), (ASSOCIATION, "a", PAIR), (ROUTE, "a", beside))
    (subnet,) = seen.resources.of_type(SUBNET)
    assert [route.leads_to("gatewayId") for route in routes_of(subnet, seen)] == [True, False]
    assert [route.leads_to("natGatewayId") for route in default_routes(subnet, seen)] == [True]


def test_a_way_out_over_ipv6_is_one() -> None:
    seen = world((SUBNET, "a", {}), (TABLE, "a", {"routes": [{"ipv6CidrBlock": "::/0"}]}), (ASSOCIATION, "a", PAIR))
    assert len(list(default_routes(seen.resources.of_type(SUBNET)[0], seen))) == 1


def test_a_subnet_without_a_table_and_without_a_network_has_no_routes_to_be_seen() -> None:
    seen = world((SUBNET, "a", {}))
    assert list(routes_of(seen.resources.of_type(SUBNET)[0], seen)) == []


def test_a_subnet_that_is_not_seen_stops_the_check() -> None:
    seen = world((TABLE, "a", {"subnets": ["subnet-0far"]}))
    with pytest.raises(NotKnownError, match="subnet-0far, which is not seen here"):
        zones_of(seen.resources.of_type(TABLE)[0], "subnets", seen)
