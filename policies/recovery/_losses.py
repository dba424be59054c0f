"""How much of the newest data is gone when a store is put back, from what AWS says of each way to keep it.

Replicas are no way: a wrong command is replicated too. Only what can be put back to an earlier moment counts.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from estate.readiness.resources import Item
from estate.readiness.verdict import Outcome
from estate.readiness.world import World
from policies.storage.bucket_keeps_old_versions import judge as keeps_old_versions

FIVE_MINUTES = timedelta(minutes=5)
"""Behind the present, where a database or a table is put back to any second.

https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-pitr.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
"""
A_DAY = timedelta(days=1)
"""Between two backups that ElastiCache makes by itself: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html"""

Loss = Callable[[Item, World], timedelta | None]
"""None: nothing brings it back."""


def _cluster(cluster: Item, _world: World) -> timedelta | None:
    # Aurora keeps one day where nothing is said, and never less.
    return FIVE_MINUTES if cluster.at("backupRetentionPeriod").number(1) > 0 else None


def _instance(instance: Item, _world: World) -> timedelta | None:
    return FIVE_MINUTES if instance.at("backupRetentionPeriod").number(0) > 0 else None


def _cache(cache: Item, _world: World) -> timedelta | None:
    return A_DAY if cache.at("snapshotRetentionLimit").number(0) > 0 else None


def _table(table: Item, _world: World) -> timedelta | None:
    return FIVE_MINUTES if table.at("pointInTimeRecovery.enabled").flag(default=False) else None


def _bucket(bucket: Item, world: World) -> timedelta | None:
    return timedelta(0) if keeps_old_versions(bucket, world).outcome is Outcome.PASS else None


LOSSES: Mapping[str, Loss] = {
    "aws:rds/cluster:Cluster": _cluster,
    "aws:rds/instance:Instance": _instance,
    "aws:elasticache/replicationGroup:ReplicationGroup": _cache,
    "aws:dynamodb/table:Table": _table,
    "aws:s3/bucket:Bucket": _bucket,
}


def loss_of(item: Item, world: World) -> timedelta | None:
    """The newest data that is gone after it was put back; None where nothing brings it back. NotKnownError as a check."""
    return LOSSES[item.type](item, world)
