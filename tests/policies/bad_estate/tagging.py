"""Things whose tags say nothing, or something that is not so."""

from pulumi_aws import autoscaling, ec2, ecs, sqs


def build() -> None:
    sqs.Queue("nobodys", name="bad-nobodys")
    wrong = {
        "service": "checkout",
        "owner": "willow",
        "environment": "dev",
        "tier": "gold",
        "source": "catalog/services/till.yaml",
    }
    sqs.Queue("wrong", name="bad-wrong", tags=wrong)
    template = ec2.LaunchTemplate(
        "host", image_id="ami-1", tag_specifications=[{"resource_type": "instance", "tags": {"owner": "storefront"}}]
    )
    autoscaling.Group(
        "hosts",
        min_size=1,
        max_size=1,
        launch_template={"id": template.id, "version": "1"},
        availability_zones=["eu-central-1a"],
        tags=[{"key": "owner", "value": "storefront", "propagate_at_launch": False}],
    )
    ecs.Service("web", name="bad-web", desired_count=1)
