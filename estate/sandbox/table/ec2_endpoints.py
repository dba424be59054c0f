"""Ways to AWS's services that do not leave the network."""

from estate.sandbox.row import Call, Row
from estate.sandbox.table.ec2 import ARN, TAG_UPDATES

OWN = {"VpcEndpointId": "{id}"}


def members(name: str, what: str) -> tuple[Call, Call]:
    """A list that EC2 changes by adding and taking away: the old members go, the new ones come."""
    return (
        Call(
            "modify_vpc_endpoint",
            arguments={**OWN, f"Remove{what}": f"{{old.{name}}}"},
            when=f"old.{name}",
            properties=(name,),
            clears=True,
        ),
        Call("modify_vpc_endpoint", arguments={**OWN, f"Add{what}": f"{{in.{name}}}"}, when=f"in.{name}", properties=(name,), clears=True),
    )


VPC_ENDPOINT = Row(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    service="ec2",
    create=Call("create_vpc_endpoint"),
    id="{out.VpcEndpoint.VpcEndpointId}",
    read=Call("describe_vpc_endpoints", arguments={"VpcEndpointIds": ["{id}"]}, at="VpcEndpoints[?State!='deleted'] | [0]"),
    also_read={
        "PrefixList": Call(
            "describe_prefix_lists",
            arguments={"Filters": [{"Name": "prefix-list-name", "Values": ["{state.ServiceName}"]}]},
            at="PrefixLists[0]",
            when="state.VpcEndpointType=='Gateway'",
        )
    },
    delete=(Call("delete_vpc_endpoints", arguments={"VpcEndpointIds": ["{id}"]}),),
    renames={"policy": "PolicyDocument"},
    defaults={"vpcEndpointType": "Gateway"},
    local=("autoAccept",),
    updates=(
        Call(
            "modify_vpc_endpoint", arguments={**OWN, "PolicyDocument": "{in.policy}"}, when="in.policy", properties=("policy",), clears=True
        ),
        Call("modify_vpc_endpoint", arguments={**OWN, "ResetPolicy": True}, when="!(in.policy)", properties=("policy",), clears=True),
        *members("routeTableIds", "RouteTableIds"),
        *members("subnetIds", "SubnetIds"),
        *members("securityGroupIds", "SecurityGroupIds"),
    ),
    # The emulator's modify call passes them over.
    replace_on=("dnsOptions", "ipAddressType", "privateDnsEnabled", "subnetConfigurations"),
    tags="TagSpecifications:vpc-endpoint",
    tag_updates=TAG_UPDATES,
    observe={"securityGroupIds": "{state.Groups[].GroupId}"},
    outputs={
        "arn": f"{ARN}vpc-endpoint/{{id}}",
        "state": "{state.State}",
        "ownerId": "{account}",
        "policy": "{state.PolicyDocument}",
        "requesterManaged": "{state.RequesterManaged || `false`}",
        "routeTableIds": "{state.RouteTableIds}",
        "subnetIds": "{state.SubnetIds}",
        "securityGroupIds": "{state.Groups[].GroupId}",
        "networkInterfaceIds": "{state.NetworkInterfaceIds}",
        "dnsEntries": "{state.DnsEntries[].{dnsName: DnsName, hostedZoneId: HostedZoneId}}",
        "prefixListId": "{state.PrefixList.PrefixListId}",
        "cidrBlocks": "{state.PrefixList.Cidrs}",
    },
)

ROWS = (VPC_ENDPOINT,)
