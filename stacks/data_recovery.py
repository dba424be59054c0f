"""What layer `data` keeps in the region in which it would be recovered."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.aws.access_log_bucket import AccessLogBucket, AccessLogBucketArgs
from components.aws.backup import Backup, BackupArgs
from components.aws.bucket_copy import BucketCopy, BucketCopyArgs
from components.aws.cloudfront_reader import may_read, used_by_cloudfront
from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs
from components.aws.placement import Placement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from components.aws.restore_test import RestoreTest, RestoreTestArgs
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.store import Bucket
from estate.decisions.recovery import Recovery, copy_name, recovery_of
from estate.naming import Scope, in_region
from stacks.baseline import ACCESS_LOGS_KEPT
from stacks.contracts import StoreContract

RECOVERY = "recovery"
"""The name of the other region's key."""
ACCESS_LOGS = "access-logs-recovery"


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """The other region: what stands there, its key, and where S3 writes who used its buckets."""

    recovery: Recovery
    key_arn: pulumi.Output[str]
    logs: AccessLogBucket
    protect: bool


def build_elsewhere(catalog: Catalog, environment: Environment, scope: Scope, opts: pulumi.ResourceOptions) -> Elsewhere | None:
    """What copies need there; None for an environment that keeps none."""
    recovery = recovery_of(catalog, environment)
    if recovery is None:
        return None
    region, there, protect = recovery.region, in_region(scope, recovery.region), environment.deletion_protection
    key = EncryptionKeyArgs(
        scope=there,
        description=f"Copies of what {environment.name} stores",
        uses=(used_by_cloudfront(there),),
        protect=protect,
        region=region,
    )
    logs = AccessLogBucketArgs(scope=there, keep_for=ACCESS_LOGS_KEPT, protect=protect, region=region)
    return Elsewhere(
        recovery=recovery,
        key_arn=EncryptionKey(RECOVERY, key, opts).arn,
        logs=AccessLogBucket(ACCESS_LOGS, logs, opts),
        protect=protect,
    )


def copy_bucket(elsewhere: Elsewhere, store: Bucket, made: PrivateBucket, given: PrivateBucketArgs, opts: pulumi.ResourceOptions) -> None:
    """The copy of a bucket that was made with the arguments `given`, where one is kept."""
    if store.name not in elsewhere.recovery.buckets:
        return
    name = copy_name(store.name)
    args = BucketCopyArgs(
        source=made,
        settings=given,
        region=elsewhere.recovery.region,
        key_arn=elsewhere.key_arn,
        statements=(may_read(given.scope, name),) if store.served == "cdn" else (),
        log_bucket=elsewhere.logs.bucket_name,
    )
    # S3 refuses a bucket for logs that does not yet let it write.
    BucketCopy(name, args, pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[elsewhere.logs])))


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """The stores, the environment's key, and the network into which a backup is restored when it is tested."""

    contracts: Mapping[str, StoreContract]
    key_arn: pulumi.Output[str]
    placement: Placement


def back_up(elsewhere: Elsewhere, what: BackedUp, scope: Scope, opts: pulumi.ResourceOptions) -> None:
    """The databases' backups, under the environment's key and under that of the other region; each week one is restored."""
    arns = {plan.store: what.contracts[plan.store].arn for plan in elsewhere.recovery.plans}
    if not arns:
        return
    args = BackupArgs(
        scope=scope,
        recovery=elsewhere.recovery,
        arns=arns,
        key_arn=what.key_arn,
        copy_key_arn=elsewhere.key_arn,
        protect=elsewhere.protect,
    )
    vault = Backup("backups", args, opts).vault_arn
    tested = RestoreTestArgs(scope=scope, vault_arn=vault, arns=arns, subnet_ids=what.placement.subnet_ids)
    RestoreTest("restore-tests", tested, opts)
