"""A dead-letter queue of its own, or a destination that is configured beside it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

DESTINATIONS = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"


def judge(function: Item, world: World) -> Verdict:
    """Either of them is enough."""
    if function.at("deadLetterConfig.targetArn").is_present:
        return passed("it has a dead-letter queue")
    for config in world.resources.referring(function, DESTINATIONS, "functionName"):
        if config.at("destinationConfig.onFailure.destination").is_present:
            return passed(f"{config.title} keeps them")
    return failed("nothing keeps them; expected deadLetterConfig, or a destination on failure")
