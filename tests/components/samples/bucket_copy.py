"""The smallest and the largest copy of a bucket."""

from datetime import timedelta

from components.aws.bucket_copy import BucketCopy, BucketCopyArgs
from components.aws.cloudfront_reader import may_read
from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from tests.components.builds import KEY_ARN, SCOPE

COPY_KEY_ARN = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"
DAY = timedelta(days=1)


def _copy(*statements: Statement, expire_after: timedelta | None, protect: bool) -> None:
    settings = PrivateBucketArgs(scope=SCOPE, key_arn=KEY_ARN, keep_replaced=DAY, expire_after=expire_after, protect=protect)
    args = BucketCopyArgs(
        source=PrivateBucket("photos", settings),
        settings=settings,
        region="eu-west-1",
        key_arn=COPY_KEY_ARN,
        statements=statements,
        log_bucket="shop-dev-access-logs-recovery-111111111111",
    )
    BucketCopy("photos-copy", args)


def smallest() -> None:
    _copy(expire_after=None, protect=False)


def largest() -> None:
    _copy(may_read(SCOPE, "photos-copy"), expire_after=730 * DAY, protect=True)
