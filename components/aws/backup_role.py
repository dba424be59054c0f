"""A role that AWS Backup takes: what it may do stands in a policy of AWS's."""

import pulumi
from pulumi_aws import iam

from components.aws.policy_document import assume_role_by_service, of_account
from estate.naming import Scope

SERVICE = "backup.amazonaws.com"


def backup_role(name: str, scope: Scope, *, policy_arn: str, description: str, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    """The ARN of the role; who uses it waits until it may do what it is for."""
    role = iam.Role(
        name,
        description=description,
        assume_role_policy=assume_role_by_service(SERVICE, of_account(scope.account)),
        permissions_boundary=scope.boundary_arn,
        tags=scope.tags,
        opts=opts,
    )
    attached = iam.RolePolicyAttachment(name, role=role.name, policy_arn=policy_arn, opts=opts)
    return pulumi.Output.all(role.arn, attached.id).apply(lambda both: both[0])
