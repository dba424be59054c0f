"""At each of the three vendors."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.oncall._escalations import called, levels


def judge(escalation: Item, _world: World) -> Verdict:
    """Every level, and at least one."""
    found = levels(escalation)
    if not found:
        return failed("it has no levels; expected at least one that calls somebody")
    empty = [level.place for level in found if not any(True for _ in called(escalation, level))]
    return failed(f"{', '.join(empty)} calls nobody; expected a schedule or a person") if empty else passed(f"{len(found)} levels")
