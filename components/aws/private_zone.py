"""The domain that only the network answers."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import route53

from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class PrivateZoneArgs:
    """A domain, and the VPC that asks for it."""

    scope: Scope
    domain: str
    vpc_id: pulumi.Input[str]


class PrivateZone(pulumi.ComponentResource):
    """Private Route 53 zone: nobody outside learns which hosts there are."""

    zone_id: pulumi.Output[str]

    def __init__(self, name: str, args: PrivateZoneArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:PrivateZone", name, None, opts)
        zone = route53.Zone(
            name,
            name=args.domain,
            comment=f"Of {args.scope.environment}, inside",
            vpcs=[{"vpc_id": args.vpc_id}],
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.zone_id = zone.zone_id
        self.register_outputs({"zone_id": self.zone_id})
