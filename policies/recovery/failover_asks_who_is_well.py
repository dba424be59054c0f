"""The second place need not be asked: there is no third."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(record: Item, _world: World) -> Verdict:
    """A health check, or an alias that asks its target."""
    if not any(policy.at("type").text() == "PRIMARY" for policy in record.every("failoverRoutingPolicies[*]")):
        return not_applicable("nothing moves from it")
    if record.at("healthCheckId").is_present:
        return passed()
    if any(asks.flag(default=False) for asks in record.every("aliases[*].evaluateTargetHealth")):
        return passed("its alias asks")
    return failed("it moves to another place and asks nobody; expected healthCheckId")
