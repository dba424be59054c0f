"""A managed group of AWS that refuses; one that only counts lets them through."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

GROUP = "AWSManagedRulesKnownBadInputsRuleSet"


def judge(acl: Item, _world: World) -> Verdict:
    """One rule with the group is enough."""
    for rule in acl.every("rules[*]"):
        if rule.at("statement.managedRuleGroupStatement.name").text("") == GROUP:
            counts = rule.at("overrideAction.count").is_present
            return failed(f"{rule.path} only counts; expected it to refuse") if counts else passed(rule.path)
    return failed(f"no rule has the group {GROUP}; expected one")
