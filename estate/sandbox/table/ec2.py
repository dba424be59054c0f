"""Networks: VPC, subnets, gateways, routes, security groups."""

import zlib
from collections.abc import Mapping

from estate.sandbox.row import Call, Naming, Row
from estate.sandbox.template import evaluate

ARN = "arn:{partition}:ec2:{region}:{account}:"
OWN = {"Resources": ["{id}"]}
TAG_UPDATES = (
    Call("create_tags", arguments={**OWN, "Tags": "{in.tags}"}, when="in.tags"),
    Call("delete_tags", arguments={**OWN, "Tags": "{removed}"}, when="removed"),
)


def vpc_switch(name: str, member: str) -> Call:
    """An attribute of a VPC, which has a call of its own."""
    return Call("modify_vpc_attribute", arguments={"VpcId": "{id}", member: {"Value": f"{{in.{name}}}"}}, properties=(name,))


def subnet_switch(name: str, member: str, *, plain: bool = False) -> Call:
    """An attribute of a subnet, which has a call of its own; most are booleans in a block."""
    value: object = f"{{in.{name}}}" if plain else {"Value": f"{{in.{name}}}"}
    return Call("modify_subnet_attribute", arguments={"SubnetId": "{id}", member: value}, properties=(name,))


def vpc_attribute(name: str) -> Call:
    """What a VPC's attribute is."""
    member = f"{name[0].upper()}{name[1:]}"
    return Call("describe_vpc_attribute", arguments={"VpcId": "{id}", "Attribute": name}, at=f"{member}.Value")


def default_of_vpc(operation: str, at: str, **matching: str) -> Call:
    """What AWS makes with a VPC; `matching` are further filters by name."""
    filters = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in {"vpc_id": "{id}", **matching}.items()]
    return Call(operation, arguments={"Filters": filters}, at=at)


VPC = Row(
    "aws:ec2/vpc:Vpc",
    service="ec2",
    create=Call("create_vpc"),
    id="{out.Vpc.VpcId}",
    read=Call("describe_vpcs", arguments={"VpcIds": ["{id}"]}, at="Vpcs[0]"),
    also_read={
        "EnableDnsHostnames": vpc_attribute("enableDnsHostnames"),
        "EnableDnsSupport": vpc_attribute("enableDnsSupport"),
        "EnableNetworkAddressUsageMetrics": vpc_attribute("enableNetworkAddressUsageMetrics"),
        "DefaultSecurityGroupId": default_of_vpc("describe_security_groups", "SecurityGroups[0].GroupId", group_name="default"),
        "DefaultNetworkAclId": default_of_vpc("describe_network_acls", "NetworkAcls[?IsDefault] | [0].NetworkAclId"),
        "MainRouteTableId": default_of_vpc("describe_route_tables", "RouteTables[?Associations[?Main]] | [0].RouteTableId"),
    },
    delete=(Call("delete_vpc", arguments={"VpcId": "{id}"}),),
    apart=("enableDnsHostnames", "enableDnsSupport", "enableNetworkAddressUsageMetrics"),
    defaults={"enableDnsSupport": True, "enableDnsHostnames": False, "instanceTenancy": "default"},
    updates=(
        vpc_switch("enableDnsSupport", "EnableDnsSupport"),
        vpc_switch("enableDnsHostnames", "EnableDnsHostnames"),
        vpc_switch("enableNetworkAddressUsageMetrics", "EnableNetworkAddressUsageMetrics"),
    ),
    renames={"assignGeneratedIpv6CidrBlock": "AmazonProvidedIpv6CidrBlock"},
    replace_on=(
        "assignGeneratedIpv6CidrBlock",
        "instanceTenancy",
        "ipv6CidrBlock",
        "ipv6CidrBlockNetworkBorderGroup",
        "ipv6IpamPoolId",
        "ipv6NetmaskLength",
    ),
    tags="TagSpecifications:vpc",
    tag_updates=TAG_UPDATES,
    observe={"assignGeneratedIpv6CidrBlock": "{state.Ipv6CidrBlockAssociationSet[0] && `true`}"},
    outputs={
        "arn": f"{ARN}vpc/{{id}}",
        "ownerId": "{account}",
        "dhcpOptionsId": "{state.DhcpOptionsId}",
        "defaultSecurityGroupId": "{state.DefaultSecurityGroupId}",
        "defaultNetworkAclId": "{state.DefaultNetworkAclId}",
        "defaultRouteTableId": "{state.MainRouteTableId}",
        "mainRouteTableId": "{state.MainRouteTableId}",
    },
)

NOT_KEPT = (
    "customerOwnedIpv4Pool",
    "enableDns64",
    "enableLniAtDeviceIndex",
    "enableResourceNameDnsARecordOnLaunch",
    "enableResourceNameDnsAaaaRecordOnLaunch",
    "mapCustomerOwnedIpOnLaunch",
    "privateDnsHostnameTypeOnLaunch",
)

