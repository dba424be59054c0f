"""Backups that are restored every week, looked at, and taken away again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import backup, rds

from components.aws.backup_role import backup_role
from estate.naming import Scope

MAY_RESTORE = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
WEEKLY = "cron(0 14 ? * SUN *)"
NEWEST_WITHIN_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class RestoreTestArgs:
    """Which databases are restored, out of which vault, and into which subnets."""

    scope: Scope
    vault_arn: pulumi.Input[str]
    arns: Mapping[str, pulumi.Input[str]]
    """Of the databases, by the name of their store."""
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    """Without them AWS Backup looks for the default network, which is not there (restore testing inferred metadata)."""


class RestoreTest(pulumi.ComponentResource):
    """Restore testing plan of AWS Backup: the newest backup of a week. Nobody reaches what it restores: its group lets nothing in."""

    plan_arn: pulumi.Output[str]

    def __init__(self, name: str, args: RestoreTestArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:RestoreTest", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        subnets = rds.SubnetGroup(name, subnet_ids=args.subnet_ids, tags=args.scope.tags, opts=child)
        role = backup_role(name, args.scope, policy_arn=MAY_RESTORE, description="Lets AWS Backup restore what it tests", opts=child)
        plan = backup.RestoreTestingPlan(
            name,
            name=_plain(f"{args.scope.prefix}-{args.scope.environment}"),
            schedule_expression=WEEKLY,
            recovery_point_selection={
                "algorithm": "LATEST_WITHIN_WINDOW",
                "include_vaults": [args.vault_arn],
                "recovery_point_types": ["SNAPSHOT"],
                "selection_window_days": NEWEST_WITHIN_DAYS,
            },
            tags=args.scope.tags,
            opts=child,
        )
        for store, arn in args.arns.items():
            backup.RestoreTestingSelection(
                store,
                name=_plain(store),
                restore_testing_plan_name=plan.name,
                protected_resource_type="Aurora",
                protected_resource_arns=[arn],
                iam_role_arn=role,
                restore_metadata_overrides={"dbSubnetGroupName": subnets.name},
                opts=child,
            )
        self.plan_arn = plan.arn
        self.register_outputs({"plan_arn": self.plan_arn})


def _plain(name: str) -> str:
    """Letters, digits and underscores are all that such a name may have (AWS Backup API, RestoreTestingPlanForCreate)."""
    return name.replace("-", "_")
