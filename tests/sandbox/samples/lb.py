"""Load balancers and target groups."""

from estate.sandbox.table.lb import BALANCER_ATTRIBUTES, GROUP_ATTRIBUTES, properties_of
from tests.sandbox.sample import Sample, The

VPC = The("aws:ec2/vpc:Vpc")
SUBNETS = [The("aws:ec2/subnet:Subnet", variant="zone a"), The("aws:ec2/subnet:Subnet", variant="zone b")]
GROUP = The("aws:ec2/securityGroup:SecurityGroup")
ALIKE = "one attribute is set like another"

SAMPLES = (
    *(
        Sample(
            "aws:ec2/subnet:Subnet",
            variant=f"zone {zone}",
            inputs={"vpcId": VPC, "cidrBlock": f"10.20.{number}.0/24", "availabilityZone": f"eu-west-1{zone}"},
        )
        for number, zone in ((11, "a"), (12, "b"), (13, "c"))
    ),
    Sample("aws:ec2/securityGroup:SecurityGroup", variant="second", inputs={"name": "edge", "vpcId": VPC}),
    Sample(
        "aws:lb/loadBalancer:LoadBalancer",
        inputs={
            "name": "shop-public",
            "internal": False,
            "loadBalancerType": "application",
            "subnets": SUBNETS,
            "securityGroups": [GROUP],
            "accessLogs": {"bucket": The("aws:s3/bucket:Bucket"), "prefix": "edge", "enabled": True},
            "dropInvalidHeaderFields": True,
            "idleTimeout": 60.0,
            "tags": {"team": "platform"},
        },
        steps=(
            {"accessLogs": {"bucket": The("aws:s3/bucket:Bucket"), "prefix": "public", "enabled": True}},
            {"dropInvalidHeaderFields": False, "desyncMitigationMode": "strictest", "idleTimeout": 30},
            {"enableDeletionProtection": True},
            {"enableDeletionProtection": False},
            {"securityGroups": [The("aws:ec2/securityGroup:SecurityGroup", variant="second")]},
            {"subnets": [*SUBNETS, The("aws:ec2/subnet:Subnet", variant="zone c")]},
            {"ipAddressType": "dualstack"},
            {"tags": {"owner": "platform"}},
        ),
        untried={
            **dict.fromkeys(properties_of(BALANCER_ATTRIBUTES), ALIKE),
            "minimumLoadBalancerCapacity": "the emulator lacks modify_capacity_reservation",
            "subnetMappings": "not together with subnets",
        },
    ),
    Sample(
        "aws:lb/targetGroup:TargetGroup",
        inputs={
            "name": "shop-checkout",
            "vpcId": VPC,
            "port": 5050.0,
            "protocol": "HTTP",
            "protocolVersion": "GRPC",
            "targetType": "ip",
            "deregistrationDelay": 30,
            "healthCheck": {"path": "/grpc.health.v1.Health/Check", "matcher": "0", "interval": 10, "timeout": 5},
            "tags": {"team": "storefront"},
        },
        steps=(
            {"healthCheck": {"path": "/healthz", "matcher": "0", "interval": 15, "timeout": 6, "healthyThreshold": 2}},
            {"deregistrationDelay": 60},
            {"stickiness": {"type": "lb_cookie", "enabled": True, "cookieDuration": 3600}},
            {"loadBalancingAlgorithmType": "least_outstanding_requests", "slowStart": 30},
            {"tags": {"owner": "storefront"}},
        ),
        untried=dict.fromkeys(properties_of(GROUP_ATTRIBUTES), ALIKE),
    ),
    Sample(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        inputs={"targetGroupArn": The("aws:lb/targetGroup:TargetGroup"), "targetId": "10.20.11.7", "port": 5050},
    ),
)
