"""About the stores that promise a backup; the newest drill counts, be it good or bad, and its minutes against `recovery.rto`."""

from datetime import timedelta

from estate.catalog.fact import format_duration
from estate.catalog.store import Postgres, Store, Valkey
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import Attestation, World

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
    return _in_time(store, drill)


def _in_time(store: Postgres | Valkey, drill: Attestation) -> Verdict:
    minutes = drill.values.get("minutes")
    if store.recovery is None:
        return passed(f"restored on {drill.on}{f' in {minutes:g} minutes' if minutes is not None else ''} ({drill.file})")
    allowed = store.recovery.rto
    if minutes is None:
        return failed(f"nobody measured the restore of {drill.on} ({drill.file}); expected at most {format_duration(allowed)}")
    if timedelta(minutes=minutes) > allowed:
        return failed(f"restored on {drill.on} in {minutes:g} minutes ({drill.file}); expected at most {format_duration(allowed)}")
    return passed(f"restored on {drill.on} in {minutes:g} minutes, of {format_duration(allowed)} at most ({drill.file})")
