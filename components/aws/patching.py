"""How the hosts of an environment are patched by Systems Manager, and how it is seen what they lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pulumi
from pulumi_aws import ssm

from components.aws.fleet import PATCH_TAG
from components.aws.policy_document import Statement, of_account
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs, bucket_arn
from components.aws.service_role import service_role
from estate.decisions.patching import Baseline, HostPatching, InstallWindow, Span
from estate.naming import Scope

SERVICE = "ssm.amazonaws.com"
PATCH = "AWS-RunPatchBaseline"
INVENTORY = "AWS-GatherSoftwareInventory"
DAILY = "rate(1 day)"
ONE_AT_A_TIME = "1"
NO_FAILURE = "0"  # the first host that fails is the last one
LONGEST_RUN = timedelta(hours=1)  # of the document on one host, with its restart
COMPLIANCE = "patch-compliance"
KEEP_REPLACED = timedelta(days=1)  # a newer answer of the same host is the truth


@dataclass(frozen=True, kw_only=True)
class PatchingArgs:
    """What is approved for whom, when it is installed, and how long it is kept what was missing."""

    scope: Scope
    patching: HostPatching
    keep_for: timedelta
    protect: bool
    key_arn: pulumi.Input[str]
    """The KMS key of the answers; its policy lets Systems Manager use it (Systems Manager user guide, resource data sync)."""
    log_bucket: pulumi.Input[str] | None = None
    """Where S3 writes who read the answers."""


class Patching(pulumi.ComponentResource):
    """Patch baselines, a window that installs, and a daily look at every host whose answers go to a bucket (FSBP SSM.2, SSM.3)."""

    compliance_bucket: pulumi.Output[str]

    def __init__(self, name: str, args: PatchingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Patching", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        registered = [group for baseline in args.patching.baselines for group in _baseline(args.scope, baseline, child)]
        bucket = _compliance(args, child)
        # The first answers would be lost.
        sync_opts = pulumi.ResourceOptions(parent=self, depends_on=[bucket])
        there: ssm.ResourceDataSyncS3DestinationArgsDict = {
            "bucket_name": bucket.name,
            "region": args.scope.region,
            "kms_key_arn": args.key_arn,
        }
        ssm.ResourceDataSync(name, s3_destination=there, opts=sync_opts)
        # A host that is looked at before its group has a baseline is held against AWS's own.
        ready = pulumi.ResourceOptions(parent=self, depends_on=registered)
        _look(args, ready)
        if args.patching.window is not None:
            _install(args.scope, args.patching.window, ready)
        self.compliance_bucket = bucket.name
        self.register_outputs({"compliance_bucket": self.compliance_bucket})


def _baseline(scope: Scope, baseline: Baseline, opts: pulumi.ResourceOptions) -> Iterator[ssm.PatchGroup]:
    rules: list[ssm.PatchBaselineApprovalRuleArgsDict] = [
        {
            "patch_filters": [{"key": key, "values": list(values)} for key, values in rule.filters.items()],
            "compliance_level": rule.compliance,
            **({} if rule.approve_after_days is None else {"approve_after_days": rule.approve_after_days}),
        }
        for rule in baseline.rules
    ]
    made = ssm.PatchBaseline(
        baseline.system,
        operating_system=baseline.operating_system,
        approval_rules=rules,
        description=f"Security updates of {baseline.system} in {scope.environment}",
        tags=scope.tags,
        opts=opts,
    )
    for group in baseline.groups:
        yield ssm.PatchGroup(group, baseline_id=made.id, patch_group=group, opts=opts)


def _look(args: PatchingArgs, opts: pulumi.ResourceOptions) -> None:
    """Every host tells daily, and when it starts, what it runs and what it lacks; nothing is changed."""
    hosts: list[ssm.AssociationTargetArgsDict] = [{"key": f"tag:{PATCH_TAG}", "values": list(args.patching.groups)}]
    read_only: dict[str, str] = {"Operation": "Scan"}
    for label, document, parameters in (("scan", PATCH, read_only), ("inventory", INVENTORY, None)):
        ssm.Association(
            label,
            name=document,
            association_name=f"{args.scope.prefix}-{args.scope.environment}-{label}",
            parameters=parameters,
            schedule_expression=DAILY,
            compliance_severity="MEDIUM",
            targets=hosts,
            tags=args.scope.tags,
            opts=opts,
        )


def _install(scope: Scope, window: InstallWindow, opts: pulumi.ResourceOptions) -> None:
    role = service_role(
        "patches", scope, service=SERVICE, statements=_may_patch(scope, window.groups), condition=of_account(scope.account), opts=opts
    )
    for span in window.spans:
        _window(scope, window, span, role.arn, opts)


def _window(scope: Scope, window: InstallWindow, span: Span, role_arn: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
    made = ssm.MaintenanceWindow(
        span.name,
        schedule=window.schedule,
        schedule_timezone=window.zone,
        duration=window.hours,
        cutoff=window.cutoff_hours,
        start_date=_moment(span.begins),
        end_date=_moment(span.ends),
        allow_unassociated_targets=False,
        description=f"Security updates in {scope.environment}",
        tags=scope.tags,
        opts=opts,
    )
    hosts = ssm.MaintenanceWindowTarget(
        span.name,
        window_id=made.id,
        resource_type="INSTANCE",
        targets=[{"key": f"tag:{PATCH_TAG}", "values": list(window.groups)}],
        opts=opts,
    )
    ssm.MaintenanceWindowTask(
        span.name,
        window_id=made.id,
        task_type="RUN_COMMAND",
        task_arn=PATCH,
        service_role_arn=role_arn,
        priority=1,
        max_concurrency=ONE_AT_A_TIME,
        max_errors=NO_FAILURE,
        cutoff_behavior="CONTINUE_TASK",
        targets=[{"key": "WindowTargetIds", "values": [hosts.id]}],
        task_invocation_parameters={
            "run_command_parameters": {
                "timeout_seconds": int(LONGEST_RUN.total_seconds()),
                "parameters": [
                    {"name": "Operation", "values": ["Install"]},
                    {"name": "RebootOption", "values": ["RebootIfNeeded"]},
                ],
            }
        },
        opts=opts,
    )


def _moment(moment: datetime | None) -> str | None:
    """As Systems Manager writes a day and time (API reference, CreateMaintenanceWindow: ISO 8601, extended)."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _may_patch(scope: Scope, groups: Sequence[str]) -> list[Statement]:
    """One document, on the hosts of these groups (Systems Manager user guide, roles for maintenance windows)."""
    document = f"arn:aws:ssm:{scope.region}::document/{PATCH}"
    hosts = f"arn:aws:ec2:{scope.region}:{scope.account}:instance/*"
    mine = {"StringEquals": {f"ssm:resourceTag/{PATCH_TAG}": list(groups)}}
    follow = ["ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:ListCommands", "tag:GetResources"]
    return [
        {"Effect": "Allow", "Action": "ssm:SendCommand", "Resource": document},
        {"Effect": "Allow", "Action": "ssm:SendCommand", "Resource": hosts, "Condition": mine},
        # What was sent has no ARN to bind these to (service authorization reference).
        {"Effect": "Allow", "Action": follow, "Resource": "*"},
    ]


