"""What a service may do with a store that it uses: the least that IAM needs, as data.

The resources of a grant are patterns over the store's addresses (`{arn}/*`), so that what is allowed is decided before
anything is known of the account; `components.aws.store_access` fills them in. The actions, and the resources that each can
be bound to, are those of the service authorization reference.

Two kinds are not governed here: Valkey is reached through its security group alone, and the rights inside a PostgreSQL
database are the database's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from estate.catalog.service import Access
from estate.catalog.store import Bucket, DynamoDb, Queue, Store, Topic
from estate.errors import InputError

KeyService = Literal["logs", "sns", "cloudfront", "log_delivery", "patch_answers"]
"""An AWS service that uses a key in its own name, so that the key's policy must let it."""


class AccessError(InputError):
    """A use that IAM cannot give; the text says what can be written instead."""


@dataclass(frozen=True, kw_only=True)
class StoreUse:
    """One use of a store, by one service."""

    store: str
    kind: str
    access: Access
    service: str
    """Who uses it; the name of its Kafka consumer group."""
    topic: str | None = None
    """The Kafka topic."""
    database_user: str | None = None
    """The PostgreSQL user that signs in through IAM; nothing given: with the password in the secret."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Actions that are allowed on resources."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    """Patterns over `arn`, `key_arn`, `secret_arn`, `resource_id`, `region`, `account`, and over `topics` and `groups`: the beginning
    of the ARNs of a Kafka cluster's topics and consumer groups."""
    via: str | None = None
    """The AWS service through which alone the key may be used (condition key `kms:ViaService`)."""


def grants(use: StoreUse) -> tuple[Grant, ...]:
    """What the use needs; nothing where IAM has no say. AccessError for a use that IAM cannot give."""
    return _GRANTS[use.kind](use)


def kafka_arn(cluster_arn: str, kind: str) -> str:
    """The beginning of the ARNs of the cluster's topics (`topic`) or consumer groups (`group`) (MSK developer guide)."""
    return cluster_arn.replace(":cluster/", f":{kind}/", 1)


def key_services(store: Store) -> frozenset[KeyService]:
    """Who uses the key in its own name: CloudWatch Logs for log groups, SNS to deliver to a queue, CloudFront to serve a bucket."""
    match store:
        case Bucket():
            return frozenset({"cloudfront"}) if store.served == "cdn" else frozenset()
        case Queue():
            return frozenset({"sns"}) if store.subscribes_to else frozenset()
        case DynamoDb() | Topic():
            return frozenset()
        case _:
            return frozenset({"logs"})


def _reads(use: StoreUse) -> bool:
    return use.access in ("read", "read_write")


def _writes(use: StoreUse) -> bool:
    return use.access in ("write", "read_write")


def _key(via: str, *actions: str) -> Grant:
    return Grant(actions=actions, resources=("{key_arn}",), via=via)


def _postgres(use: StoreUse) -> tuple[Grant, ...]:
    if use.database_user is not None:
        user = f"arn:aws:rds-db:{{region}}:{{account}}:dbuser:{{resource_id}}/{use.database_user}"
        return (Grant(actions=("rds-db:connect",), resources=(user,)),)
    return (Grant(actions=("secretsmanager:GetSecretValue",), resources=("{secret_arn}",)), _key("secretsmanager", "kms:Decrypt"))


def _valkey(_use: StoreUse) -> tuple[Grant, ...]:
    return ()


def _kafka(use: StoreUse) -> tuple[Grant, ...]:
    if use.topic is None:
        raise AccessError(
            f"{use.service} uses the Kafka cluster {use.store!r} without a topic; name one: {{store: {use.store}, topic: NAME, ...}}"
        )
    cluster = ("kafka-cluster:Connect", *(("kafka-cluster:WriteDataIdempotently",) if _writes(use) else ()))
    topic = (
        "kafka-cluster:DescribeTopic",
        *(("kafka-cluster:ReadData",) if _reads(use) else ()),
        *(("kafka-cluster:WriteData",) if _writes(use) else ()),
    )
    group = Grant(actions=("kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"), resources=(f"{{groups}}/{use.service}",))
    return (
        Grant(actions=cluster, resources=("{arn}",)),
        Grant(actions=topic, resources=(f"{{topics}}/{use.topic}",)),
        *((group,) if _reads(use) else ()),
    )


def _dynamodb(use: StoreUse) -> tuple[Grant, ...]:
    read = ("dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan")
    write = ("dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem")
    actions = ("dynamodb:DescribeTable", *(read if _reads(use) else ()), *(write if _writes(use) else ()))
    # Reads and writes alike: DynamoDB decrypts the table's key in the caller's name (DynamoDB developer guide, encryption at rest).
    return (Grant(actions=actions, resources=("{arn}",)), _key("dynamodb", "kms:Decrypt"))


def _bucket(use: StoreUse) -> tuple[Grant, ...]:
    write = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject")
    objects = (*(("s3:GetObject",) if _reads(use) else ()), *(write if _writes(use) else ()))
    # Uploads in parts decrypt what they encrypted before (S3 user guide, SSE-KMS permissions).
    key = ("kms:Decrypt", *(("kms:GenerateDataKey",) if _writes(use) else ()))
    return (
        *((Grant(actions=("s3:ListBucket",), resources=("{arn}",)),) if _reads(use) else ()),
        Grant(actions=objects, resources=("{arn}/*",)),
        _key("s3", *key),
    )


def _queue(use: StoreUse) -> tuple[Grant, ...]:
    read = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage")
    actions = (
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        *(read if _reads(use) else ()),
        *(("sqs:SendMessage",) if _writes(use) else ()),
    )
    # A producer checks the data key that it was given (SQS developer guide, KMS permissions).
    key = ("kms:Decrypt", *(("kms:GenerateDataKey",) if _writes(use) else ()))
    return (Grant(actions=actions, resources=("{arn}",)), _key("sqs", *key))


def _topic(use: StoreUse) -> tuple[Grant, ...]:
    if _reads(use):
        raise AccessError(
            f"{use.service} reads the topic {use.store!r}, and a topic keeps nothing to read; expected access: write, or a queue that "
            f"`subscribes_to: {use.store}` and that {use.service} reads"
        )
    return (Grant(actions=("sns:Publish",), resources=("{arn}",)), _key("sns", "kms:Decrypt", "kms:GenerateDataKey"))


_GRANTS: Mapping[str, Callable[[StoreUse], tuple[Grant, ...]]] = {
    "postgres": _postgres,
    "valkey": _valkey,
    "kafka": _kafka,
    "dynamodb": _dynamodb,
    "bucket": _bucket,
    "queue": _queue,
    "topic": _topic,
}
