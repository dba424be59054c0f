"""Numbers that AWS would refuse, hours later: refused here."""

from collections.abc import Iterator
from datetime import timedelta

from estate.catalog.draft import Complaint, Draft, environment_file, service_file, store_file
from estate.catalog.fact import format_duration
from estate.catalog.mistakes import Way
from estate.catalog.service import LambdaRuntime, Service
from estate.catalog.store import Bucket, DynamoDb, Kafka, Postgres, Queue, Store, Valkey

VISIBILITY_AT_MOST = timedelta(hours=12)
"""SQS developer guide, quotas for messages."""
LAMBDA_AT_LEAST = timedelta(seconds=1)
LAMBDA_AT_MOST = timedelta(minutes=15)
"""Lambda developer guide, quotas: function timeout."""
BACKUP_AT_LEAST = timedelta(days=1)
BACKUP_AT_MOST = timedelta(days=35)
"""RDS API, BackupRetentionPeriod; ElastiCache API, SnapshotRetentionLimit."""
DAY = timedelta(days=1)


def check_runtimes(draft: Draft) -> Iterator[Complaint]:
    """Replicas and timeouts are within what the runtime offers."""
    for name, service in draft.services.items():
        for path, text in _odd_runtime(service):
            yield Complaint(file=service_file(name), path=path, text=text)


def _odd_runtime(service: Service) -> Iterator[tuple[Way, str]]:
    runtime = service.runtime
    if isinstance(runtime, LambdaRuntime):
        yield from _between(("runtime", "timeout"), runtime.timeout, LAMBDA_AT_LEAST, LAMBDA_AT_MOST)
        return
    replicas = runtime.replicas
    if replicas.minimum > replicas.maximum:
        yield ("runtime", "replicas", "minimum"), f"{replicas.minimum} is more than the maximum, {replicas.maximum}"


def check_stores(draft: Draft) -> Iterator[Complaint]:
    """Timeouts, retention and capacity are within what the store offers."""
    for name, store in draft.stores.items():
        for path, text in _odd_store(store):
            yield Complaint(file=store_file(name), path=path, text=text)


def _odd_store(store: Store) -> Iterator[tuple[Way, str]]:
    if isinstance(store, Queue):
        yield from _between(("visibility_timeout",), store.visibility_timeout, timedelta(0), VISIBILITY_AT_MOST)
    elif isinstance(store, Postgres | Valkey):
        yield from _between(("backup", "retention"), store.backup.retention, BACKUP_AT_LEAST, BACKUP_AT_MOST)
        yield from _whole_days(("backup", "retention"), store.backup.retention)
    elif isinstance(store, Bucket) and store.expire_after is not None:
        yield from _whole_days(("expire_after",), store.expire_after)
    elif isinstance(store, DynamoDb):
        yield from _odd_table(store)
    elif isinstance(store, Kafka):
        yield from _odd_topics(store)


def _odd_table(table: DynamoDb) -> Iterator[tuple[Way, str]]:
    capacity = table.capacity
    if capacity and capacity.minimum > capacity.maximum:
        yield ("capacity", "minimum"), f"{capacity.minimum} is more than the maximum, {capacity.maximum}"
    if table.sort_key and table.sort_key.name == table.partition_key.name:
        yield ("sort_key", "name"), f"{table.sort_key.name!r} is the partition key already; expected another attribute"


def _odd_topics(kafka: Kafka) -> Iterator[tuple[Way, str]]:
    seen: set[str] = set()
    for index, topic in enumerate(kafka.topics):
        if topic.name in seen:
            yield ("topics", index, "name"), f"{topic.name!r} stands here twice"
        seen.add(topic.name)


def _between(path: Way, value: timedelta, least: timedelta, most: timedelta) -> Iterator[tuple[Way, str]]:
    if not least <= value <= most:
        bounds = f"{format_duration(least)} to {format_duration(most)}" if least else f"at most {format_duration(most)}"
        yield path, f"{format_duration(value)} is out of bounds; expected {bounds}"


def _whole_days(path: Way, value: timedelta) -> Iterator[tuple[Way, str]]:
    if value % DAY or not value:
        yield path, f"{format_duration(value)} is no number of days; expected whole days, such as 7d"


def check_budgets(draft: Draft) -> Iterator[Complaint]:
    """What the services may cost together fits the largest environment: else its budget alarms while every team is within theirs."""
    if not draft.environments:
        return
    total = sum(service.budget.monthly_usd for service in draft.services.values() if service.budget)
    name, largest = max(draft.environments.items(), key=lambda item: item[1].monthly_budget_usd)
    if total > largest.monthly_budget_usd:
        text = f"{largest.monthly_budget_usd:,} is less than the budgets of the services together, {total:,}"
        yield Complaint(file=environment_file(name), path=("monthly_budget_usd",), text=text)
