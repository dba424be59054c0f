"""The smallest and the largest zone."""

from components.aws.hosted_zone import HostedZone, HostedZoneArgs
from components.aws.log_group import LogSettings
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import KEY_ARN, SCOPE


def _zone(domain: str, days: int, *, protect: bool) -> None:
    abroad = in_region(SCOPE, CDN_REGION)
    logs = LogSettings(retention_days=days, key_arn=KEY_ARN)
    args = HostedZoneArgs(scope=SCOPE, domain=domain, log_scope=abroad, logs=logs, protect=protect)
    HostedZone("public", args)


def smallest() -> None:
    _zone("dev.shop.example", 1, protect=False)


def largest() -> None:
    _zone("shop.example", 3653, protect=True)
