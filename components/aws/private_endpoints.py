"""Ways to AWS services that do not leave the network."""

from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
from pulumi_aws import ec2, vpc

from estate.naming import Scope

HTTPS = 443


@dataclass(frozen=True, kw_only=True)
class PrivateEndpointsArgs:
    """Which services are reached; gateways cost nothing, an interface is paid by the hour and zone."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    address_range: IPv4Network
    route_table_ids: pulumi.Input[list[str]]
    """The tables that get the gateways' routes."""
    subnet_ids: pulumi.Input[list[str]]
    """Where the interfaces stand, one a zone."""
    gateways: tuple[str, ...]
    """The services' short names, such as `s3`."""
    interfaces: tuple[str, ...]


class PrivateEndpoints(pulumi.ComponentResource):
    """VPC endpoints; the interfaces answer HTTPS from inside the network alone."""

    def __init__(self, name: str, args: PrivateEndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:PrivateEndpoints", name, None, opts)
        for service in args.gateways:
            ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Gateway",
                service_name=f"com.amazonaws.{args.scope.region}.{service}",
                route_table_ids=args.route_table_ids,
                tags=_tags(args.scope, service),
                opts=pulumi.ResourceOptions(parent=self),
            )
        if args.interfaces:
            self._interfaces(name, args, self._security_group(name, args))
        self.register_outputs({})

    def _interfaces(self, name: str, args: PrivateEndpointsArgs, group: ec2.SecurityGroup) -> None:
        for service in args.interfaces:
            ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{args.scope.region}.{service}",
                subnet_ids=args.subnet_ids,
                security_group_ids=[group.id],
                private_dns_enabled=True,
                tags=_tags(args.scope, service),
                opts=pulumi.ResourceOptions(parent=self),
            )

    def _security_group(self, name: str, args: PrivateEndpointsArgs) -> ec2.SecurityGroup:
        child = pulumi.ResourceOptions(parent=self)
        tags = _tags(args.scope, "endpoints")
        group = ec2.SecurityGroup(name, description="Endpoints of AWS services", vpc_id=args.vpc_id, tags=tags, opts=child)
        vpc.SecurityGroupIngressRule(
            name,
            security_group_id=group.id,
            description="HTTPS from inside the network",
            cidr_ipv4=str(args.address_range),
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
            tags=tags,
            opts=child,
        )
        return group


def _tags(scope: Scope, what: str) -> dict[str, str]:
    return {**scope.tags, "Name": f"{scope.title}-{what}"}
