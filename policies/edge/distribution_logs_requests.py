"""The older way is a property; the newer one a source of logs, and a delivery of it, beside the distribution."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery"
ACCESS_LOGS = "ACCESS_LOGS"


def judge(distribution: Item, world: World) -> Verdict:
    """A source that is delivered nowhere writes nothing."""
    if distribution.at("loggingConfig.bucket").is_present or distribution.at("loggingV1Enabled").flag(default=False):
        return passed("loggingConfig")
    for source in world.resources.referring(distribution, SOURCE, "resourceArn"):
        if source.at("logType").text() != ACCESS_LOGS:
            continue
        for delivery in world.resources.referring(source, DELIVERY, "deliverySourceName"):
            return passed(delivery.title)
    return failed("its requests are delivered nowhere; expected a log delivery of ACCESS_LOGS")
