"""Backups of an environment's databases, with a copy of each in another region."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws import backup

from components.aws.backup_role import backup_role
from estate.decisions.recovery import Recovery
from estate.naming import Scope

MAY_BACK_UP = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
COPIES = "copies"
OPTED_IN = {"Aurora": True}
"""Aurora shares its form of ARN with RDS: a plan that names a cluster takes it in only where this is on (AWS Backup developer guide,
assigning resources)."""


@dataclass(frozen=True, kw_only=True)
class BackupArgs:
    """What is backed up, when, and under which keys."""

    scope: Scope
    recovery: Recovery
    arns: Mapping[str, pulumi.Input[str]]
    """Of the stores in the plans, by name."""
    key_arn: pulumi.Input[str]
    copy_key_arn: pulumi.Input[str]
    """The KMS key of the other region."""
    protect: bool
    """Whether the engine refuses to delete the vaults; where it does not, all that is in them goes with them."""


class Backup(pulumi.ComponentResource):
    """Two vaults from which nobody deletes before a time (AWS Backup developer guide, vault lock), and a plan for each store.

    The lock is in governance mode: who may change it in the account can take it away, and the trail says who did.
    """

    vault_arn: pulumi.Output[str]
    copy_vault_arn: pulumi.Output[str]

    def __init__(self, name: str, args: BackupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Backup", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        vault = self._vault(name, args, args.key_arn, region=None)
        copies = self._vault(f"{name}-{COPIES}", args, args.copy_key_arn, region=args.recovery.region)
        # AWS answers with every service there is: what else is on stays as it was, and is no change of ours.
        aside = pulumi.ResourceOptions(parent=self, ignore_changes=["resource_type_opt_in_preference"])
        opted_in = backup.RegionSettings(name, resource_type_opt_in_preference=OPTED_IN, opts=aside)
        role = backup_role(name, args.scope, policy_arn=MAY_BACK_UP, description="Lets AWS Backup make backups and copies", opts=child)
        after = pulumi.ResourceOptions(parent=self, depends_on=[opted_in])
        for plan in args.recovery.plans:
            made = backup.Plan(
                plan.store,
                rules=[_rule(args.recovery.schedule, plan.keep_days, vault, copies)],
                tags=args.scope.tags,
                opts=child,
            )
            backup.Selection(plan.store, plan_id=made.id, iam_role_arn=role, resources=[args.arns[plan.store]], opts=after)
        self.vault_arn = vault.arn
        self.copy_vault_arn = copies.arn
        self.register_outputs({"vault_arn": self.vault_arn, "copy_vault_arn": self.copy_vault_arn})

    def _vault(self, name: str, args: BackupArgs, key_arn: pulumi.Input[str], *, region: str | None) -> backup.Vault:
        vault = backup.Vault(
            name,
            kms_key_arn=key_arn,
            force_destroy=not args.protect,
            region=region,
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        backup.VaultLockConfiguration(
            name,
            backup_vault_name=vault.name,
            min_retention_days=args.recovery.locked_days,
            region=region,
            opts=pulumi.ResourceOptions(parent=self),
        )
        return vault


def _rule(schedule: str, keep_days: int, vault: backup.Vault, copies: backup.Vault) -> backup.PlanRuleArgsDict:
    return {
        "rule_name": "daily",
        "target_vault_name": vault.name,
        "schedule": schedule,
        "lifecycle": {"delete_after": keep_days},
        "copy_actions": [{"destination_vault_arn": copies.arn, "lifecycle": {"delete_after": keep_days}}],
    }
