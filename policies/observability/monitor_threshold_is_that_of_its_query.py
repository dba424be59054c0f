"""The number behind the last comparison of the query, and the order of warning and critical."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import query

COMPARISON = re.compile(r"([<>])=?\s*(-?\d+(?:\.\d+)?)\s*$")
"""A composite has none."""


def judge(monitor: Item, _world: World) -> Verdict:
    """Both numbers as numbers: `90` is `90.0`."""
    found = COMPARISON.search(query(monitor))
    if found is None:
        return not_applicable("its query compares with no number")
    wanted = float(found[2])
    critical = monitor.at("monitorThresholds.critical").number(wanted)
    if critical != wanted:
        return failed(f"monitorThresholds.critical is {critical:g}; expected {wanted:g}, the number of the query")
    warning = monitor.at("monitorThresholds.warning")
    if warning.is_present and (warning.number() >= wanted if found[1] == ">" else warning.number() <= wanted):
        return failed(f"monitorThresholds.warning is {warning.number():g}, and critical {wanted:g}; expected the warning first")
    return passed()
