"""What a network lets in and out."""

from typing import Any

import pytest

from estate.graph.model import Resource
from estate.graph.record import Recording
from tests.components.builds import graph_of, of_type
from tests.components.samples import network

ANYWHERE = "0.0.0.0/0"
SIZES = pytest.mark.parametrize("sample", [network.smallest, network.largest], ids=["smallest", "largest"])


@pytest.fixture(scope="module")
def largest() -> Recording:
    return graph_of(network.largest)


def routes_of(recording: Recording, table: str) -> list[Resource]:
    """The routes of the route table `network-<table>`."""
    table_id = f"${{ec2/routeTable.network-{table}.id}}"
    return [route for route in of_type(recording, "aws:ec2/route:Route").values() if route.inputs["routeTableId"] == table_id]


def first_verdict(rules: list[dict[str, Any]], port: int) -> str:
    """What a network ACL does with a TCP packet from the internet (VPC user guide: the lowest number that matches decides)."""
    for rule in sorted(rules, key=lambda rule: rule["ruleNo"]):
        if rule["cidrBlock"] == ANYWHERE and (rule["protocol"] == "-1" or rule["fromPort"] <= port <= rule["toPort"]):
            return rule["action"]
    return "deny"


@SIZES
def test_the_default_security_group_and_the_default_list_let_nothing_through(sample: Any) -> None:
    recording = graph_of(sample)
    for token in ("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"):
        (closed,) = of_type(recording, token).values()
        assert (closed.inputs["ingress"], closed.inputs["egress"]) == ([], [])


@SIZES
def test_data_subnets_know_no_way_out_of_the_network(sample: Any) -> None:
    recording = graph_of(sample)
    assert routes_of(recording, "data") == []
    guard = of_type(recording, "aws:ec2/networkAcl:NetworkAcl")["network-data"]
    (vpc,) = of_type(recording, "aws:ec2/vpc:Vpc").values()
    assert {rule["cidrBlock"] for rule in guard.inputs["ingress"] + guard.inputs["egress"]} == {vpc.inputs["cidrBlock"]}


def test_every_subnet_stands_in_one_table_and_behind_one_list(largest: Recording) -> None:
    subnets = sorted(f"${{ec2/subnet.{name}.id}}" for name in of_type(largest, "aws:ec2/subnet:Subnet"))
    associations = of_type(largest, "aws:ec2/routeTableAssociation:RouteTableAssociation").values()
    assert sorted(one.inputs["subnetId"] for one in associations) == subnets
    guards = of_type(largest, "aws:ec2/networkAcl:NetworkAcl").values()
    assert sorted(subnet for guard in guards for subnet in guard.inputs["subnetIds"]) == subnets


def test_no_subnet_gives_public_addresses_by_itself(largest: Recording) -> None:
    assert {subnet.inputs["mapPublicIpOnLaunch"] for subnet in of_type(largest, "aws:ec2/subnet:Subnet").values()} == {False}


@SIZES
@pytest.mark.parametrize("port", [22, 3389])
def test_the_internet_reaches_no_administrator_s_port(sample: Any, port: int) -> None:
    guards = of_type(graph_of(sample), "aws:ec2/networkAcl:NetworkAcl")
    assert {first_verdict(guard.inputs["ingress"], port) for guard in guards.values()} == {"deny"}


def test_the_internet_reaches_the_public_web(largest: Recording) -> None:
    guard = of_type(largest, "aws:ec2/networkAcl:NetworkAcl")["network-open"]
    assert first_verdict(guard.inputs["ingress"], 443) == "allow"


def test_only_public_subnets_are_routed_to_the_internet_gateway(largest: Recording) -> None:
    to_gateway = [route for route in of_type(largest, "aws:ec2/route:Route").values() if "gatewayId" in route.inputs]
    assert to_gateway == routes_of(largest, "public")
    assert [route.inputs["destinationCidrBlock"] for route in to_gateway] == [ANYWHERE]


def test_a_zone_with_its_own_gateway_leaves_through_it(largest: Recording) -> None:
    for letter in "abcd":
        (route,) = routes_of(largest, f"private-us-east-1{letter}")
        assert route.inputs["natGatewayId"] == f"${{ec2/natGateway.network-nat-us-east-1{letter}.id}}"
        gateway = of_type(largest, "aws:ec2/natGateway:NatGateway")[f"network-nat-us-east-1{letter}"]
        assert gateway.inputs["subnetId"] == f"${{ec2/subnet.network-public-us-east-1{letter}.id}}"


def test_an_internet_gateway_is_made_anew_for_another_vpc(largest: Recording) -> None:
    (internet,) = of_type(largest, "aws:ec2/internetGateway:InternetGateway").values()
    assert internet.replace_on_changes == ("vpcId",), "it cannot be detached while NAT gateways hold public addresses"
    assert all(gateway.delete_before_replace for gateway in of_type(largest, "aws:ec2/natGateway:NatGateway").values())


def test_a_nat_gateway_waits_for_the_internet_gateway(largest: Recording) -> None:
    (internet,) = of_type(largest, "aws:ec2/internetGateway:InternetGateway").values()
    assert all(internet.urn in gateway.depends_on for gateway in of_type(largest, "aws:ec2/natGateway:NatGateway").values())
