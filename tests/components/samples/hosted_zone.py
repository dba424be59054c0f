"""The smallest and the largest zone."""

from components.aws.hosted_zone import HostedZone, HostedZoneArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import KEY_ARN, SCOPE


def _zone(domain: str, days: int, *, protect: bool) -> None:
    abroad = in_region(SCOPE, CDN_REGION)
    args = HostedZoneArgs(scope=SCOPE, domain=domain, log_scope=abroad, retention_days=days, protect=protect, log_key_arn=KEY_ARN)
    HostedZone("public", args)


def smallest() -> None:
    _zone("dev.shop.example", 1, protect=False)


def largest() -> None:
    _zone("shop.example", 3653, protect=True)
