"""One enabled rule that ends them is enough."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(lifecycle: Item, _world: World) -> Verdict:
    """Looks for the days after which parts go."""
    for rule in lifecycle.every("rules[*]"):
        days = rule.at("abortIncompleteMultipartUpload.daysAfterInitiation")
        if rule.at("status").text() == "Enabled" and days.is_present:
            return passed(f"after {days.number():.0f} days")
    return failed("no enabled rule ends them; expected abortIncompleteMultipartUpload")
