"""What a use of a store needs: expected actions are those of the service authorization reference and of the services' guides."""

import pytest

from estate.catalog.service import Access
from estate.catalog.store import Bucket, DynamoDb, Queue, Store, Topic
from estate.decisions.access import AccessError, Grant, StoreUse, grants, kafka_arn, key_services

DECRYPT = ("kms:Decrypt",)
DECRYPT_AND_MAKE = ("kms:Decrypt", "kms:GenerateDataKey")


def use(kind: str, access: Access, *, topic: str | None = None, database_user: str | None = None) -> StoreUse:
    return StoreUse(store="things", kind=kind, access=access, service="accounting", topic=topic, database_user=database_user)


def on(resource: str, *actions: str) -> tuple[str, frozenset[str], str | None]:
    return (resource, frozenset(actions), None)


def key(via: str, actions: tuple[str, ...]) -> tuple[str, frozenset[str], str | None]:
    return ("{key_arn}", frozenset(actions), via)


def as_rows(found: tuple[Grant, ...]) -> set[tuple[str, frozenset[str], str | None]]:
    return {(resource, frozenset(grant.actions), grant.via) for grant in found for resource in grant.resources}


TABLE_READS = ("BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan")
TABLE_WRITES = ("BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem")
QUEUE_READS = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage")
QUEUE_ALWAYS = ("sqs:GetQueueAttributes", "sqs:GetQueueUrl")
OBJECT_WRITES = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject")
GROUP = on("{groups}/accounting", "kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup")


def table_actions(*names: str) -> tuple[str, frozenset[str], str | None]:
    return on("{arn}", "dynamodb:DescribeTable", *(f"dynamodb:{name}" for name in names))


