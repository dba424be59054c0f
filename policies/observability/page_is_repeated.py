"""Of monitors whose tag says tier 1 or 2: below, once is enough."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import calls, tag

TIERS = ("1", "2")
LONGEST = 60
"""Minutes."""


def judge(monitor: Item, world: World) -> Verdict:
    """The provider does not repeat where nothing is said."""
    if not calls(monitor, world) or tag(monitor, "tier") not in TIERS:
        return not_applicable("it calls nobody for a service of tier 1 or 2")
    minutes = monitor.at("renotifyInterval").number(0)
    text = f"renotifyInterval is {minutes:g}"
    return passed(text) if 0 < minutes <= LONGEST else failed(f"{text}; expected 1 to {LONGEST} minutes")
