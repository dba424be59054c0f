"""Only of monitors of metrics: others have no such choice, or no default that surprises."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

OF_METRICS = ("query alert", "metric alert")
CHOICES = ("onMissingData", "notifyNoData")


def judge(monitor: Item, _world: World) -> Verdict:
    """Any answer will do; none is the provider's."""
    kind = monitor.at("type").text()
    if kind not in OF_METRICS:
        return not_applicable(f"a monitor of type {kind} does not choose")
    chosen = [path for path in CHOICES if monitor.at(path).is_present]
    return passed(f"{chosen[0]} is set") if chosen else failed("neither onMissingData nor notifyNoData is set; expected one of them")
