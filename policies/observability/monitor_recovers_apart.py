"""Of averages that tell somebody: a maximum and a count fall back to nothing, and a forecast has no recovery."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import query, tells

AVERAGE = re.compile(r"^\s*avg\(last_")
BELOW = re.compile(r"<=?\s*-?[\d.]+\s*$")


def judge(monitor: Item, world: World) -> Verdict:
    """The recovery stands on the side where things are well."""
    if not AVERAGE.match(query(monitor)) or not tells(monitor, world):
        return not_applicable("it is no average that tells somebody")
    recovery = monitor.at("monitorThresholds.criticalRecovery")
    if recovery.is_absent:
        return failed("monitorThresholds.criticalRecovery is not set; expected it apart from critical")
    critical = monitor.at("monitorThresholds.critical").number()
    well = recovery.number()
    good = well > critical if BELOW.search(query(monitor)) else well < critical
    text = f"critical is {critical:g}, criticalRecovery {well:g}"
    return passed(text) if good else failed(f"{text}; expected it on the good side")
