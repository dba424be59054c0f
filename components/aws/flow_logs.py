"""The record of who talked to whom in a network."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import ec2

from components.aws.log_group import LogSettings, log_group, may_write
from components.aws.policy_document import of_account
from components.aws.service_role import service_role
from estate.naming import Scope

AGGREGATION_SECONDS = 60  # the finer of the two that AWS offers (EC2 API, CreateFlowLogs)


@dataclass(frozen=True, kw_only=True)
class FlowLogsArgs:
    """Every connection of the network."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    logs: LogSettings


class FlowLogs(pulumi.ComponentResource):
    """Flow logs of accepted and refused connections in an encrypted log group (FSBP EC2.6)."""

    log_group_name: pulumi.Output[str]

    def __init__(self, name: str, args: FlowLogsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:FlowLogs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = log_group(name, args.scope, args.logs, path=args.scope.path(name), opts=child)
        role = service_role(
            name,
            args.scope,
            service="vpc-flow-logs.amazonaws.com",
            statements=[may_write(group)],
            condition=of_account(args.scope.account),
            opts=child,
        )
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
