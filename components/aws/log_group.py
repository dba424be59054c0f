"""Log groups: every one encrypted and kept for a set time."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from components.aws.policy_document import Statement
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class LogSettings:
    """How long lines are kept, and what encrypts them."""

    retention_days: int
    key_arn: pulumi.Input[str] | None
    """A KMS key of the log group's region; nothing: a key that CloudWatch Logs owns."""


def log_group(name: str, scope: Scope, settings: LogSettings, *, path: str, opts: pulumi.ResourceOptions) -> cloudwatch.LogGroup:
    """The log group of that path, in the scope's region."""
    return cloudwatch.LogGroup(
        name,
        name=path,
        retention_in_days=settings.retention_days,
        kms_key_id=settings.key_arn,
        region=scope.region,
        tags=scope.tags,
        opts=opts,
    )


def may_write(group: cloudwatch.LogGroup) -> Statement:
    """Lets a role write lines into the group's streams (CloudWatch Logs API)."""
    return {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        "Resource": [group.arn, pulumi.Output.concat(group.arn, ":*")],
    }
