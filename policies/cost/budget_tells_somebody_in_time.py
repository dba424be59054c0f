"""A forecast, or a share of the limit, and somebody who reads it."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ALL_OF_IT = 100


def judge(budget: Item, _world: World) -> Verdict:
    """One such notification is enough."""
    for told in budget.every("notifications[*]"):
        if _has_reader(told) and _is_early(told):
            return passed(told.path)
    return failed("nobody is told before it is spent; expected a notification of the type FORECASTED with an address")


def _has_reader(told: Value) -> bool:
    return any(True for path in ("subscriberEmailAddresses", "subscriberSnsTopicArns") for _ in told.at(path).members())


def _is_early(told: Value) -> bool:
    if told.at("notificationType").text() == "FORECASTED":
        return True
    return told.at("thresholdType").text() == "PERCENTAGE" and told.at("threshold").number() < ALL_OF_IT
