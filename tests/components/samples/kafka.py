"""The smallest and the largest Kafka cluster."""

from datetime import timedelta

from components.aws.kafka import Kafka, KafkaArgs, Topic
from components.aws.log_group import LogSettings
from estate.decisions.sizing import KafkaLayout
from tests.components.builds import KEY_ARN, SCOPE
from tests.components.samples.places import PLACEMENT


def smallest() -> None:
    Kafka(
        "order-stream",
        KafkaArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="3.9.x",
            broker="kafka.t3.small",
            layout=KafkaLayout(brokers=3, replication_factor=3, in_sync=2),
            storage_gib=10,
            topics=(Topic(name="orders", partitions=6, retention=timedelta(days=7)),),
            key_arn=KEY_ARN,
            logs=LogSettings(retention_days=3, key_arn=KEY_ARN),
            deletion_protection=False,
        ),
    )


def largest() -> None:
    topics = tuple(Topic(name=f"orders-{index}", partitions=100, retention=timedelta(days=365)) for index in range(50))
    Kafka(
        "order-stream-of-the-north",
        KafkaArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="3.9.x.kraft",
            broker="kafka.m7g.16xlarge",
            layout=KafkaLayout(brokers=15, replication_factor=3, in_sync=2),
            storage_gib=16384,
            topics=topics,
            key_arn=KEY_ARN,
            logs=LogSettings(retention_days=3653, key_arn=KEY_ARN),
            deletion_protection=True,
        ),
    )
