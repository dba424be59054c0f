"""Where S3 writes who used an account's other buckets."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs, bucket_arn
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class AccessLogBucketArgs:
    """The logs of one account, kept for `keep_for`."""

    scope: Scope
    keep_for: timedelta
    protect: bool


class AccessLogBucket(pulumi.ComponentResource):
    """Bucket that S3's own logging service writes to, for buckets of this account alone (S3 user guide, server access logging)."""

    bucket_name: pulumi.Output[str]

    def __init__(self, name: str, args: AccessLogBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:AccessLogBucket", name, None, opts)
        bucket = PrivateBucket(
            name,
            PrivateBucketArgs(
                scope=args.scope,
                key_arn=None,
                statements=(_let_s3_write(args.scope, bucket_arn(args.scope, name)),),
                keep_replaced=timedelta(days=1),
                expire_after=args.keep_for,
                protect=args.protect,
            ),
            pulumi.ResourceOptions(parent=self),
        )
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
