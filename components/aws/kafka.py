"""MSK: a Kafka cluster over the zones, and the list of the topics that belong in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import msk, ssm

from components.aws.log_group import LogSettings, log_group
from components.aws.placement import Placement
from components.aws.security_group import SecurityGroup, SecurityGroupArgs
from estate.decisions.sizing import KafkaLayout
from estate.naming import Scope

MONITORING = "PER_TOPIC_PER_BROKER"  # bytes and messages of each topic (MSK developer guide, metrics)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A topic that belongs in the cluster."""

    name: str
    partitions: int
    retention: timedelta


@dataclass(frozen=True, kw_only=True)
class KafkaArgs:
    """A cluster of `layout.brokers` brokers, spread evenly over the placement's subnets."""

    scope: Scope
    placement: Placement
    version: str
    """Of Kafka, as MSK names it, such as `3.9.x`."""
    broker: str
    """The type of instance."""
    layout: KafkaLayout
    storage_gib: int
    """For each broker."""
    topics: tuple[Topic, ...]
    key_arn: pulumi.Input[str]
    """The KMS key of the data."""
    logs: LogSettings
    deletion_protection: bool
    """MSK has no protection of its own: the engine refuses to delete the cluster."""


class Kafka(pulumi.ComponentResource):
    """Kafka that is reached with TLS and IAM alone.

    The AWS API makes no topics, and brokers make none by themselves here: the parameter `topics_parameter` says which belong in the
    cluster, as JSON, for the job that makes them with Kafka's own tools. The security group is closed; each client adds its own rule.
    """

    arn: pulumi.Output[str]
    address: pulumi.Output[str]
    """The brokers for clients that sign in through IAM, `host:9098` each, with commas between them."""
    security_group_id: pulumi.Output[str]
    topics_parameter: pulumi.Output[str]
    """The name of the SSM parameter."""

    def __init__(self, name: str, args: KafkaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Kafka", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group_args = SecurityGroupArgs(scope=args.scope, vpc_id=args.placement.vpc_id, calls_out=False)
        group = SecurityGroup(name, group_args, child)
        cluster = self._cluster(name, args, group.group_id)
        topics = ssm.Parameter(
            name,
            name=f"/{args.scope.path('stores', name, 'topics')}",
            description=f"The topics that belong in {name}",
            type="String",
            insecure_value=topics_as_json(args.topics, replication_factor=args.layout.replication_factor),
            tags=args.scope.tags,
            opts=child,
        )
        self.arn = cluster.arn
        self.address = cluster.bootstrap_brokers_sasl_iam
        self.security_group_id = group.group_id
        self.topics_parameter = topics.name
        self.register_outputs(
            {
                "arn": self.arn,
                "address": self.address,
                "security_group_id": self.security_group_id,
                "topics_parameter": self.topics_parameter,
            }
        )

    def _cluster(self, name: str, args: KafkaArgs, security_group_id: pulumi.Output[str]) -> msk.Cluster:
        child = pulumi.ResourceOptions(parent=self)
        configuration = msk.Configuration(name, server_properties=as_properties(broker_settings(args.layout)), opts=child)
        logs = log_group(name, args.scope, args.logs, path=f"/aws/vendedlogs/{args.scope.path(name, 'broker')}", opts=child)
        return msk.Cluster(
            name,
            cluster_name=args.scope.name("msk/cluster", name),
            kafka_version=args.version,
            number_of_broker_nodes=args.layout.brokers,
            broker_node_group_info=_brokers(args, security_group_id),
            configuration_info={"arn": configuration.arn, "revision": configuration.latest_revision},
            client_authentication={"sasl": {"iam": True}, "unauthenticated": False},
            encryption_info={
                "encryption_at_rest_kms_key_arn": args.key_arn,
                "encryption_in_transit": {"client_broker": "TLS", "in_cluster": True},
            },
            enhanced_monitoring=MONITORING,
            logging_info={"broker_logs": {"cloudwatch_logs": {"enabled": True, "log_group": logs.name}}},
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.deletion_protection),
        )


def _brokers(args: KafkaArgs, security_group_id: pulumi.Output[str]) -> msk.ClusterBrokerNodeGroupInfoArgsDict:
    return {
        "instance_type": args.broker,
        "client_subnets": args.placement.subnet_ids,
        "security_groups": [security_group_id],
        "connectivity_info": {"public_access": {"type": "DISABLED"}},
        "storage_info": {"ebs_storage_info": {"volume_size": args.storage_gib}},
    }


def broker_settings(layout: KafkaLayout) -> Mapping[str, str]:
    """The brokers' settings: no message is lost with one broker, and no topic appears by a slip of the pen."""
    return {
        "auto.create.topics.enable": "false",
        "default.replication.factor": str(layout.replication_factor),
        "min.insync.replicas": str(layout.in_sync),
        "unclean.leader.election.enable": "false",
    }


def as_properties(settings: Mapping[str, str]) -> str:
    """The settings in Java's properties format."""
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def topics_as_json(topics: Sequence[Topic], *, replication_factor: int) -> str:
    """The topics in Kafka's own words, for the tool that makes them."""
    return json.dumps(
        [
            {
                "name": topic.name,
                "partitions": topic.partitions,
                "replication_factor": replication_factor,
                "retention_ms": topic.retention // timedelta(milliseconds=1),
            }
            for topic in topics
        ]
    )
