"""VPC endpoints."""

import json

from tests.sandbox.sample import Sample, The

GROUP = The("aws:ec2/securityGroup:SecurityGroup")


def policy(action: str) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


SAMPLES = (
    Sample(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        inputs={
            "vpcId": The("aws:ec2/vpc:Vpc"),
            "serviceName": "com.amazonaws.eu-west-1.s3",
            "vpcEndpointType": "Gateway",
            "routeTableIds": [The("aws:ec2/routeTable:RouteTable")],
            "policy": policy("s3:GetObject"),
            "tags": {"team": "network"},
        },
        steps=(
            {"policy": policy("s3:*")},
            {"routeTableIds": []},
            {"routeTableIds": [The("aws:ec2/routeTable:RouteTable")]},
            {"tags": {"team": "platform"}},
        ),
    ),
    Sample(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        variant="interface",
        inputs={
            "vpcId": The("aws:ec2/vpc:Vpc"),
            "serviceName": "com.amazonaws.eu-west-1.logs",
            "vpcEndpointType": "Interface",
            "subnetIds": [The("aws:ec2/subnet:Subnet")],
            "securityGroupIds": [GROUP],
            "privateDnsEnabled": True,
            "dnsOptions": {"dnsRecordIpType": "ipv4"},
            "ipAddressType": "ipv4",
        },
        steps=({"subnetIds": []}, {"subnetIds": [The("aws:ec2/subnet:Subnet")]}, {"securityGroupIds": []}, {"securityGroupIds": [GROUP]}),
    ),
)
