"""Layer `data`: the environment's shared key, and every store of the catalog."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws import kafka, table
from components.aws.access_log_bucket import access_log_bucket_name
from components.aws.cloudfront_reader import may_read, used_by_cloudfront
from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUse, used_by, used_by_logs
from components.aws.kafka import Kafka, KafkaArgs
from components.aws.log_group import LogSettings
from components.aws.placement import Placement
from components.aws.postgres import Postgres, PostgresArgs
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from components.aws.queue import Queue, QueueArgs
from components.aws.table import Table, TableArgs
from components.aws.topic import Topic, TopicArgs
from components.aws.valkey import Valkey, ValkeyArgs
from estate.catalog import store as stores
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment, Size
from estate.catalog.store import Store
from estate.decisions.access import KeyService, key_services
from estate.decisions.sizing import backup_days, cache_layout, kafka_layout
from estate.decisions.windows import StoreWindows, store_windows
from estate.errors import InputError
from estate.naming import Scope, scope_of, scope_of_platform
from stacks.contracts import STORE_PORTS, DataContract, StoreContract, export, read_network
from stacks.data_recovery import RECOVERY, BackedUp, Elsewhere, back_up, build_elsewhere, copy_bucket
from stacks.provider import pinned

SHARED_KEY = "data"
KEEP_REPLACED = timedelta(days=90)  # how long a mistake in a bucket can be noticed and taken back
ATTRIBUTE_TYPES: Mapping[str, table.AttributeType] = {"string": "S", "number": "N", "binary": "B"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the stores of an environment share."""

    catalog: Catalog
    environment: Environment
    placement: Placement
    windows: StoreWindows
    shared_key: pulumi.Output[str]
    elsewhere: Elsewhere | None
    """Where copies are kept."""
    opts: pulumi.ResourceOptions

    def scope(self, store: Store) -> Scope:
        """Whose the store is."""
        team = self.catalog.teams[store.owner]
        return scope_of(organisation=self.catalog.organisation, environment=self.environment, team=team, thing=store)

    def size(self, store: Store) -> Size:
        """How large a store of its tier is here."""
        return self.environment.sizes[store.tier]

    def logs(self, key_arn: pulumi.Output[str]) -> LogSettings:
        """How long a store's logs are kept."""
        return LogSettings(retention_days=self.environment.log_retention_days, key_arn=key_arn)


def build(catalog: Catalog, environment: Environment) -> None:
    """The stores of the environment, and what the layers above need to reach them."""
    platform = catalog.teams[catalog.organisation.platform_team]
    scope = scope_of_platform(organisation=catalog.organisation, environment=environment, team=platform, what="data")
    opts = pinned(scope)
    shared = _shared_key(catalog, environment, scope, opts)
    network = read_network(environment)
    site = Site(
        catalog=catalog,
        environment=environment,
        placement=Placement(vpc_id=network.vpc_id, subnet_ids=network.data_subnet_ids),
        windows=store_windows(environment.patch_window),
        shared_key=shared.arn,
        elsewhere=build_elsewhere(catalog, environment, scope, opts),
        opts=opts,
    )
    built = _every_store(site)
    if site.elsewhere:
        back_up(site.elsewhere, BackedUp(contracts=built, key_arn=shared.arn, placement=site.placement), scope, opts)
    export(DataContract(key_arn=shared.arn, stores=built))


def _shared_key(catalog: Catalog, environment: Environment, scope: Scope, opts: pulumi.ResourceOptions) -> EncryptionKey:
    sharing = [key_services(store) for store in catalog.stores.values() if store.encryption == "shared_key"]
    # The layer above keeps its logs, and what its hosts lack, under this key too.
    services = frozenset[KeyService]({"logs", "log_delivery", "patch_answers"}).union(*sharing)
    args = EncryptionKeyArgs(
        scope=scope,
        description=f"What {environment.name} stores, where no key of its own is asked for",
        uses=_key_uses(services, scope),
        protect=environment.deletion_protection,
    )
    return EncryptionKey(SHARED_KEY, args, opts)


def _key_uses(services: Iterable[KeyService], scope: Scope) -> tuple[KeyUse, ...]:
    uses: Mapping[KeyService, KeyUse] = {
        "cloudfront": used_by_cloudfront(scope),
        "log_delivery": used_by(scope, "delivery.logs.amazonaws.com"),
        "logs": used_by_logs(scope),
        "patch_answers": used_by(scope, "ssm.amazonaws.com"),
        "sns": used_by(scope, "sns.amazonaws.com"),
    }
    return tuple(uses[service] for service in sorted(services))


def _every_store(site: Site) -> dict[str, StoreContract]:
    """Topics come first, because queues subscribe to them."""
    all_stores = site.catalog.stores
    topics = {name: _topic(site, store) for name, store in all_stores.items() if isinstance(store, stores.Topic)}
    built = {name: _store(site, store, topics) for name, store in all_stores.items() if name not in topics}
    return {name: {**built, **topics}[name] for name in all_stores}


def _store(site: Site, store: Store, topics: Mapping[str, StoreContract]) -> StoreContract:
    match store:
        case stores.Postgres():
            return _postgres(site, store)
        case stores.Valkey():
            return _valkey(site, store)
        case stores.Kafka():
            return _kafka(site, store)
        case stores.DynamoDb():
            return _dynamodb(site, store)
        case stores.Bucket():
            return _bucket(site, store)
        case stores.Queue():
            return _queue(site, store, topics[store.subscribes_to].arn if store.subscribes_to else None)
        case stores.Topic():
            return topics[store.name]


