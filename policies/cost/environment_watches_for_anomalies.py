"""A monitor without a subscription finds things and tells nobody."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"


def judge(environment: Environment, world: World) -> Verdict:
    """One monitor that somebody has subscribed to."""
    monitors = [one for one in world.resources.of_type(MONITOR) if one.environment == environment.name]
    if not monitors:
        return failed("nothing looks for unexpected costs; expected an AnomalyMonitor")
    for monitor in monitors:
        for subscription in world.resources.referring(monitor, SUBSCRIPTION, "monitorArnLists[*]"):
            if any(True for _ in subscription.every("subscribers[*]")):
                return passed(monitor.title)
    return failed(f"{monitors[0].title} tells nobody; expected an AnomalySubscription")
