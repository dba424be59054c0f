"""A rule without hours and without a condition, at Datadog in the list, at Opsgenie as a resource of its own."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

TEAM = "opsgenie:index/team:Team"
RULE = "opsgenie:index/teamRoutingRule:TeamRoutingRule"
ANYTHING = "match-all"


def judge(item: Item, world: World) -> Verdict:
    """One such rule is enough; a team of Opsgenie without rules is called for nothing."""
    if item.type == TEAM:
        rules = list(world.resources.referring(item, RULE, "teamId"))
        if not rules:
            return not_applicable("nothing is routed to it")
        found = any(_always(rule) for rule in rules)
    else:
        found = any(_unconditional(rule) for rule in item.at("rules").members())
    return passed() if found else failed("every rule has hours or a condition; expected one that holds always")


def _unconditional(rule: Value) -> bool:
    return rule.at("timeRestrictions").is_absent and not rule.at("query").written("") and rule.at("actions[0]").is_present


def _always(rule: Item) -> bool:
    kinds = [one.at("type").text(ANYTHING) for one in rule.at("criterias").members()]
    return rule.at("timeRestrictions[0]").is_absent and all(kind == ANYTHING for kind in kinds) and rule.at("notifies[0]").is_present
