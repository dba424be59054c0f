"""A KMS key, and the AWS services that may use it by themselves."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import kms

from components.aws.policy_document import Condition, Statement, document, of_account
from estate.naming import Scope

DELETION_WINDOW_DAYS = 30  # the longest; what a deleted key encrypted is lost with it (KMS API, ScheduleKeyDeletion)
USE_ACTIONS = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey")


@dataclass(frozen=True, kw_only=True)
class KeyUse:
    """A service that uses the key without a role of ours, and the condition under which it may."""

    service: str
    """The service's principal, such as `sns.amazonaws.com`."""
    condition: Condition


def used_by(scope: Scope, service: str) -> KeyUse:
    """The service, for resources of this account only (KMS developer guide, condition key `aws:SourceAccount`)."""
    return KeyUse(service=service, condition=of_account(scope.account))


def used_by_logs(scope: Scope) -> KeyUse:
    """CloudWatch Logs, for the log groups of this account and region (CloudWatch Logs user guide, encrypting log data)."""
    groups = f"arn:aws:logs:{scope.region}:{scope.account}:log-group:*"
    return KeyUse(
        service=f"logs.{scope.region}.amazonaws.com",
        condition={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
    )


def key_alias(scope: Scope, name: str) -> str:
    """The alias of the key `name`."""
    return f"alias/{scope.name('kms/alias', name)}"


@dataclass(frozen=True, kw_only=True)
class EncryptionKeyArgs:
    """A key whose use IAM policies of the account give, and the services that need no role for it."""

    scope: Scope
    description: str
    uses: tuple[KeyUse, ...] = ()
    protect: bool
    """Whether the engine refuses to delete it."""
    region: str | None = None
    """Where it stands; nothing given: in the region of its stack."""


class EncryptionKey(pulumi.ComponentResource):
    """Symmetric KMS key with an alias; its material is renewed each year (FSBP KMS.4)."""

    arn: pulumi.Output[str]
    key_id: pulumi.Output[str]

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:EncryptionKey", name, None, opts)
        key = kms.Key(
            name,
            description=args.description,
            enable_key_rotation=True,
            deletion_window_in_days=DELETION_WINDOW_DAYS,
            policy=document(_account_decides(args.scope), *(_service_uses(use) for use in args.uses)),
            region=args.region,
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        child = pulumi.ResourceOptions(parent=self)
        kms.Alias(name, name=key_alias(args.scope, name), target_key_id=key.key_id, region=args.region, opts=child)
        self.arn = key.arn
        self.key_id = key.key_id
        self.register_outputs({"arn": self.arn, "key_id": self.key_id})


def _account_decides(scope: Scope) -> Statement:
    """Lets the account's IAM policies decide; without it nobody could administer the key (KMS developer guide, default key policy)."""
    return {
        "Sid": "LetTheAccountDecide",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{scope.account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }


def _service_uses(use: KeyUse) -> Statement:
    return {
        "Effect": "Allow",
        "Principal": {"Service": use.service},
        "Action": list(USE_ACTIONS),
        "Resource": "*",
        "Condition": use.condition,
    }
