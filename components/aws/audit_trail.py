"""The record of every call to the account, which nobody in it can change."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import cloudtrail

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUse, used_by, used_by_logs
from components.aws.log_group import LogSettings, log_group, may_write
from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs, bucket_arn
from components.aws.service_role import service_role
from estate.naming import Scope

SERVICE = "cloudtrail.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class AuditTrailArgs:
    """How long calls are kept, in the bucket and in the log group that alarms read."""

    scope: Scope
    log_bucket: pulumi.Input[str]
    """Where S3 writes who used the trail's bucket."""
    keep_for: timedelta
    locked_for: timedelta | None
    """Nobody deletes a file younger than this; nothing given: the account's administrators may."""
    log_retention_days: int
    protect: bool


class AuditTrail(pulumi.ComponentResource):
    """CloudTrail over all regions with validated, encrypted files (FSBP CloudTrail.1, .2, .4, .5, .7)."""

    bucket_arn: pulumi.Output[str]
    key_arn: pulumi.Output[str]
    log_group_name: pulumi.Output[str]

    def __init__(self, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:AuditTrail", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        trail_name = args.scope.name("cloudtrail/trail", name)
        trail_arn = f"arn:aws:cloudtrail:{args.scope.region}:{args.scope.account}:trail/{trail_name}"
        of_trail = {"StringEquals": {"aws:SourceArn": trail_arn}}
        uses = (KeyUse(service=SERVICE, condition=of_trail), used_by_logs(args.scope), used_by(args.scope, "config.amazonaws.com"))
        key = EncryptionKey(
            name, EncryptionKeyArgs(scope=args.scope, description="The account's record", uses=uses, protect=args.protect), child
        )
        bucket = PrivateBucket(name, _bucket(name, args, key.arn, of_trail), child)
        settings = LogSettings(retention_days=args.log_retention_days, key_arn=key.arn)
        group = log_group(name, args.scope, settings, path=args.scope.path(name), opts=child)
        writer = service_role(name, args.scope, service=SERVICE, statements=[may_write(group)], condition=of_trail, opts=child)
        cloudtrail.Trail(
            name,
            name=trail_name,
            s3_bucket_name=bucket.name,
            kms_key_id=key.arn,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            cloud_watch_logs_group_arn=pulumi.Output.concat(group.arn, ":*"),
            cloud_watch_logs_role_arn=writer.arn,
            tags=args.scope.tags,
            # CloudTrail tries the bucket's policy while the trail is made.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[bucket], protect=args.protect),
        )
        self.bucket_arn = bucket.arn
        self.key_arn = key.arn
        self.log_group_name = group.name
        self.register_outputs({"bucket_arn": self.bucket_arn, "key_arn": self.key_arn, "log_group_name": self.log_group_name})


def _bucket(name: str, args: AuditTrailArgs, key_arn: pulumi.Input[str], of_trail: dict[str, dict[str, str]]) -> PrivateBucketArgs:
    return PrivateBucketArgs(
        scope=args.scope,
        key_arn=key_arn,
        statements=_let_trail_write(bucket_arn(args.scope, name), args.scope.account, of_trail),
        log_bucket=args.log_bucket,
        keep_replaced=timedelta(days=1),
        expire_after=args.keep_for,
        locked_for=args.locked_for,
        protect=args.protect,
    )


def _let_trail_write(bucket: str, account: str, of_trail: dict[str, dict[str, str]]) -> tuple[Statement, ...]:
    """The bucket policy that the CloudTrail user guide asks for, for this one trail."""
    principal = {"Service": SERVICE}
    return (
        {
            "Sid": "LetTrailLook",
            "Effect": "Allow",
            "Principal": principal,
            "Action": "s3:GetBucketAcl",
            "Resource": bucket,
            "Condition": of_trail,
        },
        {
            "Sid": "LetTrailWrite",
            "Effect": "Allow",
            "Principal": principal,
            "Action": "s3:PutObject",
            "Resource": f"{bucket}/AWSLogs/{account}/*",
            "Condition": {"StringEquals": {**of_trail["StringEquals"], "s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    )
