"""About the stores that promise a backup; the newest drill counts, be it good or bad."""

from estate.catalog.store import Postgres, Store, Valkey
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

KEPT = ("aws:rds/cluster:Cluster", "aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup")


def judge(store: Store, world: World) -> Verdict:
    """Its age is held against `max_age` by who runs the check."""
    if not isinstance(store, Postgres | Valkey):
        return not_applicable("it promises no backup")
    if not world.of(store, *KEPT):
        return not_applicable("it does not stand here")
    drill = world.attested("restore", store.name)
    if drill is None:
        return failed("nobody attested that a backup of it was restored; expected evidence of kind restore")
    if not drill.passed:
        return failed(f"the restore of {drill.on} did not succeed ({drill.file}); expected one that did")
    minutes = drill.values.get("minutes")
    return passed(f"restored on {drill.on}{f' in {minutes:g} minutes' if minutes is not None else ''} ({drill.file})")