SUBNET = Row(
    "aws:ec2/subnet:Subnet",
    service="ec2",
    create=Call("create_subnet"),
    id="{out.Subnet.SubnetId}",
    read=Call("describe_subnets", arguments={"SubnetIds": ["{id}"]}, at="Subnets[0]"),
    delete=(Call("delete_subnet", arguments={"SubnetId": "{id}"}),),
    apart=("assignIpv6AddressOnCreation", "mapPublicIpOnLaunch"),
    defaults={"assignIpv6AddressOnCreation": False, "mapPublicIpOnLaunch": False},
    updates=(
        subnet_switch("mapPublicIpOnLaunch", "MapPublicIpOnLaunch"),
        subnet_switch("assignIpv6AddressOnCreation", "AssignIpv6AddressOnCreation"),
    ),
    replace_on=("ipv6CidrBlock",),
    known=dict.fromkeys(NOT_KEPT, "the emulator does not keep it"),
    tags="TagSpecifications:subnet",
    tag_updates=TAG_UPDATES,
    observe={"ipv6CidrBlock": "{state.Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock}"},
    outputs={
        "arn": "{state.SubnetArn}",
        "ownerId": "{account}",
        "availabilityZone": "{state.AvailabilityZone}",
        "availabilityZoneId": "{state.AvailabilityZoneId}",
    },
)

INTERNET_GATEWAY = Row(
    "aws:ec2/internetGateway:InternetGateway",
    service="ec2",
    create=Call("create_internet_gateway"),
    id="{out.InternetGateway.InternetGatewayId}",
    read=Call("describe_internet_gateways", arguments={"InternetGatewayIds": ["{id}"]}, at="InternetGateways[0]"),
    delete=(
        Call("detach_internet_gateway", arguments={"InternetGatewayId": "{id}", "VpcId": "{item.VpcId}"}, each="state.Attachments"),
        Call("delete_internet_gateway", arguments={"InternetGatewayId": "{id}"}),
    ),
    apart=("vpcId",),
    updates=(
        Call(
            "detach_internet_gateway",
            arguments={"InternetGatewayId": "{id}", "VpcId": "{old.vpcId}"},
            properties=("vpcId",),
            when="old.vpcId",
            clears=True,
        ),
        Call(
            "attach_internet_gateway",
            arguments={"InternetGatewayId": "{id}", "VpcId": "{in.vpcId}"},
            properties=("vpcId",),
            when="in.vpcId",
            clears=True,
        ),
    ),
    tags="TagSpecifications:internet-gateway",
    tag_updates=TAG_UPDATES,
    observe={"vpcId": "{state.Attachments[0].VpcId}"},
    outputs={"arn": f"{ARN}internet-gateway/{{id}}", "ownerId": "{account}"},
)

ROUTE_TABLE = Row(
    "aws:ec2/routeTable:RouteTable",
    service="ec2",
    create=Call("create_route_table"),
    id="{out.RouteTable.RouteTableId}",
    read=Call("describe_route_tables", arguments={"RouteTableIds": ["{id}"]}, at="RouteTables[0]"),
    delete=(Call("delete_route_table", arguments={"RouteTableId": "{id}"}),),
    known={"routes": "give each route a resource of its own", "propagatingVgws": "the emulator has no propagation"},
    tags="TagSpecifications:route-table",
    tag_updates=TAG_UPDATES,
    outputs={"arn": f"{ARN}route-table/{{id}}", "ownerId": "{account}"},
)

DESTINATIONS = ("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")
TARGETS = (
    "carrierGatewayId",
    "coreNetworkArn",
    "egressOnlyGatewayId",
    "gatewayId",
    "localGatewayId",
    "natGatewayId",
    "networkInterfaceId",
    "odbNetworkArn",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
)
ROUTE = {
    "RouteTableId": "{in.routeTableId}",
    "DestinationCidrBlock": "{in.destinationCidrBlock}",
    "DestinationIpv6CidrBlock": "{in.destinationIpv6CidrBlock}",
    "DestinationPrefixListId": "{in.destinationPrefixListId}",
}
SAME_DESTINATION = (
    "(DestinationCidrBlock || DestinationIpv6CidrBlock || DestinationPrefixListId) == "
    "'{in.destinationCidrBlock || in.destinationIpv6CidrBlock || in.destinationPrefixListId}'"
)


def route_id(context: Mapping[str, object]) -> str:
    """`r-<route table><checksum of the destination>`, as Terraform's provider makes it (`routeCreateID`)."""
    table, *destinations = (evaluate(f"in.{name}", context) for name in ("routeTableId", *DESTINATIONS))
    destination = next((found for found in destinations if found), "")
    return f"r-{table}{zlib.crc32(str(destination).encode())}"


ROUTE_ROW = Row(
    "aws:ec2/route:Route",
    service="ec2",
    create=Call("create_route"),
    id=route_id,
    read=Call(
        "describe_route_tables",
        arguments={"RouteTableIds": ["{in.routeTableId}"]},
        at=f"RouteTables[0].Routes[?{SAME_DESTINATION}] | [0]",
    ),
    delete=(Call("delete_route", arguments=ROUTE),),
    updates=(Call("replace_route", arguments=ROUTE, properties=TARGETS, place=True, clears=True),),
    renames={"egressOnlyGatewayId": "EgressOnlyInternetGatewayId"},
    observe={"routeTableId": "{in.routeTableId}", "vpcEndpointId": "{state.GatewayId}"},
    outputs={"origin": "{state.Origin}", "state": "{state.State}", "instanceId": "{state.InstanceId}"},
)

