"""Paid by request, or a range for reads and one for writes."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

TARGET = "aws:appautoscaling/target:Target"
DIMENSIONS = ("ReadCapacityUnits", "WriteCapacityUnits")


def judge(table: Item, world: World) -> Verdict:
    """The provider's default is to provision."""
    if table.at("billingMode").text("PROVISIONED") == "PAY_PER_REQUEST":
        return passed("it is paid by request")
    missing = set(DIMENSIONS)
    targets = world.resources.referring(table, TARGET, "resourceId")
    while missing:
        target = next(targets, None)
        if target is None:
            return failed(f"nothing moves its {' and '.join(sorted(missing))}; expected autoscaling targets, or PAY_PER_REQUEST")
        missing.discard(target.at("scalableDimension").text().rpartition(":")[2])
    return passed("autoscaling moves both capacities")
