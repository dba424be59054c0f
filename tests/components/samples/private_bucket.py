"""The smallest and the largest private bucket."""

from datetime import timedelta

from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs, bucket_arn
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    PrivateBucket("logs", PrivateBucketArgs(scope=SCOPE, key_arn=None, keep_replaced=timedelta(days=1), protect=False))


def largest() -> None:
    trail = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:GetBucketAcl",
        "Resource": bucket_arn(SCOPE, "audit"),
        "Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111111111111:trail/shop-dev-audit"}},
    }
    PrivateBucket(
        "audit",
        PrivateBucketArgs(
            scope=SCOPE,
            key_arn=KEY_ARN,
            statements=(trail,),
            log_bucket="shop-dev-access-logs-111111111111",
            keep_replaced=timedelta(days=90),
            expire_after=timedelta(days=400),
            locked_for=timedelta(days=365),
            protect=True,
        ),
    )
