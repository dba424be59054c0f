"""The organisation says how soon a P2 is acknowledged; the last level has nobody to hand over to."""

from estate.catalog.fact import format_duration
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.oncall._escalations import levels


def judge(escalation: Item, world: World) -> Verdict:
    """Every level but the last."""
    most = world.facts.organisation.severities.P2.acknowledge_within
    slow = [level for level in levels(escalation)[:-1] if level.waits is not None and level.waits > most]
    found = ", ".join(f"{level.place} waits {format_duration(level.waits)}" for level in slow if level.waits is not None)
    return failed(f"{found}; expected at most {format_duration(most)}") if slow else passed()
