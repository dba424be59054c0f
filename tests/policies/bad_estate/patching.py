"""Hosts that nobody patches, and a window that patches all of production at once or nothing."""

from typing import Any

from pulumi_aws import autoscaling, ec2, ssm

FACTS: dict[str, Any] = {"environments": {"production": {"patching": {}}}}


def build() -> None:
    template = ec2.LaunchTemplate("host", image_id="ami-1", instance_type="t3.micro")
    autoscaling.Group(
        "forgotten", min_size=1, max_size=1, launch_template={"id": template.id, "version": "1"}, availability_zones=["eu-central-1a"]
    )
    ec2.Instance("unregistered", ami="ami-1", instance_type="t3.micro", tags={"PatchGroup": "pets"})
    ssm.PatchBaseline("anything", name="bad-anything", approved_patches=["KB123456"])
    ssm.MaintenanceWindow("empty", name="bad-empty", schedule="rate(7 days)", duration=2, cutoff=0)
    ssm.MaintenanceWindowTask(
        "all", window_id="mw-1", task_type="RUN_COMMAND", task_arn="AWS-RunPatchBaseline", max_concurrency="100%", max_errors="100%"
    )
