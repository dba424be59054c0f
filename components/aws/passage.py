"""One port that is open from one security group to another."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import vpc

from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class PassageArgs:
    """Who may call whom, over which TCP port."""

    scope: Scope
    caller_group_id: pulumi.Input[str]
    callee_group_id: pulumi.Input[str]
    port: pulumi.Input[int]
    description: str


class Passage(pulumi.ComponentResource):
    """The two rules of a way: out of the caller's group, and into the callee's."""

    def __init__(self, name: str, args: PassageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Passage", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        out = (vpc.SecurityGroupEgressRule, args.caller_group_id, args.callee_group_id)
        into = (vpc.SecurityGroupIngressRule, args.callee_group_id, args.caller_group_id)
        for rule, group_id, other_id in (out, into):
            rule(
                name,
                security_group_id=group_id,
                referenced_security_group_id=other_id,
                description=args.description,
                ip_protocol="tcp",
                from_port=args.port,
                to_port=args.port,
                tags=args.scope.tags,
                opts=child,
            )
        self.register_outputs({})
