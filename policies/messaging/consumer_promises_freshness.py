"""One promise for each queue and each stream that the service reads."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed, undecided
from estate.readiness.world import World

WAITING = ("queue", "kafka")
"""Kinds of stores in which messages wait for somebody."""
READS = ("read", "read_write")


def judge(service: Service, world: World) -> Verdict:
    """A promise names the store whose messages wait."""
    stores = world.facts.stores
    names = [use.store for use in service.uses if use.access in READS]
    if unknown := next((name for name in names if name not in stores), None):
        return undecided(f"the catalog has no store {unknown}")
    read = [name for name in names if stores[name].kind in WAITING]
    if not read:
        return not_applicable("it reads no queue and no stream")
    promised = {objective.of for objective in service.objectives if objective.sli == "freshness"}
    missing = [store for store in read if store not in promised]
    text = f"it says nothing of how old messages of {', '.join(missing)} may get; expected an objective of freshness"
    return failed(text) if missing else passed(f"it promises how old messages of {', '.join(read)} get")