def _compliance(args: PatchingArgs, opts: pulumi.ResourceOptions) -> PrivateBucket:
    bucket = PrivateBucketArgs(
        scope=args.scope,
        key_arn=args.key_arn,
        statements=_let_systems_manager_write(args.scope),
        log_bucket=args.log_bucket,
        keep_replaced=KEEP_REPLACED,
        expire_after=args.keep_for,
        protect=args.protect,
    )
    return PrivateBucket(COMPLIANCE, bucket, opts)


def _let_systems_manager_write(scope: Scope) -> tuple[Statement, ...]:
    """The bucket policy of a resource data sync (Systems Manager user guide), for this account's alone."""
    principal, arn = {"Service": SERVICE}, bucket_arn(scope, COMPLIANCE)
    sync = {"ArnLike": {"aws:SourceArn": f"arn:aws:ssm:*:{scope.account}:resource-data-sync/*"}}
    same = of_account(scope.account)["StringEquals"]
    return (
        {
            "Sid": "LetSystemsManagerLook",
            "Effect": "Allow",
            "Principal": principal,
            "Action": "s3:GetBucketAcl",
            "Resource": arn,
            "Condition": {"StringEquals": same},
        },
        {
            "Sid": "LetSystemsManagerWrite",
            "Effect": "Allow",
            "Principal": principal,
            "Action": "s3:PutObject",
            "Resource": f"{arn}/*/accountid={scope.account}/*",
            "Condition": {"StringEquals": {**same, "s3:x-amz-acl": "bucket-owner-full-control"}, **sync},
        },
    )
