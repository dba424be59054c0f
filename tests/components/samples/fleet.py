"""The smallest and the largest fleet."""

from components.aws.fleet import Fleet, FleetArgs, Host
from estate.decisions.scaling import ReplicaRange
from tests.components.builds import SCOPE

TARGET_GROUP_ARN = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/image-provider/0000000000000000"


def smallest() -> None:
    """Hosts without callers, from an image with an id of the short form."""
    host = Host(
        image_id="ami-00000000",
        instance_type="t4g.micro",
        disk_gib=8,
        user_data="IyEvYmluL2Jhc2gK",
        patch_group="load-hosts",
    )
    Fleet(
        "load-generator",
        FleetArgs(
            scope=SCOPE,
            host=host,
            replicas=ReplicaRange(minimum=1, maximum=1, target_cpu=80),
            subnet_ids=["subnet-a", "subnet-b"],
            security_group_id="sg-load-generator",
            target_group_arn=None,
            rollback_alarms=None,
            statements=(),
        ),
    )


def largest() -> None:
    """Hosts behind a load balancer."""
    host = Host(
        image_id="ami-00000000000000001",
        instance_type="m7g.large",
        disk_gib=1024,
        user_data="IyEvYmluL2Jhc2gK",
        patch_group="web-hosts",
    )
    read = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::shop-dev-product-images-111111111111/*"]}
    Fleet(
        "image-provider",
        FleetArgs(
            scope=SCOPE,
            host=host,
            replicas=ReplicaRange(minimum=3, maximum=30, target_cpu=60),
            subnet_ids=["subnet-a", "subnet-b", "subnet-c"],
            security_group_id="sg-image-provider",
            target_group_arn=TARGET_GROUP_ARN,
            rollback_alarms=["image-provider-latency-1a2b3c4"],
            statements=(read,),
        ),
    )