ROUTE_TABLE_ASSOCIATION = Row(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    service="ec2",
    create=Call("associate_route_table"),
    id="{out.AssociationId}",
    read=Call(
        "describe_route_tables",
        arguments={"Filters": [{"Name": "association.route-table-association-id", "Values": ["{id}"]}]},
        at="RouteTables[0].Associations[?RouteTableAssociationId=='{id}'] | [0]",
    ),
    delete=(Call("disassociate_route_table", arguments={"AssociationId": "{id}"}),),
    replace_on=("routeTableId",),
)

EIP = Row(
    "aws:ec2/eip:Eip",
    service="ec2",
    create=Call("allocate_address", arguments={"Domain": "vpc"}),
    id="{out.AllocationId}",
    read=Call("describe_addresses", arguments={"AllocationIds": ["{id}"]}, at="Addresses[0]"),
    delete=(
        Call("disassociate_address", arguments={"AssociationId": "{state.AssociationId}"}, when="in.instance || in.networkInterface"),
        Call("release_address", arguments={"AllocationId": "{id}"}),
    ),
    apart=("instance", "networkInterface", "associateWithPrivateIp"),
    updates=(
        Call(
            "associate_address",
            arguments={
                "AllocationId": "{id}",
                "InstanceId": "{in.instance}",
                "NetworkInterfaceId": "{in.networkInterface}",
                "PrivateIpAddress": "{in.associateWithPrivateIp}",
                "AllowReassociation": True,
            },
            properties=("instance", "networkInterface", "associateWithPrivateIp"),
        ),
    ),
    replace_on=("customerOwnedIpv4Pool",),
    tags="TagSpecifications:elastic-ip",
    tag_updates=TAG_UPDATES,
    observe={
        "instance": "{state.InstanceId}",
        "networkInterface": "{state.NetworkInterfaceId}",
        "associateWithPrivateIp": "{state.PrivateIpAddress}",
    },
    outputs={
        "allocationId": "{id}",
        "associationId": "{state.AssociationId}",
        "publicIp": "{state.PublicIp}",
        "privateIp": "{state.PrivateIpAddress}",
        "arn": f"{ARN}elastic-ip/{{id}}",
        "domain": "vpc",
    },
)

NAT_GATEWAY = Row(
    "aws:ec2/natGateway:NatGateway",
    service="ec2",
    create=Call("create_nat_gateway"),
    id="{out.NatGateway.NatGatewayId}",
    read=Call("describe_nat_gateways", arguments={"NatGatewayIds": ["{id}"]}, at="NatGateways[?State!='deleted'] | [0]"),
    delete=(Call("delete_nat_gateway", arguments={"NatGatewayId": "{id}"}),),
    defaults={"connectivityType": "public"},
    replace_on=("availabilityZoneAddresses", "secondaryAllocationIds", "secondaryPrivateIpAddressCount", "secondaryPrivateIpAddresses"),
    tags="TagSpecifications:natgateway",
    tag_updates=TAG_UPDATES,
    observe={
        "allocationId": "{state.NatGatewayAddresses[0].AllocationId}",
        "privateIp": "{state.NatGatewayAddresses[0].PrivateIp}",
    },
    outputs={
        "associationId": "{state.NatGatewayAddresses[0].AssociationId}",
        "networkInterfaceId": "{state.NatGatewayAddresses[0].NetworkInterfaceId}",
        "privateIp": "{state.NatGatewayAddresses[0].PrivateIp}",
        "publicIp": "{state.NatGatewayAddresses[0].PublicIp}",
    },
)

SECURITY_GROUP = Row(
    "aws:ec2/securityGroup:SecurityGroup",
    service="ec2",
    create=Call("create_security_group"),
    id="{out.GroupId}",
    read=Call("describe_security_groups", arguments={"GroupIds": ["{id}"]}, at="SecurityGroups[0]"),
    delete=(Call("delete_security_group", arguments={"GroupId": "{id}"}),),
    # AWS opens a new group to the outside; the provider closes it, so that only declared rules are there.
    after=(
        Call(
            "revoke_security_group_egress",
            arguments={"GroupId": "{id}", "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
        ),
    ),
    renames={"name": "GroupName"},
    defaults={"description": "Managed by Pulumi"},
    local=("namePrefix", "revokeRulesOnDelete"),
    known=dict.fromkeys(("ingress", "egress"), "give each rule a resource of its own (aws:vpc/securityGroupIngressRule)"),
    naming=Naming(limit=255),
    tags="TagSpecifications:security-group",
    tag_updates=TAG_UPDATES,
    outputs={"arn": f"{ARN}security-group/{{id}}", "ownerId": "{account}"},
)

ROWS = (VPC, SUBNET, INTERNET_GATEWAY, ROUTE_TABLE, ROUTE_ROW, ROUTE_TABLE_ASSOCIATION, EIP, NAT_GATEWAY, SECURITY_GROUP)
