"""How every resource of an account was set up, and when that changed."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import cfg, iam

from components.aws.policy_document import Statement, of_account
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs, bucket_arn
from estate.naming import Scope

SERVICE = "config.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class ConfigurationRecordArgs:
    """How long the history is kept."""

    scope: Scope
    key_arn: pulumi.Input[str]
    """A key whose policy lets AWS Config use it."""
    log_bucket: pulumi.Input[str]
    keep_for: timedelta
    protect: bool


class ConfigurationRecord(pulumi.ComponentResource):
    """AWS Config over all resource types, with its service's own role (FSBP Config.1)."""

    bucket_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ConfigurationRecordArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:ConfigurationRecord", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        # An object lock with a default retention would stop the delivery (AWS Config developer guide, delivery channel).
        bucket = PrivateBucket(
            name,
            PrivateBucketArgs(
                scope=args.scope,
                key_arn=args.key_arn,
                statements=_let_config_write(bucket_arn(args.scope, name), args.scope.account),
                log_bucket=args.log_bucket,
                keep_replaced=timedelta(days=1),
                expire_after=args.keep_for,
                protect=args.protect,
            ),
            child,
        )
        role = iam.ServiceLinkedRole(name, aws_service_name=SERVICE, tags=args.scope.tags, opts=child)
        group = cfg.RecorderRecordingGroupArgs(all_supported=True, include_global_resource_types=True)
        recorder = cfg.Recorder(name, role_arn=role.arn, recording_group=group, opts=child)
        channel = cfg.DeliveryChannel(
            name,
            s3_bucket_name=bucket.name,
            s3_kms_key_arn=args.key_arn,
            # AWS Config takes no channel before there is a recorder, and tries the bucket's policy.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[recorder, bucket]),
        )
        started = pulumi.ResourceOptions(parent=self, depends_on=[channel])
        cfg.RecorderStatus(name, name=recorder.name, is_enabled=True, opts=started)
        self.bucket_arn = bucket.arn
        self.register_outputs({"bucket_arn": self.bucket_arn})


def _let_config_write(bucket: str, account: str) -> tuple[Statement, ...]:
    """The bucket policy that the AWS Config developer guide asks for, for this account."""
    principal = {"Service": SERVICE}
    acl = {"StringEquals": {**of_account(account)["StringEquals"], "s3:x-amz-acl": "bucket-owner-full-control"}}
    return (
        {
            "Sid": "LetConfigLook",
            "Effect": "Allow",
            "Principal": principal,
            "Action": ["s3:GetBucketAcl", "s3:ListBucket"],
            "Resource": bucket,
            "Condition": of_account(account),
        },
        {
            "Sid": "LetConfigWrite",
            "Effect": "Allow",
            "Principal": principal,
            "Action": "s3:PutObject",
            "Resource": f"{bucket}/AWSLogs/{account}/Config/*",
            "Condition": acl,
        },
    )
