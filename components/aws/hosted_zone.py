"""The domain of an environment, and the record of what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch, route53

from components.aws.log_group import LogSettings, log_group
from components.aws.policy_document import Statement, document
from estate.naming import Scope

# Names under this one need a single permission for all zones (Route 53 developer guide, query logging).
LOG_PREFIX = "/aws/route53/"


@dataclass(frozen=True, kw_only=True)
class HostedZoneArgs:
    """A public zone, and how long its queries are kept."""

    scope: Scope
    domain: str
    log_scope: Scope
    """The same thing in us-east-1, where Route 53 writes."""
    logs: LogSettings
    """Its key is of that region too."""
    protect: bool
    """Whether the engine refuses to delete it: its name servers stand in the parent's zone."""


class HostedZone(pulumi.ComponentResource):
    """Public Route 53 zone whose queries are logged (FSBP Route53.2)."""

    zone_id: pulumi.Output[str]
    name_servers: pulumi.Output[Sequence[str]]

    def __init__(self, name: str, args: HostedZoneArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:HostedZone", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        zone = route53.Zone(
            name,
            name=args.domain,
            comment=f"Of {args.scope.environment}",
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        queries = log_group(name, args.log_scope, args.logs, path=f"{LOG_PREFIX}{args.domain}", opts=child)
        allowed = cloudwatch.LogResourcePolicy(
            name,
            policy_name=f"route53-{args.scope.prefix}-{args.scope.environment}-{name}",
            policy_document=document(_may_log(args.log_scope)),
            region=args.log_scope.region,
            opts=child,
        )
        route53.QueryLog(
            name,
            zone_id=zone.zone_id,
            cloudwatch_log_group_arn=queries.arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[allowed]),
        )
        self.zone_id = zone.zone_id
        self.name_servers = zone.name_servers
        self.register_outputs({"zone_id": self.zone_id, "name_servers": self.name_servers})


def _may_log(scope: Scope) -> Statement:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "route53.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": f"arn:aws:logs:{scope.region}:{scope.account}:log-group:{LOG_PREFIX}*",
        "Condition": {"StringEquals": {"aws:SourceAccount": scope.account}},
    }
