"""A network over several zones: public subnets, private ones behind NAT, and data subnets that know no way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
from pulumi_aws import ec2

from estate.naming import Scope
from estate.network import ZoneSubnets

ANYWHERE = "0.0.0.0/0"
ADMIN_PORTS = (22, 3389)  # SSH and RDP (FSBP EC2.21); hosts are reached through Session Manager
ALL_PROTOCOLS = "-1"


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    """The range, its subnets, and whose NAT gateway each zone's private subnet goes through."""

    scope: Scope
    address_range: IPv4Network
    subnets: tuple[ZoneSubnets, ...]
    nat: Mapping[str, str]
    """Zone -> the zone whose NAT gateway carries its way out."""


class Network(pulumi.ComponentResource):
    """VPC whose defaults are closed (FSBP EC2.2) and whose subnets give no public addresses by themselves (EC2.15)."""

    vpc_id: pulumi.Output[str]
    public_subnet_ids: pulumi.Output[list[str]]
    private_subnet_ids: pulumi.Output[list[str]]
    data_subnet_ids: pulumi.Output[list[str]]
    private_route_table_ids: pulumi.Output[list[str]]

    def __init__(self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Network", name, None, opts)
        self._name, self._scope = name, args.scope
        vpc = ec2.Vpc(
            name,
            cidr_block=str(args.address_range),
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self._tags(),
            opts=self._child(),
        )
        self._close_defaults(vpc)
        public = {one.zone: self._subnet(vpc, "public", one.zone, one.public) for one in args.subnets}
        private = {one.zone: self._subnet(vpc, "private", one.zone, one.private) for one in args.subnets}
        data = {one.zone: self._subnet(vpc, "data", one.zone, one.data) for one in args.subnets}
        gateway = self._internet_gateway(vpc)
        self._route_public(vpc, gateway, public)
        self._route_data(vpc, data)
        tables = self._route_private(vpc, private, args.nat, self._nat_gateways(gateway, public, args.nat))
        inside = str(args.address_range)
        self._guard(vpc, "open", [*public.values(), *private.values()], _open_rules(inside), ANYWHERE)
        self._guard(vpc, "data", list(data.values()), [_rule(100, "allow", inside)], inside)
        self.vpc_id = vpc.id
        self.public_subnet_ids = _ids(public)
        self.private_subnet_ids = _ids(private)
        self.data_subnet_ids = _ids(data)
        self.private_route_table_ids = _ids(tables)
        self.register_outputs(
            {
                "vpc_id": self.vpc_id,
                "public_subnet_ids": self.public_subnet_ids,
                "private_subnet_ids": self.private_subnet_ids,
                "data_subnet_ids": self.data_subnet_ids,
                "private_route_table_ids": self.private_route_table_ids,
            }
        )

    def _child(self, *depends_on: pulumi.Resource) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(parent=self, depends_on=list(depends_on))

    def _tags(self, *words: str) -> dict[str, str]:
        return {**self._scope.tags, "Name": "-".join((self._scope.title, *words))}

    def _close_defaults(self, vpc: ec2.Vpc) -> None:
        """What lands in the defaults by mistake reaches nothing."""
        ec2.DefaultSecurityGroup(self._name, vpc_id=vpc.id, ingress=[], egress=[], tags=self._tags("closed"), opts=self._child())
        # Subnets join it for a moment until their own list takes them; that is no change of ours.
        closed = pulumi.ResourceOptions(parent=self, ignore_changes=["subnetIds"])
        ec2.DefaultNetworkAcl(
            self._name, default_network_acl_id=vpc.default_network_acl_id, ingress=[], egress=[], tags=self._tags("closed"), opts=closed
        )

    def _subnet(self, vpc: ec2.Vpc, kind: str, zone: str, address_range: IPv4Network) -> ec2.Subnet:
        return ec2.Subnet(
            f"{self._name}-{kind}-{zone}",
            vpc_id=vpc.id,
            availability_zone=zone,
            cidr_block=str(address_range),
            map_public_ip_on_launch=False,
            tags=self._tags(kind, zone),
            opts=self._child(),
        )

    def _internet_gateway(self, vpc: ec2.Vpc) -> ec2.InternetGateway:
        # EC2 detaches none from a VPC that still holds public addresses (EC2 API reference, DetachInternetGateway): it cannot
        # move to a new VPC before the NAT gateways behind it have gone.
        opts = pulumi.ResourceOptions(parent=self, replace_on_changes=["vpcId"])
        return ec2.InternetGateway(self._name, vpc_id=vpc.id, tags=self._tags(), opts=opts)

    def _nat_gateways(
        self, gateway: ec2.InternetGateway, public: Mapping[str, ec2.Subnet], nat: Mapping[str, str]
    ) -> dict[str, ec2.NatGateway]:
        return {zone: self._nat_gateway(gateway, public[zone], zone) for zone in sorted(set(nat.values()))}

    def _nat_gateway(self, gateway: ec2.InternetGateway, subnet: ec2.Subnet, zone: str) -> ec2.NatGateway:
        label, tags = f"{self._name}-nat-{zone}", self._tags("nat", zone)
        address = ec2.Eip(label, domain="vpc", tags=tags, opts=self._child(gateway))
        # Without the internet gateway a NAT gateway never becomes ready (VPC user guide, NAT gateways). A new one cannot
        # have the address before the old one lets go of it.
        opts = pulumi.ResourceOptions(parent=self, depends_on=[gateway], delete_before_replace=True)
        return ec2.NatGateway(label, allocation_id=address.id, subnet_id=subnet.id, tags=tags, opts=opts)

    def _route_public(self, vpc: ec2.Vpc, gateway: ec2.InternetGateway, subnets: Mapping[str, ec2.Subnet]) -> None:
        table = self._table(vpc, "public", subnets)
        label = f"{self._name}-public"
        ec2.Route(label, route_table_id=table.id, destination_cidr_block=ANYWHERE, gateway_id=gateway.id, opts=self._child())

    def _route_private(
        self, vpc: ec2.Vpc, subnets: Mapping[str, ec2.Subnet], nat: Mapping[str, str], gateways: Mapping[str, ec2.NatGateway]
    ) -> dict[str, ec2.RouteTable]:
        """A table for each zone, so that a zone can change its way out alone."""
        tables = {zone: self._table(vpc, f"private-{zone}", {zone: subnet}) for zone, subnet in subnets.items()}
        for zone, table in tables.items():
            way_out = gateways[nat[zone]].id
            label = f"{self._name}-private-{zone}"
            ec2.Route(label, route_table_id=table.id, destination_cidr_block=ANYWHERE, nat_gateway_id=way_out, opts=self._child())
        return tables

    def _route_data(self, vpc: ec2.Vpc, subnets: Mapping[str, ec2.Subnet]) -> None:
        """No routes but the network's own."""
        self._table(vpc, "data", subnets)

    def _table(self, vpc: ec2.Vpc, kind: str, subnets: Mapping[str, ec2.Subnet]) -> ec2.RouteTable:
        table = ec2.RouteTable(f"{self._name}-{kind}", vpc_id=vpc.id, tags=self._tags(kind), opts=self._child())
        for zone, subnet in subnets.items():
            label = kind if kind.endswith(zone) else f"{kind}-{zone}"
            ec2.RouteTableAssociation(f"{self._name}-{label}", subnet_id=subnet.id, route_table_id=table.id, opts=self._child())
        return table

    def _guard(
        self, vpc: ec2.Vpc, kind: str, subnets: Sequence[ec2.Subnet], incoming: Sequence[ec2.NetworkAclIngressArgs], out: str
    ) -> None:
        outgoing = ec2.NetworkAclEgressArgs(rule_no=100, action="allow", protocol=ALL_PROTOCOLS, cidr_block=out, from_port=0, to_port=0)
        ec2.NetworkAcl(
            f"{self._name}-{kind}",
            vpc_id=vpc.id,
            subnet_ids=[subnet.id for subnet in subnets],
            ingress=incoming,
            egress=[outgoing],
            tags=self._tags(kind),
            opts=self._child(),
        )


def _open_rules(address_range: str) -> list[ec2.NetworkAclIngressArgs]:
    """Everything from inside; from outside everything but the administrators' ports.

    One NAT connection in some 64,000 draws such a port for its answers, and fails.
    """
    closed = [_rule(200 + index, "deny", ANYWHERE, port=port) for index, port in enumerate(ADMIN_PORTS)]
    return [_rule(100, "allow", address_range), *closed, _rule(300, "allow", ANYWHERE)]


def _rule(number: int, action: str, cidr: str, *, port: int | None = None) -> ec2.NetworkAclIngressArgs:
    """All protocols, or one TCP port."""
    protocol = ALL_PROTOCOLS if port is None else "tcp"
    return ec2.NetworkAclIngressArgs(
        rule_no=number, action=action, protocol=protocol, cidr_block=cidr, from_port=port or 0, to_port=port or 0
    )


def _ids(resources: Mapping[str, pulumi.CustomResource]) -> pulumi.Output[list[str]]:
    return pulumi.Output.all(*(resource.id for resource in resources.values()))
