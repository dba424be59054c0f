"""The smallest and the largest bucket for access logs."""

from datetime import timedelta

from components.aws.access_log_bucket import AccessLogBucket, AccessLogBucketArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    AccessLogBucket("access-logs", AccessLogBucketArgs(scope=SCOPE, keep_for=timedelta(days=1), protect=False))


def largest() -> None:
    AccessLogBucket("access-logs", AccessLogBucketArgs(scope=SCOPE, keep_for=timedelta(days=3653), protect=True))
