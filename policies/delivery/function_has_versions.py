"""A published version, and an alias that callers name."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ALIAS = "aws:lambda/alias:Alias"


def judge(function: Item, world: World) -> Verdict:
    """An alias of the newest state is no version."""
    if not function.at("publish").flag(default=False):
        return failed("publish is off; expected on")
    for alias in world.resources.referring(function, ALIAS, "functionName"):
        if alias.at("functionVersion").written() != "$LATEST":
            return passed(alias.title)
    return failed("no alias names a version of it; expected a lambda.Alias")
