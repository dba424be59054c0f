"""The roles of an environment's account that the repository's workflows become."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import iam

from components.aws.delivery_policy import manage_roles, refuse_data_reads
from components.aws.policy_document import Statement, document
from estate.naming import Scope

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ALL_BUT_IAM = "arn:aws:iam::aws:policy/PowerUserAccess"


@dataclass(frozen=True, kw_only=True)
class DeliveryTargetArgs:
    """Who may become which role."""

    scope: Scope
    preview_runner_arn: str
    """The shared account's role that may read here."""
    apply_runner_arn: str
    """The shared account's role that may change things here."""


class DeliveryTarget(pulumi.ComponentResource):
    """`preview` reads all but data; `apply` changes all that the boundary leaves, roles only under the same boundary."""

    preview_role_arn: pulumi.Output[str]
    apply_role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: DeliveryTargetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:DeliveryTarget", name, None, opts)
        preview = self._role(args.scope, "preview", args.preview_runner_arn, READ_ONLY, refuse_data_reads())
        apply = self._role(args.scope, "apply", args.apply_runner_arn, ALL_BUT_IAM, manage_roles(args.scope.account))
        self.preview_role_arn = preview.arn
        self.apply_role_arn = apply.arn
        self.register_outputs({"preview_role_arn": self.preview_role_arn, "apply_role_arn": self.apply_role_arn})

    def _role(self, scope: Scope, what: str, runner_arn: str, managed: str, statements: list[Statement]) -> iam.Role:
        child = pulumi.ResourceOptions(parent=self)
        trust = {"Effect": "Allow", "Principal": {"AWS": runner_arn}, "Action": "sts:AssumeRole"}
        # The name is fixed: the shared account names the role in a policy of its own.
        role = iam.Role(
            what,
            name=scope.name("iam/role", what),
            description=f"What the repository's workflows become to {what} {scope.environment}",
            assume_role_policy=document(trust),
            permissions_boundary=scope.boundary_arn,
            tags=scope.tags,
            opts=child,
        )
        iam.RolePolicyAttachment(what, role=role.name, policy_arn=managed, opts=child)
        iam.RolePolicy(what, role=role.id, policy=document(*statements), opts=child)
        return role
