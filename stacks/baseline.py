"""What every account has, whatever runs in it: limits, a record of all that happens, and somebody who watches."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.access_log_bucket import ACCESS_LOGS, AccessLogBucket, AccessLogBucketArgs
from components.aws.account_guardrails import AccountGuardrails, AccountGuardrailsArgs
from components.aws.audit_trail import AuditTrail, AuditTrailArgs
from components.aws.configuration_record import ConfigurationRecord, ConfigurationRecordArgs
from components.aws.encryption_key import key_alias
from components.aws.permissions_boundary import PermissionsBoundary, PermissionsBoundaryArgs
from components.aws.private_bucket import bucket_arn
from components.aws.threat_detection import ThreatDetection, ThreatDetectionArgs
from estate.naming import Scope

RECORD_KEPT = timedelta(days=731)  # two years: intruders are often found after many months
RECORD_LOCKED = timedelta(days=365)
ACCESS_LOGS_KEPT = timedelta(days=90)
# What the reference estate runs; the features for Kubernetes would read nothing.
WATCHED = ("EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS")
AUDIT, CONFIGURATION = "audit", "configuration"


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """An account: what workflows may become in it, and how strictly its record is kept."""

    scope: Scope
    delivery_roles: tuple[str, ...]
    """Physical names of the roles that workflows take."""
    log_retention_days: int
    protect: bool


@dataclass(frozen=True, kw_only=True)
class BaselineOutputs:
    """What the rest of the account needs."""

    log_bucket: pulumi.Output[str]
    after: pulumi.ResourceOptions
    """The options of whatever makes roles or is logged: IAM refuses a boundary that is not there yet, S3 a closed log bucket."""


def build_baseline(account: Baseline, opts: pulumi.ResourceOptions) -> BaselineOutputs:
    """The account's baseline."""
    scope = account.scope
    boundary = _boundary(account, opts)
    logs_args = AccessLogBucketArgs(scope=scope, keep_for=ACCESS_LOGS_KEPT, protect=account.protect)
    logs = AccessLogBucket(ACCESS_LOGS, logs_args, opts)
    after = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[boundary, logs]))
    AccountGuardrails("guardrails", AccountGuardrailsArgs(scope=scope), opts)
    ThreatDetection("threats", ThreatDetectionArgs(scope=scope, features=WATCHED), opts)
    _record(account, logs.bucket_name, after)
    return BaselineOutputs(log_bucket=logs.bucket_name, after=after)


def _boundary(account: Baseline, opts: pulumi.ResourceOptions) -> PermissionsBoundary:
    args = PermissionsBoundaryArgs(
        scope=account.scope,
        roles=account.delivery_roles,
        buckets=(bucket_arn(account.scope, AUDIT), bucket_arn(account.scope, CONFIGURATION)),
        key_aliases=(key_alias(account.scope, AUDIT),),
        protect=account.protect,
    )
    return PermissionsBoundary("boundary", args, opts)


def _record(account: Baseline, log_bucket: pulumi.Output[str], after: pulumi.ResourceOptions) -> None:
    trail_args = AuditTrailArgs(
        scope=account.scope,
        log_bucket=log_bucket,
        keep_for=RECORD_KEPT,
        locked_for=RECORD_LOCKED if account.protect else None,
        log_retention_days=account.log_retention_days,
        protect=account.protect,
    )
    trail = AuditTrail(AUDIT, trail_args, after)
    record_args = ConfigurationRecordArgs(
        scope=account.scope, key_arn=trail.key_arn, log_bucket=log_bucket, keep_for=RECORD_KEPT, protect=account.protect
    )
    ConfigurationRecord(CONFIGURATION, record_args, after)
