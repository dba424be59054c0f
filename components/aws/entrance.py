"""How a load balancer sends the requests for one host name to one service."""

from dataclasses import dataclass
from typing import Literal

import pulumi
from pulumi_aws import lb, route53

from estate.catalog.service import ServicePort
from estate.decisions.edge import HealthCheck
from estate.naming import Scope

HEALTHY_AFTER = 2  # checks in a row
UNHEALTHY_AFTER = 3
DRAIN_SECONDS = 30  # what a request may still take when its target goes

TargetType = Literal["ip", "instance"]


@dataclass(frozen=True, kw_only=True)
class Door:
    """The load balancer."""

    listener_arn: pulumi.Input[str]
    dns_name: pulumi.Input[str]
    zone_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class EntranceArgs:
    """A host name, and the port of the service behind it."""

    scope: Scope
    door: Door
    host: str
    zone_id: pulumi.Input[str]
    """Of the domain."""
    priority: int
    vpc_id: pulumi.Input[str]
    port: ServicePort
    check: HealthCheck
    target_type: TargetType
    """`ip` for tasks on Fargate, `instance` for hosts."""


class Entrance(pulumi.ComponentResource):
    """Target group, rule by host name, and DNS record; `target_group_arn` is known once requests can arrive."""

    target_group_arn: pulumi.Output[str]
    target_group_suffix: pulumi.Output[str]
    """As metrics name it."""

    def __init__(self, name: str, args: EntranceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Entrance", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = _targets(name, args, child)
        rule = lb.ListenerRule(
            name,
            listener_arn=args.door.listener_arn,
            priority=args.priority,
            conditions=[{"host_header": {"values": [args.host]}}],
            actions=[{"type": "forward", "target_group_arn": group.arn}],
            tags=args.scope.tags,
            opts=child,
        )
        alias = route53.RecordAliasArgs(name=args.door.dns_name, zone_id=args.door.zone_id, evaluate_target_health=True)
        route53.Record(name, zone_id=args.zone_id, name=args.host, type="A", aliases=[alias], opts=child)
        # ECS refuses a target group that no load balancer uses (ECS API, CreateService): who uses the ARN waits for the rule.
        self.target_group_arn = pulumi.Output.all(group.arn, rule.arn).apply(lambda both: both[0])
        self.target_group_suffix = group.arn_suffix
        self.register_outputs({"target_group_arn": self.target_group_arn, "target_group_suffix": self.target_group_suffix})


def _targets(name: str, args: EntranceArgs, opts: pulumi.ResourceOptions) -> lb.TargetGroup:
    return lb.TargetGroup(
        name,
        vpc_id=args.vpc_id,
        port=args.port.number,
        protocol="HTTP",
        protocol_version="GRPC" if args.port.protocol == "grpc" else "HTTP1",
        target_type=args.target_type,
        deregistration_delay=DRAIN_SECONDS,
        health_check={
            "enabled": True,
            "protocol": "HTTP",
            "path": args.check.path,
            "matcher": args.check.matcher,
            "interval": args.check.interval,
            "timeout": args.check.timeout,
            "healthy_threshold": HEALTHY_AFTER,
            "unhealthy_threshold": UNHEALTHY_AFTER,
        },
        tags=args.scope.tags,
        opts=opts,
    )
