"""The policy that no role of an account exceeds, whatever else it is given."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import iam

from components.aws.policy_document import Statement, document
from estate.naming import Scope

# Changing these would blind or unlock the account; a person does it in layer `account`, with a session of their own.
GUARDS = (
    "access-analyzer:DeleteAnalyzer",
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
    "config:DeleteConfigurationRecorder",
    "config:DeleteDeliveryChannel",
    "config:PutConfigurationRecorder",
    "config:StopConfigurationRecorder",
    "ec2:DisableEbsEncryptionByDefault",
    "guardduty:DeleteDetector",
    "guardduty:UpdateDetector",
    "iam:DeleteAccountPasswordPolicy",
    "iam:UpdateAccountPasswordPolicy",
    "s3:BypassGovernanceRetention",
    "s3:PutAccountPublicAccessBlock",
    "securityhub:BatchDisableStandards",
    "securityhub:DisableSecurityHub",
)
# Ways into the account that outlive a session; people and workflows come through roles.
LASTING_ENTRANCES = (
    "iam:*AccessKey*",
    "iam:*LoginProfile",
    "iam:*OpenIDConnectProvider*",
    "iam:*SAMLProvider*",
    "iam:AttachUserPolicy",
    "iam:CreateUser",
    "iam:PutUserPolicy",
)
ROLE_CHANGES = ("iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy")
CHANGES = ("iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*", "iam:Put*", "iam:Set*", "iam:Update*")
# What AWS Organizations and Control Tower come in with (their user guides).
ADMINISTRATORS = ("AWSControlTowerExecution", "OrganizationAccountAccessRole")


@dataclass(frozen=True, kw_only=True)
class PermissionsBoundaryArgs:
    """The account, and what in it only a person changes."""

    scope: Scope
    roles: tuple[str, ...]
    """Physical names of the roles that workflows take: they change none of them."""
    buckets: tuple[str, ...]
    """ARNs of the buckets with the audit trail."""
    key_aliases: tuple[str, ...]
    """The aliases (`alias/...`) of the keys that encrypt it."""
    protect: bool


class PermissionsBoundary(pulumi.ComponentResource):
    """Managed policy: everything within the account but its guards, and only roles that carry this policy again."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: PermissionsBoundaryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:PermissionsBoundary", name, None, opts)
        policy = iam.Policy(
            name,
            name=args.scope.boundary_arn.rsplit("/", 1)[-1],
            description="What no role of the account exceeds",
            policy=document(*_statements(args)),
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.arn = policy.arn
        self.register_outputs({"arn": self.arn})


def _statements(args: PermissionsBoundaryArgs) -> list[Statement]:
    account, boundary = args.scope.account, args.scope.boundary_arn
    roles = [f"arn:aws:iam::{account}:role/{role}" for role in (*args.roles, *ADMINISTRATORS)]
    unlimited = {"StringNotEquals": {"iam:PermissionsBoundary": boundary}}
    audit_keys = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": list(args.key_aliases)}}
    return [
        {"Sid": "WithinTheAccount", "Effect": "Allow", "NotAction": ["account:*", "organizations:*"], "Resource": "*"},
        _refuse("KeepGuards", (*GUARDS, *LASTING_ENTRANCES), "*"),
        {**_refuse("KeepBoundaryOnRoles", ROLE_CHANGES, "*"), "Condition": unlimited},
        _refuse("KeepBoundary", ("iam:DeleteRolePermissionsBoundary",), "*"),
        _refuse("KeepDelivery", CHANGES, [*roles, boundary]),
        _refuse("KeepAudit", ("s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:Put*"), _with_objects(args.buckets)),
        {**_refuse("KeepAuditKeys", ("kms:Disable*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"), "*"), "Condition": audit_keys},
    ]


def _refuse(sid: str, actions: tuple[str, ...], resources: str | list[str]) -> Statement:
    return {"Sid": sid, "Effect": "Deny", "Action": list(actions), "Resource": resources}


def _with_objects(buckets: tuple[str, ...]) -> list[str]:
    return [arn for bucket in buckets for arn in (bucket, f"{bucket}/*")]
