"""The firewall of one thing: nothing comes in but through passages."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import ec2, vpc

from estate.naming import Scope

EVERYWHERE = "0.0.0.0/0"
HTTPS = 443


@dataclass(frozen=True, kw_only=True)
class SecurityGroupArgs:
    """A group in the VPC; `calls_out`: it may call HTTPS anywhere, such as AWS's own interfaces and image registries."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    calls_out: bool


class SecurityGroup(pulumi.ComponentResource):
    """Security group without a rule that lets anybody in; `Passage` opens ports between two of them."""

    group_id: pulumi.Output[str]

    def __init__(self, name: str, args: SecurityGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:SecurityGroup", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        tags = {**args.scope.tags, "Name": f"{args.scope.prefix}-{args.scope.environment}-{name}"}
        group = ec2.SecurityGroup(
            name, vpc_id=args.vpc_id, description=f"Of {name}; who may call it stands in its rules", tags=tags, opts=child
        )
        if args.calls_out:
            vpc.SecurityGroupEgressRule(
                f"{name}-https",
                security_group_id=group.id,
                description="HTTPS to AWS and the world",
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                cidr_ipv4=EVERYWHERE,
                tags=args.scope.tags,
                opts=child,
            )
        self.group_id = group.id
        self.register_outputs({"group_id": self.group_id})
