"""Kafka: clusters and the configurations of their brokers."""

from collections.abc import Mapping

from estate.sandbox.row import Call, Inputs, Naming, Row, tags_by
from estate.sandbox.template import evaluate, text

IAM_PORT = 9098  # TLS with IAM inside AWS (MSK developer guide, port information)
SHORT = 6  # characters of the cluster's id in its brokers' names (MSK developer guide, bootstrap brokers)
CLUSTER = {"ClusterArn": "{id}"}
CHANGED = {**CLUSTER, "CurrentVersion": "{state.Described.CurrentVersion}"}

CONFIGURATION = Row(
    "aws:msk/configuration:Configuration",
    service="kafka",
    create=Call("create_configuration"),
    id="{out.Arn}",
    read=Call("describe_configuration", arguments={"Arn": "{id}"}),
    also_read={
        "Revision": Call("describe_configuration_revision", arguments={"Arn": "{id}", "Revision": "{state.LatestRevision.Revision}"}),
    },
    delete=(Call("delete_configuration", arguments={"Arn": "{id}"}),),
    naming=Naming(limit=64, prefix=""),
    updates=(
        Call(
            "update_configuration",
            arguments={"Arn": "{id}", "Description": "{in.description || ''}", "ServerProperties": "{in.serverProperties}"},
            properties=("description", "serverProperties"),
            clears=True,
        ),
    ),
    observe={"serverProperties": "{state.Revision.ServerProperties}"},
    outputs={"arn": "{id}", "latestRevision": "{state.LatestRevision.Revision}"},
)


def with_known_revision(inputs: Inputs) -> Inputs:
    """The inputs without a configuration whose revision nobody knows: the emulator makes no configurations."""
    block = inputs.get("configurationInfo")
    known = isinstance(block, Mapping) and isinstance(block.get("revision"), (int, float, str))
    return {**inputs, "configurationInfo": block if known else None}


def of_cluster(context: Mapping[str, object]) -> Mapping[str, object]:
    """The last part of the cluster's ARN, and the brokers' addresses as MSK makes them: the emulator answers for none."""
    uuid = text(evaluate("id", context)).rpartition("/")[2]
    names = [text(evaluate(path, context)) for path in ("in.clusterName", "region")]
    count = int(text(evaluate("in.numberOfBrokerNodes", context)) or 0) if evaluate("in.clientAuthentication.sasl.iam", context) else 0
    brokers = [f"b-{number}.{names[0]}.{uuid[:SHORT]}.c1.kafka.{names[1]}.amazonaws.com:{IAM_PORT}" for number in range(1, count + 1)]
    return {"clusterUuid": uuid, "bootstrapBrokersSaslIam": ",".join(brokers)}


MSK_CLUSTER = Row(
    "aws:msk/cluster:Cluster",
    service="kafka",
    create=Call("create_cluster"),
    id="{out.ClusterArn}",
    # Describing a cluster that is gone makes the emulator fail; a list holds it or not.
    read=Call("list_clusters", arguments={"ClusterNameFilter": "{in.clusterName}"}, at="ClusterInfoList[?ClusterArn=='{id}'] | [0]"),
    also_read={"Described": Call("describe_cluster", arguments=CLUSTER, at="ClusterInfo")},
    delete=(Call("delete_cluster", arguments=CLUSTER, when="state.ClusterArn"),),
    renames={
        "clientAuthentication.sasl.iam": "Iam.Enabled",
        "clientAuthentication.sasl.scram": "Scram.Enabled",
        "clientAuthentication.tls.certificateAuthorityArns": "CertificateAuthorityArnList",
        "clientAuthentication.unauthenticated": "Unauthenticated.Enabled",
        "encryptionInfo.encryptionAtRestKmsKeyArn": "EncryptionAtRest.DataVolumeKMSKeyId",
    },
    prepare=with_known_revision,
    defaults={"enhancedMonitoring": "DEFAULT"},
    naming=Naming(limit=64, property="clusterName", prefix=""),
    updates=(
        Call(
            "update_broker_count",
            arguments={**CHANGED, "TargetNumberOfBrokerNodes": "{in.numberOfBrokerNodes}"},
            properties=("numberOfBrokerNodes",),
        ),
        Call("update_cluster_configuration", arguments=CHANGED, properties=("configurationInfo",), place=True),
        Call("update_security", arguments=CHANGED, properties=("clientAuthentication",), place=True),
        Call(
            "update_monitoring",
            arguments=CHANGED,
            properties=("enhancedMonitoring", "loggingInfo", "openMonitoring"),
            place=True,
        ),
        Call(
            "update_cluster_kafka_version",
            arguments={**CHANGED, "TargetKafkaVersion": "{in.kafkaVersion}"},
            properties=("kafkaVersion",),
        ),
        Call("update_storage", arguments=CHANGED, properties=("storageMode",), place=True),
        Call("update_rebalancing", arguments=CHANGED, properties=("rebalancing",), place=True),
    ),
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceArn="{id}"),
    observe={
        "brokerNodeGroupInfo": "{state.Described.BrokerNodeGroupInfo}",
        "clientAuthentication": (
            "{state.Described.ClientAuthentication.{sasl: {iam: Sasl.Iam.Enabled, scram: Sasl.Scram.Enabled}, "
            "tls: Tls, unauthenticated: Unauthenticated.Enabled}}"
        ),
        "configurationInfo": ("{state.Described.CurrentBrokerSoftwareInfo.{arn: ConfigurationArn, revision: ConfigurationRevision}}"),
        "encryptionInfo": (
            "{state.Described.EncryptionInfo."
            "{encryptionAtRestKmsKeyArn: EncryptionAtRest.DataVolumeKMSKeyId, encryptionInTransit: EncryptionInTransit}}"
        ),
        "enhancedMonitoring": "{state.Described.EnhancedMonitoring}",
        "kafkaVersion": "{state.Described.CurrentBrokerSoftwareInfo.KafkaVersion}",
        "loggingInfo": "{state.Described.LoggingInfo}",
        "numberOfBrokerNodes": "{state.Described.NumberOfBrokerNodes}",
        "openMonitoring": "{state.Described.OpenMonitoring}",
        "rebalancing": "{state.Described.Rebalancing}",
        "storageMode": "{state.Described.StorageMode}",
        "tags": "{state.Described.Tags}",
    },
    outputs={
        "arn": "{id}",
        "currentVersion": "{state.Described.CurrentVersion}",
        "storageMode": "{state.Described.StorageMode}",
        "zookeeperConnectString": "{state.Described.ZookeeperConnectString}",
        "zookeeperConnectStringTls": "{state.Described.ZookeeperConnectStringTls}",
    },
    derive=of_cluster,
)

ROWS = (CONFIGURATION, MSK_CLUSTER)