@pytest.mark.parametrize(
    ("used", "rows"),
    [
        pytest.param(
            use("postgres", "read_write"),
            {on("{secret_arn}", "secretsmanager:GetSecretValue"), key("secretsmanager", DECRYPT)},
            id="a database's password, and what opens it",
        ),
        pytest.param(
            use("postgres", "read", database_user="accounting"),
            {on("arn:aws:rds-db:{region}:{account}:dbuser:{resource_id}/accounting", "rds-db:connect")},
            id="a database user signs in through IAM and needs no password",
        ),
        pytest.param(use("valkey", "read_write"), set(), id="a cache is reached through its security group alone"),
        pytest.param(
            use("kafka", "read", topic="orders"),
            {on("{arn}", "kafka-cluster:Connect"), on("{topics}/orders", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"), GROUP},
            id="a consumer reads one topic, in the group of its name",
        ),
        pytest.param(
            use("kafka", "write", topic="orders"),
            {
                on("{arn}", "kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"),
                on("{topics}/orders", "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"),
            },
            id="a producer belongs to no group",
        ),
        pytest.param(
            use("kafka", "read_write", topic="orders"),
            {
                on("{arn}", "kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"),
                on("{topics}/orders", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:WriteData"),
                GROUP,
            },
            id="a service that consumes and produces",
        ),
        pytest.param(
            use("dynamodb", "read"), {table_actions(*TABLE_READS), key("dynamodb", DECRYPT)}, id="a table's readers change nothing"
        ),
        pytest.param(
            use("dynamodb", "write"), {table_actions(*TABLE_WRITES), key("dynamodb", DECRYPT)}, id="a table's writers see nothing"
        ),
        pytest.param(
            use("dynamodb", "read_write"),
            {table_actions(*TABLE_READS, *TABLE_WRITES), key("dynamodb", DECRYPT)},
            id="a table, wholly, but never its shape",
        ),
        pytest.param(
            use("bucket", "read"),
            {on("{arn}", "s3:ListBucket"), on("{arn}/*", "s3:GetObject"), key("s3", DECRYPT)},
            id="listing is of the bucket, getting of its objects",
        ),
        pytest.param(
            use("bucket", "write"), {on("{arn}/*", *OBJECT_WRITES), key("s3", DECRYPT_AND_MAKE)}, id="a bucket's writers get nothing"
        ),
        pytest.param(
            use("bucket", "read_write"),
            {on("{arn}", "s3:ListBucket"), on("{arn}/*", "s3:GetObject", *OBJECT_WRITES), key("s3", DECRYPT_AND_MAKE)},
            id="a bucket, wholly, but never its settings",
        ),
        pytest.param(use("queue", "read"), {on("{arn}", *QUEUE_ALWAYS, *QUEUE_READS), key("sqs", DECRYPT)}, id="a worker sends nothing"),
        pytest.param(
            use("queue", "write"),
            {on("{arn}", *QUEUE_ALWAYS, "sqs:SendMessage"), key("sqs", DECRYPT_AND_MAKE)},
            id="a sender receives nothing",
        ),
        pytest.param(
            use("queue", "read_write"),
            {on("{arn}", *QUEUE_ALWAYS, *QUEUE_READS, "sqs:SendMessage"), key("sqs", DECRYPT_AND_MAKE)},
            id="a queue, wholly, but never purged",
        ),
        pytest.param(use("topic", "write"), {on("{arn}", "sns:Publish"), key("sns", DECRYPT_AND_MAKE)}, id="a publisher"),
    ],
)
def test_a_use_is_granted_exactly_what_it_needs(used: StoreUse, rows: set[tuple[str, frozenset[str], str | None]]) -> None:
    assert as_rows(grants(used)) == rows


KINDS = ("postgres", "kafka", "dynamodb", "bucket", "queue", "topic")


@pytest.mark.parametrize("kind", KINDS)
def test_no_grant_holds_a_wildcard_but_for_the_objects_of_a_bucket(kind: str) -> None:
    for grant in grants(use(kind, "write", topic="orders")):
        assert not [action for action in grant.actions if "*" in action]
        assert not [resource for resource in grant.resources if "*" in resource and resource != "{arn}/*"]


@pytest.mark.parametrize("access", ["read", "read_write"])
def test_whoever_reads_a_topic_is_shown_the_queue_that_can_be_read(access: Access) -> None:
    with pytest.raises(AccessError, match=r"accounting reads the topic 'things'.*`subscribes_to: things`"):
        grants(use("topic", access))


def test_a_use_of_kafka_without_a_topic_is_told_where_it_stands() -> None:
    with pytest.raises(AccessError, match=r"accounting uses the Kafka cluster 'things' without a topic.*topic: NAME"):
        grants(use("kafka", "read"))


@pytest.mark.parametrize("kind", ["topic", "group"])
def test_topics_and_groups_are_named_after_their_cluster(kind: str) -> None:
    # The forms stand in the MSK developer guide, "authorization policy resources".
    cluster = "arn:aws:kafka:us-east-1:0123456789012:cluster/MyTestCluster/abcd1234-0123-abcd-5678-1234abcd-1"
    assert kafka_arn(cluster, kind) == f"arn:aws:kafka:us-east-1:0123456789012:{kind}/MyTestCluster/abcd1234-0123-abcd-5678-1234abcd-1"


COMMON = {"name": "things", "description": "Things.", "owner": "storefront", "tier": 1}


@pytest.mark.parametrize(
    ("store", "services"),
    [
        pytest.param(Bucket.model_validate({**COMMON, "kind": "bucket", "served": "cdn"}), {"cloudfront"}, id="CloudFront serves"),
        pytest.param(Bucket.model_validate({**COMMON, "kind": "bucket"}), set(), id="nobody serves"),
        pytest.param(
            Queue.model_validate({**COMMON, "kind": "queue", "visibility_timeout": "1m", "max_receives": 5, "subscribes_to": "events"}),
            {"sns"},
            id="SNS delivers",
        ),
        pytest.param(
            Queue.model_validate({**COMMON, "kind": "queue", "visibility_timeout": "1m", "max_receives": 5}), set(), id="services send"
        ),
        pytest.param(Topic.model_validate({**COMMON, "kind": "topic"}), set(), id="publishers bring their own rights"),
        pytest.param(
            DynamoDb.model_validate({**COMMON, "kind": "dynamodb", "partition_key": {"name": "id", "type": "string"}}), set(), id="no logs"
        ),
    ],
)
def test_a_key_is_open_to_the_services_that_use_it_by_themselves(store: Store, services: set[str]) -> None:
    assert key_services(store) == services
