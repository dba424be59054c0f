"""The smallest and the largest zone."""

from components.aws.hosted_zone import HostedZone, HostedZoneArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import SCOPE


def _zone(domain: str, days: int, *, protect: bool) -> None:
    args = HostedZoneArgs(scope=SCOPE, domain=domain, log_scope=in_region(SCOPE, CDN_REGION), retention_days=days, protect=protect)
    HostedZone("public", args)


def smallest() -> None:
    _zone("dev.shop.example", 1, protect=False)


def largest() -> None:
    _zone("shop.example", 3653, protect=True)
