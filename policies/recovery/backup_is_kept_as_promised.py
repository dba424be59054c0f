"""About the stores that say how long: their databases, and the plans that take them in."""

from collections.abc import Iterator
from datetime import timedelta

from estate.catalog.store import Postgres, Store
from estate.readiness.backups import PLAN, selections
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

DATABASES = ("aws:rds/cluster:Cluster", "aws:rds/instance:Instance")
DAY = timedelta(days=1)


def judge(store: Store, world: World) -> Verdict:
    """Each rule keeps what it makes that long, and its copies too."""
    if not isinstance(store, Postgres):
        return not_applicable("AWS Backup copies no store of this kind that promises how long")
    databases = world.of(store, *DATABASES)
    plans = [plan for database in databases for plan in _plans(database, world)]
    if not databases or not plans:
        return not_applicable("no plan of AWS Backup takes it in")
    promised = store.backup.retention // DAY
    for plan in plans:
        for kept in (*plan.every("rules[*].lifecycle.deleteAfter"), *plan.every("rules[*].copyActions[*].lifecycle.deleteAfter")):
            # Without an end they are kept for ever.
            if kept.is_present and kept.number() < promised:
                return failed(f"{kept.path} of {plan.title} is {kept.number():g} days; expected at least {promised}")
    return passed()


def _plans(database: Item, world: World) -> Iterator[Item]:
    for selection in selections(database, world):
        plan = world.resources.referred(selection, "planId", PLAN)
        if plan is not None:
            yield plan
