"""Three places that a log may go to."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PLACES = ("cloudwatchLogs", "firehose", "s3")


def judge(cluster: Item, _world: World) -> Verdict:
    """One of them is enough."""
    for place in PLACES:
        if cluster.at(f"loggingInfo.brokerLogs.{place}.enabled").flag(default=False):
            return passed(f"into {place}")
    return failed(f"loggingInfo names no place; expected one of {', '.join(PLACES)}")
