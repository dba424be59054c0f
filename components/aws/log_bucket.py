"""A bucket that a service of AWS writes its logs to."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from estate.naming import Scope

KEEP_REPLACED = timedelta(days=1)  # nobody overwrites a log


@dataclass(frozen=True, kw_only=True)
class LogBucket:
    """Who may write, and how long it is kept; `protect`: the engine refuses to delete it.

    Access logs of S3 and of load balancers are written under S3's own key alone (S3 and ELB user guides): they name no `key_arn`.
    """

    scope: Scope
    may_write: Statement
    """Of the bucket's policy, for the service and for this account alone."""
    keep_for: timedelta
    protect: bool
    key_arn: pulumi.Input[str] | None = None
    region: str | None = None
    """Where it stands; nothing given: in the region of its stack."""


def log_bucket(name: str, logs: LogBucket, opts: pulumi.ResourceOptions) -> PrivateBucket:
    """The bucket. Services try at once whether they may write: whatever names the bucket depends on all of it."""
    args = PrivateBucketArgs(
        scope=logs.scope,
        key_arn=logs.key_arn,
        statements=(logs.may_write,),
        keep_replaced=KEEP_REPLACED,
        expire_after=logs.keep_for,
        protect=logs.protect,
        region=logs.region,
    )
    return PrivateBucket(name, args, opts)
