"""How many tasks a service has, and who moves their number."""

from estate.readiness.resources import Item
from estate.readiness.world import World

TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"


def is_counted(service: Item) -> bool:
    """Whether somebody decides how many tasks there are; a daemon has one on each host."""
    return service.at("schedulingStrategy").text("REPLICA") == "REPLICA"


def range_of(service: Item, world: World) -> Item | None:
    """What says between which numbers its tasks may be; None where nothing moves them."""
    return world.resources.one_referring(service, TARGET, "resourceId")
