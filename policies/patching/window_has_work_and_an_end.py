"""The cutoff is in hours; a window of a single hour has no other hour to stop in."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PARTS = {
    "hosts": "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
    "task": "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
}


def judge(window: Item, world: World) -> Verdict:
    """A window that is switched off does nothing either."""
    if not window.at("enabled").flag(default=True):
        return failed("enabled is false; expected true")
    for what, kind in PARTS.items():
        if next(world.resources.referring(window, kind, "windowId"), None) is None:
            return failed(f"it has no {what}; expected a {kind.rpartition(':')[2]}")
    if window.at("duration").number() > 1 and window.at("cutoff").number() < 1:
        return failed(f"cutoff is {window.at('cutoff').number():g}; expected at least 1")
    return passed()
