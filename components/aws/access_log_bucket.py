"""Where S3 writes who used an account's other buckets."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.log_bucket import LogBucket, log_bucket
from components.aws.policy_document import Statement
from components.aws.private_bucket import bucket_arn, bucket_name
from estate.naming import Scope

ACCESS_LOGS = "access-logs"


def access_log_bucket_name(scope: Scope) -> str:
    """The physical name of the account's bucket: for buckets of layers that are rolled out after it."""
    return bucket_name(scope, ACCESS_LOGS)


@dataclass(frozen=True, kw_only=True)
class AccessLogBucketArgs:
    """The logs of one account, kept for `keep_for`."""

    scope: Scope
    keep_for: timedelta
    protect: bool
    region: str | None = None
    """Where it stands; nothing given: in the region of its stack."""


class AccessLogBucket(pulumi.ComponentResource):
    """Bucket that S3's own logging service writes to, for buckets of this account alone (S3 user guide, server access logging)."""

    bucket_name: pulumi.Output[str]

    def __init__(self, name: str, args: AccessLogBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:AccessLogBucket", name, None, opts)
        may_write = _let_s3_write(args.scope, bucket_arn(args.scope, name))
        logs = LogBucket(scope=args.scope, may_write=may_write, keep_for=args.keep_for, protect=args.protect, region=args.region)
        bucket = log_bucket(name, logs, pulumi.ResourceOptions(parent=self))
        self.bucket_name = bucket.name
        self.register_outputs({"bucket_name": self.bucket_name})


def _let_s3_write(scope: Scope, arn: str) -> Statement:
    return {
        "Sid": "LetS3Write",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{arn}/*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": scope.account},
            "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{scope.prefix}-*"},
        },
    }
