"""How large stores are, and what follows from it: pure decisions over the catalog's sizes."""

from dataclasses import dataclass
from datetime import timedelta

from estate.catalog.fact import format_duration
from estate.errors import InputError

DAY = timedelta(days=1)
LONGEST_BACKUP = 35 * DAY  # Aurora user guide, backup retention period; ElastiCache API, SnapshotRetentionLimit
REPLICAS_OF_A_TOPIC = 3  # MSK developer guide, best practices: replication factor of at least 3
ZONES_OF_PROTECTED_KAFKA = 3  # one zone may be lost while another is patched


class SizingError(InputError):
    """A size that cannot be; the text says what can."""


@dataclass(frozen=True, kw_only=True)
class KafkaLayout:
    """The brokers of a cluster, and how many of them hold each message."""

    brokers: int
    replication_factor: int
    in_sync: int
    """Copies that must be written before a producer is told so."""


@dataclass(frozen=True, kw_only=True)
class CacheLayout:
    """The nodes of a replication group."""

    nodes: int
    failover: bool
    """Whether a replica in another zone takes over by itself."""


def kafka_layout(*, store: str, zones: int, brokers_per_zone: int, broker: str, protected: bool) -> KafkaLayout:
    """The same number of brokers in each zone; one of a message's copies may be away, as while brokers are patched in turn.

    SizingError for a protected cluster in fewer than three zones, and for Express brokers, whose storage and replication AWS decides.
    """
    if broker.startswith("express."):
        raise SizingError(
            f"store {store!r}: {broker} is an Express broker, which has no storage of its own; expected a size such as kafka.m7g.large"
        )
    if protected and zones < ZONES_OF_PROTECTED_KAFKA:
        raise SizingError(
            f"store {store!r}: a Kafka cluster whose data is protected stands in at least {ZONES_OF_PROTECTED_KAFKA} zones, got {zones}; "
            "add a zone to the environment"
        )
    brokers = zones * brokers_per_zone
    copies = min(REPLICAS_OF_A_TOPIC, brokers)
    return KafkaLayout(brokers=brokers, replication_factor=copies, in_sync=max(1, copies - 1))


def cache_layout(*, replicas: int) -> CacheLayout:
    """A primary and its replicas; without a replica nothing can take over."""
    return CacheLayout(nodes=1 + replicas, failover=replicas > 0)


def backup_days(*, store: str, retention: timedelta) -> int:
    """Whole days that automatic copies are kept, at least as long as the catalog asks. SizingError for what AWS does not keep."""
    if not timedelta() < retention <= LONGEST_BACKUP:
        raise SizingError(
            f"store {store!r}: backup.retention is {format_duration(retention)}; expected up to {format_duration(LONGEST_BACKUP)}, "
            "which is how long Aurora and ElastiCache keep automatic copies"
        )
    return -(-retention // DAY)


def postgres_family(version: str) -> str:
    """The parameter group family of an Aurora PostgreSQL version: `16.8` belongs to `aurora-postgresql16`."""
    return f"aurora-postgresql{version.split('.')[0]}"


def valkey_family(version: str) -> str:
    """The parameter group family of a Valkey version: `8.0` belongs to `valkey8`."""
    return f"valkey{version.split('.')[0]}"
