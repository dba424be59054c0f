"""An origin without a setting for web servers is a bucket."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

WEB_SERVERS = ("customOriginConfig", "vpcOriginConfig")


def judge(distribution: Item, _world: World) -> Verdict:
    """Fails with the first bucket that is asked without a signature."""
    buckets = [origin for origin in distribution.every("origins[*]") if not any(origin.at(key).is_present for key in WEB_SERVERS)]
    for bucket in buckets:
        if not bucket.at("originAccessControlId").written(""):
            return failed(f"{bucket.path}.originAccessControlId is not set; expected an origin access control")
    return passed() if buckets else not_applicable("no origin is a bucket")
