"""Roles that AWS services take: what each may do stands in the role itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import iam

from components.aws.policy_document import Condition, Statement, assume_role_by_service, document
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class ServiceRole:
    """A role; who uses `arn` waits until it may do what it is for."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]


def service_role(
    name: str, scope: Scope, *, service: str, statements: Sequence[Statement], condition: Condition | None, opts: pulumi.ResourceOptions
) -> ServiceRole:
    """A role that `service` alone may take, with the statements as its policy; without one it may do nothing."""
    role = iam.Role(
        name,
        assume_role_policy=assume_role_by_service(service, condition),
        permissions_boundary=scope.boundary_arn,
        tags=scope.tags,
        opts=opts,
    )
    if not statements:
        return ServiceRole(name=role.name, arn=role.arn)
    policy = iam.RolePolicy(name, role=role.name, policy=document(*statements), opts=opts)
    return ServiceRole(name=role.name, arn=pulumi.Output.all(role.arn, policy.id).apply(lambda both: both[0]))
