"""The pieces that policy documents share. They are plain Python, so that a plan shows a whole document without asking an account."""

from collections.abc import Mapping
from typing import Any

import pulumi

POLICY_VERSION = "2012-10-17"  # the language's version (IAM user guide, policy elements)

Statement = Mapping[str, Any]
"""One statement; its members may be outputs."""
Condition = Mapping[str, Mapping[str, Any]]
"""Operator to key to value: `{"StringEquals": {"aws:SourceAccount": "111111111111"}}`."""


def document(*statements: Statement) -> pulumi.Output[str]:
    """The statements as a document, as text."""
    return pulumi.Output.json_dumps({"Version": POLICY_VERSION, "Statement": list(statements)})


def refuse_plain_http(actions: str, *resources: pulumi.Input[str]) -> Statement:
    """Refuses every call without TLS; `actions` such as `s3:*` (FSBP S3.5; SQS and SNS developer guides, security best practices)."""
    return {
        "Sid": "RefusePlainHttp",
        "Effect": "Deny",
        "Principal": {"AWS": "*"},
        "Action": actions,
        "Resource": list(resources),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def assume_role_by_service(service: str, condition: Condition | None = None) -> pulumi.Output[str]:
    """Who may take a role: an AWS service such as `ecs-tasks.amazonaws.com`, alone.

    The condition keeps the service from acting for others: `of_account` where the service tells for whom it calls
    (IAM user guide, the confused deputy problem); EC2 and Lambda do not tell.
    """
    trust: dict[str, Any] = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return document({**trust, "Condition": condition} if condition else trust)


def of_account(account: str) -> Condition:
    """Only when the service calls for a resource of this account."""
    return {"StringEquals": {"aws:SourceAccount": account}}
