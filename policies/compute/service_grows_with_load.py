"""A range with room, and a policy that uses it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.compute._tasks import POLICY, is_counted, range_of


def judge(service: Item, world: World) -> Verdict:
    """A policy names the range's own id, or the service."""
    if not is_counted(service):
        return not_applicable("a daemon has one task on each host")
    scaled = range_of(service, world)
    if scaled is None:
        return failed("nothing moves its number of tasks; expected an autoscaling target and a policy")
    least, most = scaled.at("minCapacity").number(), scaled.at("maxCapacity").number()
    if most <= least:
        return failed(f"{scaled.title} leaves {least:.0f} to {most:.0f} tasks; expected room to grow")
    for named in (scaled, service):
        for policy in world.resources.referring(named, POLICY, "resourceId"):
            return passed(f"{policy.title} moves it between {least:.0f} and {most:.0f}")
    return failed(f"{scaled.title} has no policy; expected one that follows the load")