def _key(site: Site, store: Store) -> pulumi.Output[str]:
    """The store's own key where it asks for one, or the environment's. InputError where the two would have one name."""
    if store.encryption == "shared_key":
        return site.shared_key
    if store.name in (SHARED_KEY, RECOVERY):
        raise InputError(
            f"the store {store.name!r} asks for a key of its own, and a key of the environment has that name; "
            "expected another name, or encryption: shared_key"
        )
    scope = site.scope(store)
    args = EncryptionKeyArgs(
        scope=scope,
        description=f"What {store.name} stores",
        uses=_key_uses(key_services(store), scope),
        protect=site.environment.deletion_protection,
    )
    return EncryptionKey(store.name, args, site.opts).arn


def _postgres(site: Site, store: stores.Postgres) -> StoreContract:
    key, size = _key(site, store), site.size(store)
    args = PostgresArgs(
        scope=site.scope(store),
        placement=site.placement,
        version=store.version,
        database=store.database,
        instance_class=size.database,
        instances=size.database_instances,
        key_arn=key,
        backup_days=backup_days(store=store.name, retention=store.backup.retention),
        windows=site.windows,
        logs=site.logs(key),
        deletion_protection=site.environment.deletion_protection,
    )
    made = Postgres(store.name, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.address, secret_arn=made.secret_arn, security_group_id=made.security_group_id)


def _valkey(site: Site, store: stores.Valkey) -> StoreContract:
    key, size = _key(site, store), site.size(store)
    args = ValkeyArgs(
        scope=site.scope(store),
        placement=site.placement,
        version=store.version,
        node_type=size.cache,
        layout=cache_layout(replicas=size.cache_replicas),
        key_arn=key,
        snapshot_days=backup_days(store=store.name, retention=store.backup.retention),
        windows=site.windows,
        logs=site.logs(key),
        deletion_protection=site.environment.deletion_protection,
    )
    made = Valkey(store.name, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.address, security_group_id=made.security_group_id)


def _kafka(site: Site, store: stores.Kafka) -> StoreContract:
    key, size, environment = _key(site, store), site.size(store), site.environment
    args = KafkaArgs(
        scope=site.scope(store),
        placement=site.placement,
        version=store.version,
        broker=size.broker,
        layout=kafka_layout(
            store=store.name,
            zones=len(environment.zones),
            brokers_per_zone=size.brokers_per_zone,
            broker=size.broker,
            protected=environment.deletion_protection,
        ),
        storage_gib=store.storage_gib,
        topics=tuple(kafka.Topic(name=one.name, partitions=one.partitions, retention=one.retention) for one in store.topics),
        key_arn=key,
        logs=site.logs(key),
        deletion_protection=environment.deletion_protection,
    )
    made = Kafka(store.name, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.address, security_group_id=made.security_group_id)


def _dynamodb(site: Site, store: stores.DynamoDb) -> StoreContract:
    key = _key(site, store)
    capacity = store.capacity
    args = TableArgs(
        scope=site.scope(store),
        partition_key=_key_attribute(store.partition_key),
        sort_key=_key_attribute(store.sort_key) if store.sort_key else None,
        expires=store.expires,
        capacity=table.CapacityRange(minimum=capacity.minimum, maximum=capacity.maximum) if capacity else None,
        key_arn=key,
        deletion_protection=site.environment.deletion_protection,
    )
    made = Table(store.name, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.name)


def _key_attribute(attribute: stores.Attribute) -> table.KeyAttribute:
    return table.KeyAttribute(name=attribute.name, type=ATTRIBUTE_TYPES[attribute.type])


def _bucket(site: Site, store: stores.Bucket) -> StoreContract:
    key, scope = _key(site, store), site.scope(store)
    args = PrivateBucketArgs(
        scope=scope,
        key_arn=key,
        statements=(may_read(scope, store.name),) if store.served == "cdn" else (),
        log_bucket=access_log_bucket_name(scope),
        keep_replaced=KEEP_REPLACED,
        expire_after=store.expire_after,
        protect=site.environment.deletion_protection,
    )
    made = PrivateBucket(store.name, args, site.opts)
    if site.elsewhere:
        copy_bucket(site.elsewhere, store, made, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.name)


def _queue(site: Site, store: stores.Queue, topic_arn: pulumi.Output[str] | None) -> StoreContract:
    key = _key(site, store)
    args = QueueArgs(
        scope=site.scope(store),
        visibility_timeout=store.visibility_timeout,
        max_receives=store.max_receives,
        key_arn=key,
        topic_arn=topic_arn,
    )
    made = Queue(store.name, args, site.opts)
    return _contract(store, key, arn=made.arn, address=made.url)


def _topic(site: Site, store: stores.Topic) -> StoreContract:
    key = _key(site, store)
    made = Topic(store.name, TopicArgs(scope=site.scope(store), key_arn=key), site.opts)
    # Publishers name a topic by its ARN.
    return _contract(store, key, arn=made.arn, address=made.arn)


def _contract(
    store: Store,
    key_arn: pulumi.Output[str],
    *,
    arn: pulumi.Output[str],
    address: pulumi.Output[str],
    secret_arn: pulumi.Input[str] = "",
    security_group_id: pulumi.Input[str] = "",
) -> StoreContract:
    return StoreContract(
        arn=arn,
        address=address,
        port=pulumi.Output.from_input(STORE_PORTS.get(store.kind, 0)),
        secret_arn=pulumi.Output.from_input(secret_arn),
        security_group_id=pulumi.Output.from_input(security_group_id),
        key_arn=key_arn,
    )
