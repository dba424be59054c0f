"""Where autoscaling moves the number, its floor counts, and not the number that was once wanted."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.compute._tasks import is_counted, range_of

LEAST = 2


def judge(service: Item, world: World) -> Verdict:
    """The provider's default is none at all."""
    if not is_counted(service):
        return not_applicable("a daemon has one task on each host")
    scaled = range_of(service, world)
    tasks = scaled.at("minCapacity").number() if scaled else service.at("desiredCount").number(0)
    where = f"minCapacity of {scaled.title}" if scaled else "desiredCount"
    return passed(f"{where} is {tasks:.0f}") if tasks >= LEAST else failed(f"{where} is {tasks:.0f}; expected at least {LEAST}")
