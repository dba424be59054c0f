"""Roles that AWS services take: what each may do stands in the role itself."""

from collections.abc import Sequence

import pulumi
from pulumi_aws import iam

from components.aws.policy_document import Condition, Statement, assume_role_by_service, document
from estate.naming import Scope


def service_role(
    name: str, scope: Scope, *, service: str, statements: Sequence[Statement], condition: Condition | None, opts: pulumi.ResourceOptions
) -> iam.Role:
    """A role that `service` alone may take, with the statements as its policy; without one it may do nothing."""
    role = iam.Role(
        name,
        assume_role_policy=assume_role_by_service(service, condition),
        permissions_boundary=scope.boundary_arn,
        tags=scope.tags,
        opts=opts,
    )
    if statements:
        iam.RolePolicy(name, role=role.name, policy=document(*statements), opts=opts)
    return role
