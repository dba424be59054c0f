"""The record of who talked to whom in a network."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch, ec2, iam

from components.aws.policy_document import assume_role_by_service, document, of_account
from estate.naming import Scope

AGGREGATION_SECONDS = 60  # the finer of the two that AWS offers (EC2 API, CreateFlowLogs)


@dataclass(frozen=True, kw_only=True)
class FlowLogsArgs:
    """Every connection of the network, kept for `retention_days`."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    retention_days: int


class FlowLogs(pulumi.ComponentResource):
    """Flow logs of accepted and refused connections in an encrypted log group (FSBP EC2.6)."""

    log_group_name: pulumi.Output[str]

    def __init__(self, name: str, args: FlowLogsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:FlowLogs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = cloudwatch.LogGroup(
            name,
            name=args.scope.path(name),
            kms_key_id=args.key_arn,
            retention_in_days=args.retention_days,
            tags=args.scope.tags,
            opts=child,
        )
        role = self._role(name, group, args.scope)
        ec2.FlowLog(
            name,
            vpc_id=args.vpc_id,
            traffic_type="ALL",
            max_aggregation_interval=AGGREGATION_SECONDS,
            log_destination_type="cloud-watch-logs",
            log_destination=group.arn,
            iam_role_arn=role.arn,
            tags={**args.scope.tags, "Name": args.scope.title},
            opts=child,
        )
        self.log_group_name = group.name
        self.register_outputs({"log_group_name": self.log_group_name})

    def _role(self, name: str, group: cloudwatch.LogGroup, scope: Scope) -> iam.Role:
        child = pulumi.ResourceOptions(parent=self)
        role = iam.Role(
            name,
            description=f"Writes the flow logs of {scope.title}",
            assume_role_policy=assume_role_by_service("vpc-flow-logs.amazonaws.com", of_account(scope.account)),
            permissions_boundary=scope.boundary_arn,
            tags=scope.tags,
            opts=child,
        )
        write = {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            "Resource": pulumi.Output.concat(group.arn, ":*"),
        }
        iam.RolePolicy(name, role=role.id, policy=document(write), opts=child)
        return role
