"""Processor, memory, disk and the like, be it by itself or as part of what calls."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import calls, made_of, metrics, query

CAUSE = re.compile(r"cpu|memory|[._]mem[._]|disk|swap|heap|iowait|inode|system\.load|load\.norm|load average", re.IGNORECASE)
TRACES = "trace."
"""Metrics of requests are named after what serves them, whatever that is called."""


def judge(alert: Item, world: World) -> Verdict:
    """An alert on something else is no question of this check."""
    cause = next((name for name in metrics(query(alert)) if CAUSE.search(name) and not name.startswith(TRACES)), None)
    if cause is None:
        return not_applicable("it looks at no cause")
    if calls(alert, world):
        return failed(f"it calls somebody for {cause}; expected a ticket")
    for whole in made_of(alert, world):
        if calls(whole, world):
            return failed(f"{whole.title} calls somebody for {cause}; expected a ticket")
    return passed(f"nobody is called for {cause}")
