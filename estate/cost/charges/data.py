"""Databases, caches, brokers, tables, buckets and registries."""

from estate.cost.charges.compute import scaled
from estate.cost.model import Charge, Free, Metered, by_the_hour, fixed
from estate.cost.reading import Planned, UndecidedError

AURORA = "aurora-"


def aurora_cluster(cluster: Planned) -> list[Charge]:
    """Storage, I/O and backups by use; the password that RDS keeps is a secret."""
    if not cluster.word("engine").startswith(AURORA):
        raise UndecidedError(f"clusters of {cluster.word('engine')} have no price here")
    charges: list[Charge] = [Metered(sku=sku) for sku in ("aurora-storage-gb-month", "aurora-io-request", "aurora-backup-gb-month")]
    return [*charges, *_managed_secret(cluster)]


def aurora_instance(instance: Planned) -> list[Charge]:
    """Its hours, by class."""
    return [by_the_hour(f"{instance.word('engine')}-{instance.word('instanceClass')}-hour", 1)]


def database_instance(instance: Planned) -> list[Charge]:
    """Hours by engine, class and whether a second one stands by; storage by its kind."""
    standby = "-multi-az" if instance.get("multiAz") is True else ""
    hours = by_the_hour(f"rds-{instance.word('engine')}-{instance.word('instanceClass')}{standby}-hour", 1)
    kind = instance.word("storageType", default="gp2")
    return [hours, fixed(f"rds-{kind}{standby}-gb-month", instance.number("allocatedStorage")), *_managed_secret(instance)]


def _managed_secret(database: Planned) -> list[Charge]:
    return [fixed("secret-month", 1)] if database.get("manageMasterUserPassword") is True else []


def cache_group(group: Planned) -> list[Charge]:
    """Hours of its nodes; backups by use."""
    if group.get("numCacheClusters") is None and group.get("numNodeGroups") is not None:
        nodes = group.number("numNodeGroups") * (1 + group.number("replicasPerNodeGroup", default=0))
    else:
        nodes = group.number("numCacheClusters")
    sku = f"elasticache-{group.word('engine', default='redis')}-{group.word('nodeType')}-hour"
    return [by_the_hour(sku, nodes), Metered(sku="elasticache-backup-gb-month")]


def kafka_cluster(cluster: Planned) -> list[Charge]:
    """Hours of its brokers, and their disks."""
    brokers = cluster.number("numberOfBrokerNodes")
    disk_gb = cluster.number("brokerNodeGroupInfo", "storageInfo", "ebsStorageInfo", "volumeSize")
    return [
        by_the_hour(f"msk-{cluster.word('brokerNodeGroupInfo', 'instanceType')}-hour", brokers),
        fixed("msk-storage-gb-month", brokers * disk_gb),
    ]


def table(one: Planned) -> list[Charge]:
    """Capacity from the least to the most, or requests; storage and copies by use."""
    charges: list[Charge] = [Metered(sku="dynamodb-storage-gb-month")]
    if one.get("pointInTimeRecovery", "enabled") is True:
        charges.append(Metered(sku="dynamodb-pitr-gb-month"))
    if one.word("billingMode", default="PROVISIONED") == "PAY_PER_REQUEST":
        return [Metered(sku="dynamodb-write-request"), Metered(sku="dynamodb-read-request"), *charges]
    for what, sku in (("read", "dynamodb-rcu-hour"), ("write", "dynamodb-wcu-hour")):
        dimension = f"dynamodb:table:{what.capitalize()}CapacityUnits"
        charges.append(by_the_hour(sku, *scaled(one, dimension, one.number(f"{what}Capacity"))))
    return charges


def bucket(_one: Planned) -> list[Charge]:
    """What lies in it, and requests."""
    return [Metered(sku=sku) for sku in ("s3-standard-gb-month", "s3-write-request", "s3-read-request")]


def registry(_one: Planned) -> list[Charge]:
    """What lies in it."""
    return [Metered(sku="ecr-storage-gb-month")]


def parameter(one: Planned) -> list[Charge]:
    """Advanced parameters cost, standard ones do not (Systems Manager pricing)."""
    if one.word("tier", default="Standard") == "Standard":
        return [Free(why="a standard parameter costs nothing (Systems Manager pricing)")]
    return [fixed("ssm-advanced-parameter-month", 1)]
