"""A service on EC2 hosts: how they start, how many there are, and how a rollout replaces them: a new image is their patch."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import autoscaling, ec2, iam
from pulumi_aws.autoscaling import Metric

from components.aws.policy_document import Statement
from components.aws.service_role import service_role
from estate.decisions.scaling import ReplicaRange
from estate.naming import Scope

# Lets the agent of a host talk to Systems Manager, and no more (Systems Manager user guide, instance permissions).
MANAGED_INSTANCE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
# Beginnings of the buckets of AWS from which the agent gets its programs and its baselines. Whoever has an endpoint for S3 grants them
# (Systems Manager user guide, SSM Agent communications with AWS managed S3 buckets; S3 buckets for patching operations).
AGENT_BUCKETS = ("amazon-ssm", "aws-patch-manager", "aws-ssm", "patch-baseline-snapshot")
ROOT_DEVICE = "/dev/xvda"  # of Debian's and Amazon Linux's images
WARM_UP_SECONDS = 300  # until a host has its packages and answers
# Says what a host's packages are held against. Without the space of "Patch Group": hosts read their tags (Systems Manager user guide,
# patch groups).
PATCH_TAG = "PatchGroup"


@dataclass(frozen=True, kw_only=True)
class Host:
    """What one host is."""

    image_id: str
    """The id of the image itself: where a parameter names it, AWS does not roll back (Auto Scaling API, RollbackInstanceRefresh)."""
    instance_type: str
    disk_gib: int
    user_data: pulumi.Input[str]
    """The boot script, in Base64."""
    patch_group: str


@dataclass(frozen=True, kw_only=True)
class FleetArgs:
    """Hosts of one service, spread over the zones of the subnets."""

    scope: Scope
    host: Host
    replicas: ReplicaRange
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    security_group_id: pulumi.Input[str]
    target_group_arn: pulumi.Input[str] | None
    """Of the load balancer, whose health check then decides; nothing: EC2's own decides."""
    rollback_alarms: pulumi.Input[Sequence[pulumi.Input[str]]] | None
    """Names of the CloudWatch alarms on which a rollout goes back; nothing: the hosts' health alone judges."""
    statements: tuple[Statement, ...]


class Fleet(pulumi.ComponentResource):
    """Auto Scaling group of hosts without public addresses or open administration ports: people come in through Systems Manager."""

    group_name: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: FleetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Fleet", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        statements = [_agent_reads(args.scope.region), *args.statements]
        role = service_role(name, args.scope, service="ec2.amazonaws.com", statements=statements, condition=None, opts=child)
        managed = iam.RolePolicyAttachment(name, role=role.name, policy_arn=MANAGED_INSTANCE, opts=child)
        profile = iam.InstanceProfile(name, role=role.name, tags=args.scope.tags, opts=child)
        template = _template(name, args, profile, child)
        # A host without the policy could not be reached, nor its packages seen.
        group = _group(name, args, template, pulumi.ResourceOptions(parent=self, depends_on=[managed], ignore_changes=["desired_capacity"]))
        autoscaling.Policy(
            name,
            autoscaling_group_name=group.name,
            policy_type="TargetTrackingScaling",
            target_tracking_configuration={
                "predefined_metric_specification": {"predefined_metric_type": "ASGAverageCPUUtilization"},
                "target_value": args.replicas.target_cpu,
            },
            opts=child,
        )
        self.group_name = group.name
        self.role_arn = role.arn
        self.register_outputs({"group_name": self.group_name, "role_arn": self.role_arn})


def _agent_reads(region: str) -> Statement:
    buckets = [f"arn:aws:s3:::{name}-{region}*/*" for name in AGENT_BUCKETS]
    return {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": buckets}


def _host_tags(name: str, args: FleetArgs) -> dict[str, str]:
    title = f"{args.scope.prefix}-{args.scope.environment}-{name}"
    return {**args.scope.tags, "Name": title, PATCH_TAG: args.host.patch_group}


def _template(name: str, args: FleetArgs, profile: iam.InstanceProfile, opts: pulumi.ResourceOptions) -> ec2.LaunchTemplate:
    tags = _host_tags(name, args)
    disk = {"encrypted": "true", "volume_type": "gp3", "volume_size": args.host.disk_gib, "delete_on_termination": "true"}
    return ec2.LaunchTemplate(
        name,
        image_id=args.host.image_id,
        instance_type=args.host.instance_type,
        user_data=args.host.user_data,
        update_default_version=True,
        ebs_optimized="true",
        iam_instance_profile={"arn": profile.arn},
        monitoring={"enabled": True},
        # Version 2 of the metadata service alone, for the host and no container on it (FSBP EC2.8, AutoScaling.3 and .4).
        metadata_options={
            "http_endpoint": "enabled",
            "http_tokens": "required",
            "http_put_response_hop_limit": 1,
            "instance_metadata_tags": "enabled",
        },
        block_device_mappings=[{"device_name": ROOT_DEVICE, "ebs": disk}],
        network_interfaces=[
            {"associate_public_ip_address": "false", "delete_on_termination": "true", "security_groups": [args.security_group_id]}
        ],
        tag_specifications=[{"resource_type": kind, "tags": tags} for kind in ("instance", "volume", "network-interface")],
        tags=args.scope.tags,
        opts=opts,
    )


def _group(name: str, args: FleetArgs, template: ec2.LaunchTemplate, opts: pulumi.ResourceOptions) -> autoscaling.Group:
    return autoscaling.Group(
        name,
        min_size=args.replicas.minimum,
        max_size=args.replicas.maximum,
        desired_capacity=args.replicas.minimum,
        vpc_zone_identifiers=args.subnet_ids,
        # A rollout needs a numbered version to go back to.
        launch_template={"id": template.id, "version": template.latest_version.apply(str)},
        target_group_arns=[args.target_group_arn] if args.target_group_arn is not None else [],
        health_check_type="ELB" if args.target_group_arn is not None else "EC2",
        health_check_grace_period=WARM_UP_SECONDS,
        default_instance_warmup=WARM_UP_SECONDS,
        enabled_metrics=[Metric.GROUP_DESIRED_CAPACITY, Metric.GROUP_IN_SERVICE_INSTANCES, Metric.GROUP_TOTAL_INSTANCES],
        instance_refresh={"strategy": "Rolling", "preferences": _refresh(args)},
        # The first hosts may wait for an image or a certificate; the group's health check tells.
        wait_for_capacity_timeout="0",
        tags=[{"key": key, "value": value, "propagate_at_launch": True} for key, value in sorted(_host_tags(name, args).items())],
        opts=opts,
    )


def _refresh(args: FleetArgs) -> autoscaling.GroupInstanceRefreshPreferencesArgsDict:
    """New hosts come before old ones go: a rollout that fails leaves as many healthy hosts as there were."""
    preferences: autoscaling.GroupInstanceRefreshPreferencesArgsDict = {
        "auto_rollback": True,
        "min_healthy_percentage": 100,
        "max_healthy_percentage": 200,
        "instance_warmup": str(WARM_UP_SECONDS),
        "skip_matching": True,
    }
    if args.rollback_alarms is None:
        return preferences
    return {**preferences, "alarm_specification": {"alarms": args.rollback_alarms}}
