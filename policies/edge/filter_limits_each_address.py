"""A rule with a rate that blocks, or asks for a proof; one that counts limits nobody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

REFUSALS = ("block", "captcha", "challenge")


def judge(acl: Item, _world: World) -> Verdict:
    """One such rule is enough."""
    for rule in acl.every("rules[*]"):
        if rule.at("statement.rateBasedStatement").is_present and any(rule.at(f"action.{one}").is_present for one in REFUSALS):
            return passed(rule.path)
    return failed("no rule limits the requests of an address; expected a rateBasedStatement that blocks")
