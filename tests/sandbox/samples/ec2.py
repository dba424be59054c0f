"""Networks."""

from tests.sandbox.sample import Sample, The

VPC = The("aws:ec2/vpc:Vpc")
SUBNET = The("aws:ec2/subnet:Subnet")
TABLE = The("aws:ec2/routeTable:RouteTable")
NO_TARGET = "a route has one target, and the sample has no such gateway"
TAGS = {"team": "network", "tier": "1"}
RETAGGED = {"tags": {"team": "platform"}}

SAMPLES = (
    Sample(
        "aws:ec2/vpc:Vpc",
        inputs={"cidrBlock": "10.20.0.0/16", "enableDnsHostnames": True, "tags": TAGS},
        steps=(
            {"enableDnsHostnames": False},
            {"enableDnsSupport": False},
            {"enableNetworkAddressUsageMetrics": True},
            RETAGGED,
            {"tags": None},
        ),
    ),
    Sample("aws:ec2/vpc:Vpc", variant="second", inputs={"cidrBlock": "10.30.0.0/16"}),
    Sample(
        "aws:ec2/subnet:Subnet",
        inputs={"vpcId": VPC, "cidrBlock": "10.20.1.0/24", "availabilityZone": "eu-west-1a", "mapPublicIpOnLaunch": True, "tags": TAGS},
        steps=({"mapPublicIpOnLaunch": False}, {"assignIpv6AddressOnCreation": True}, RETAGGED),
    ),
    Sample(
        "aws:ec2/internetGateway:InternetGateway",
        inputs={"vpcId": VPC, "tags": TAGS},
        steps=({"vpcId": The("aws:ec2/vpc:Vpc", variant="second")}, {"vpcId": None}, RETAGGED),
    ),
    Sample(
        "aws:ec2/internetGateway:InternetGateway",
        variant="second",
        inputs={"vpcId": VPC},
    ),
    Sample("aws:ec2/routeTable:RouteTable", inputs={"vpcId": VPC, "tags": TAGS}, steps=(RETAGGED,)),
    Sample(
        "aws:ec2/route:Route",
        inputs={
            "routeTableId": TABLE,
            "destinationCidrBlock": "0.0.0.0/0",
            "gatewayId": The("aws:ec2/internetGateway:InternetGateway", variant="second"),
        },
        steps=({"gatewayId": None, "natGatewayId": The("aws:ec2/natGateway:NatGateway")},),
        untried=dict.fromkeys(
            (
                "carrierGatewayId",
                "coreNetworkArn",
                "egressOnlyGatewayId",
                "localGatewayId",
                "networkInterfaceId",
                "odbNetworkArn",
                "transitGatewayId",
                "vpcEndpointId",
                "vpcPeeringConnectionId",
            ),
            NO_TARGET,
        ),
    ),
    Sample("aws:ec2/routeTableAssociation:RouteTableAssociation", inputs={"routeTableId": TABLE, "subnetId": SUBNET}),
    Sample(
        "aws:ec2/eip:Eip",
        inputs={"domain": "vpc", "tags": TAGS},
        steps=(RETAGGED,),
        untried=dict.fromkeys(("instance", "networkInterface", "associateWithPrivateIp"), "there is no instance yet"),
    ),
    Sample(
        "aws:ec2/natGateway:NatGateway",
        inputs={"subnetId": SUBNET, "allocationId": The("aws:ec2/eip:Eip"), "tags": TAGS},
        steps=(RETAGGED,),
    ),
    Sample(
        "aws:ec2/securityGroup:SecurityGroup",
        inputs={"name": "checkout", "description": "What may reach checkout", "vpcId": VPC, "tags": TAGS},
        steps=(RETAGGED,),
    ),
)
