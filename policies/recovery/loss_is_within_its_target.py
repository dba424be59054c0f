"""About the stores that keep data: the worst of what stands for them, against the catalog's `recovery.rpo`."""

from estate.catalog.fact import format_duration
from estate.catalog.store import Bucket, DynamoDb, Postgres, Store, Valkey
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.recovery._losses import LOSSES, loss_of


def judge(store: Store, world: World) -> Verdict:
    """Each thing that stands for the store loses at most what the catalog allows."""
    if not isinstance(store, Postgres | Valkey | DynamoDb | Bucket):
        return not_applicable("what is on its way is its sender's to send again")
    things = world.of(store, *LOSSES)
    if not things:
        return not_applicable("it does not stand here")
    if store.recovery is None:
        return failed("nobody has decided how much of it may be lost; expected recovery.rpo in the catalog")
    allowed = format_duration(store.recovery.rpo)
    losses = [(thing, loss_of(thing, world)) for thing in things]
    for thing, loss in losses:
        if loss is None:
            return failed(f"nothing puts {thing.title} back to an earlier moment; expected at most {allowed} to be lost")
        if loss > store.recovery.rpo:
            return failed(f"{thing.title} loses up to {format_duration(loss)}; expected at most {allowed}")
    worst = max(loss for _, loss in losses if loss is not None)
    return passed(f"loses up to {format_duration(worst)}, of {allowed} at most" if worst else "loses nothing")
