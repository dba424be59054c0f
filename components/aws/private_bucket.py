"""A bucket that nobody outside reaches: what every bucket of ours starts from."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import s3

from components.aws.policy_document import Statement, document, refuse_plain_http
from estate.naming import Scope

ABORT_UPLOADS_DAYS = 7  # parts of an upload that never ended cost money and serve nobody (S3 user guide, multipart lifecycle)


def bucket_name(scope: Scope, name: str) -> str:
    """The physical name of the bucket `name`."""
    return scope.name("s3/bucket", name)


def bucket_arn(scope: Scope, name: str) -> str:
    """Its ARN, known before it is made: for policies that name it."""
    return f"arn:aws:s3:::{bucket_name(scope, name)}"


@dataclass(frozen=True, kw_only=True)
class PrivateBucketArgs:
    """A bucket: who may use it beside the account's own policies, and how long it keeps what."""

    scope: Scope
    key_arn: pulumi.Input[str] | None
    """The KMS key; none for a bucket that S3 writes its access logs to: that takes SSE-S3 only (S3 user guide, access logs)."""
    statements: tuple[Statement, ...] = ()
    """More of the bucket's policy."""
    log_bucket: pulumi.Input[str] | None = None
    """Where S3 writes who used it."""
    keep_replaced: timedelta
    """How long an object that was overwritten or deleted can be brought back."""
    expire_after: timedelta | None = None
    """Objects older than this go; nothing given: they stay."""
    locked_for: timedelta | None = None
    """Nobody deletes a version younger than this, but who may bypass governance (S3 user guide, Object Lock)."""
    protect: bool
    """Whether the engine refuses to delete it; where it does not, all that is in it goes with it."""
    region: str | None = None
    """Where it stands; nothing given: in the region of its stack."""


class PrivateBucket(pulumi.ComponentResource):
    """S3 bucket: versioned, encrypted, TLS only, without ACLs, closed to the public (FSBP S3.1, S3.5, S3.8, S3.12 to S3.14, S3.17)."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:PrivateBucket", name, None, opts)
        bucket = s3.Bucket(
            name,
            bucket=bucket_name(args.scope, name),
            object_lock_enabled=True if args.locked_for else None,
            # An environment that may be taken down does not stop half-way at its first object.
            force_destroy=not args.protect,
            region=args.region,
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        child = pulumi.ResourceOptions(parent=self)
        self._close(name, bucket, args)
        self._keep(name, bucket, args)
        s3.BucketServerSideEncryptionConfiguration(
            name, bucket=bucket.id, rules=[_encryption(args.key_arn)], region=args.region, opts=child
        )
        if args.log_bucket is not None:
            s3.BucketLogging(
                name, bucket=bucket.id, target_bucket=args.log_bucket, target_prefix=f"{name}/", region=args.region, opts=child
            )
        self.name = bucket.bucket
        self.arn = bucket.arn
        self.register_outputs({"name": self.name, "arn": self.arn})

    def _close(self, name: str, bucket: s3.Bucket, args: PrivateBucketArgs) -> None:
        child = pulumi.ResourceOptions(parent=self)
        block = s3.BucketPublicAccessBlock(
            name,
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            region=args.region,
            opts=child,
        )
        owner = s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced")
        s3.BucketOwnershipControls(name, bucket=bucket.id, rule=owner, region=args.region, opts=child)
        secure = refuse_plain_http("s3:*", bucket.arn, pulumi.Output.concat(bucket.arn, "/*"))
        # S3 refuses two changes of one bucket's access at a time (S3 API, OperationAborted).
        after = pulumi.ResourceOptions(parent=self, depends_on=[block])
        s3.BucketPolicy(name, bucket=bucket.id, policy=document(secure, *args.statements), region=args.region, opts=after)

    def _keep(self, name: str, bucket: s3.Bucket, args: PrivateBucketArgs) -> None:
        status = s3.BucketVersioningVersioningConfigurationArgs(status="Enabled")
        child = pulumi.ResourceOptions(parent=self)
        versioning = s3.BucketVersioning(name, bucket=bucket.id, versioning_configuration=status, region=args.region, opts=child)
        after = pulumi.ResourceOptions(parent=self, depends_on=[versioning])
        s3.BucketLifecycleConfiguration(name, bucket=bucket.id, rules=_lifecycle(args), region=args.region, opts=after)
        if args.locked_for:
            s3.BucketObjectLockConfiguration(name, bucket=bucket.id, rule=_lock(args.locked_for), region=args.region, opts=after)


def _encryption(key_arn: pulumi.Input[str] | None) -> s3.BucketServerSideEncryptionConfigurationRuleArgs:
    default = s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
        sse_algorithm="aws:kms" if key_arn else "AES256", kms_master_key_id=key_arn
    )
    # A bucket key saves almost every request to KMS (S3 user guide, bucket keys).
    return s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=default, bucket_key_enabled=key_arn is not None
    )


def _lifecycle(args: PrivateBucketArgs) -> list[s3.BucketLifecycleConfigurationRuleArgs]:
    replaced = s3.BucketLifecycleConfigurationRuleArgs(
        id="forget-replaced",
        status="Enabled",
        filter=s3.BucketLifecycleConfigurationRuleFilterArgs(),
        abort_incomplete_multipart_upload=s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
            days_after_initiation=ABORT_UPLOADS_DAYS
        ),
        noncurrent_version_expiration=s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
            noncurrent_days=args.keep_replaced.days
        ),
    )
    if args.expire_after is None:
        return [replaced]
    old = s3.BucketLifecycleConfigurationRuleArgs(
        id="expire-old",
        status="Enabled",
        filter=s3.BucketLifecycleConfigurationRuleFilterArgs(),
        expiration=s3.BucketLifecycleConfigurationRuleExpirationArgs(days=args.expire_after.days),
    )
    return [replaced, old]


def _lock(locked_for: timedelta) -> s3.BucketObjectLockConfigurationRuleArgs:
    retention = s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(mode="GOVERNANCE", days=locked_for.days)
    return s3.BucketObjectLockConfigurationRuleArgs(default_retention=retention)
