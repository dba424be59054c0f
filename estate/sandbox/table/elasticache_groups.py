"""Replication groups: a primary with its replicas."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row
from estate.sandbox.table.elasticache import TAG_UPDATES, TAGS

OWN = {"ReplicationGroupId": "{id}"}
AT_ONCE = {**OWN, "ApplyImmediately": True}
NODES = ("numCacheClusters", "replicasPerNodeGroup")
BY_NAME = (
    "authToken",
    "autoMinorVersionUpgrade",
    "automaticFailoverEnabled",
    "clusterMode",
    "description",
    "engine",
    "engineVersion",
    "ipDiscovery",
    "maintenanceWindow",
    "multiAzEnabled",
    "nodeType",
    "notificationTopicArn",
    "parameterGroupName",
    "securityGroupIds",
    "snapshotRetentionLimit",
    "snapshotWindow",
    "transitEncryptionEnabled",
    "transitEncryptionMode",
)
# Where a kind of log goes: the block that AWS has for it, and the member that names the place.
DESTINATIONS = {"cloudwatch-logs": ("CloudWatchLogsDetails", "LogGroup"), "kinesis-firehose": ("KinesisFirehoseDetails", "DeliveryStream")}
DETAILS = "DestinationDetails.CloudWatchLogsDetails.LogGroup || DestinationDetails.KinesisFirehoseDetails.DeliveryStream"


def delivery(block: Mapping[str, object]) -> Mapping[str, object]:
    """One kind of log, with its destination in the block of its kind."""
    place = DESTINATIONS.get(str(block.get("destinationType")))
    return {
        "LogType": block.get("logType"),
        "LogFormat": block.get("logFormat"),
        "DestinationType": block.get("destinationType"),
        "DestinationDetails": {place[0]: {place[1]: block.get("destination")}} if place else None,
    }


def in_aws_words(inputs: Inputs) -> Inputs:
    """The inputs with log deliveries as AWS wants them, and with the number of replicas of each shard."""
    blocks = cast("list[Mapping[str, object]]", inputs.get("logDeliveryConfigurations") or [])
    replicas, nodes = inputs.get("replicasPerNodeGroup"), inputs.get("numCacheClusters")
    if replicas is None and isinstance(nodes, (int, float)):
        replicas = nodes - 1
    return {**inputs, "aws": {"deliveries": [delivery(block) for block in blocks] or None, "replicas": replicas}}


REPLICATION_GROUP = Row(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    service="elasticache",
    create=Call("create_replication_group", arguments={"LogDeliveryConfigurations": "{in.aws.deliveries}"}),
    id="{in.replicationGroupId}",
    read=Call("describe_replication_groups", arguments=OWN, at="ReplicationGroups[0]"),
    also_read={"Tags": TAGS},
    delete=(Call("delete_replication_group", arguments={**OWN, "FinalSnapshotIdentifier": "{in.finalSnapshotIdentifier}"}),),
    renames={
        "description": "ReplicationGroupDescription",
        "maintenanceWindow": "PreferredMaintenanceWindow",
        "nodeType": "CacheNodeType",
        "parameterGroupName": "CacheParameterGroupName",
        "securityGroupNames": "CacheSecurityGroupNames",
        "subnetGroupName": "CacheSubnetGroupName",
    },
    inside=("logDeliveryConfigurations",),
    local=("applyImmediately", "authTokenUpdateStrategy", "finalSnapshotIdentifier"),
    prepare=in_aws_words,
    defaults={"automaticFailoverEnabled": False},
    known=dict.fromkeys(("authTokenWo", "authTokenWoVersion"), "the wire brings no write-only values"),
    naming=Naming(limit=40, property="replicationGroupId", prefix="", lower=True),
    replace_on=("nodeGroupConfigurations", "preferredCacheClusterAzs"),
    replace_when={"engine": "!(old.engine == 'redis' && new.engine == 'valkey')"},
    updates=(
        Call(
            "modify_replication_group",
            arguments={
                **OWN,
                "ApplyImmediately": "{in.applyImmediately || `false`}",
                "AuthTokenUpdateStrategy": "{in.authToken != old.authToken && in.authTokenUpdateStrategy || `null`}",
            },
            properties=BY_NAME,
            place=True,
        ),
        Call(
            "modify_replication_group",
            arguments={**AT_ONCE, "LogDeliveryConfigurations": "{in.aws.deliveries}"},
            properties=("logDeliveryConfigurations",),
        ),
        Call(
            "increase_replica_count",
            arguments={**AT_ONCE, "NewReplicaCount": "{in.aws.replicas}"},
            properties=NODES,
            when="in.numCacheClusters > old.numCacheClusters || in.replicasPerNodeGroup > old.replicasPerNodeGroup",
        ),
        Call(
            "decrease_replica_count",
            arguments={**AT_ONCE, "NewReplicaCount": "{in.aws.replicas}"},
            properties=NODES,
            when="in.numCacheClusters < old.numCacheClusters || in.replicasPerNodeGroup < old.replicasPerNodeGroup",
        ),
        Call(
            "modify_replication_group_shard_configuration",
            arguments={**AT_ONCE, "NodeGroupCount": "{in.numNodeGroups}"},
            properties=("numNodeGroups",),
        ),
        Call(
            "modify_replication_group",
            arguments={**AT_ONCE, "UserGroupIdsToRemove": "{old.userGroupIds}", "UserGroupIdsToAdd": "{in.userGroupIds}"},
            properties=("userGroupIds",),
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={
        "authToken": "{in.authToken}",
        "automaticFailoverEnabled": "{state.AutomaticFailover == 'enabled'}",
        "dataTieringEnabled": "{state.DataTiering == 'enabled'}",
        "description": "{state.Description}",
        "logDeliveryConfigurations": (
            "{state.LogDeliveryConfigurations[]."
            f"{{logType: LogType, logFormat: LogFormat, destinationType: DestinationType, destination: {DETAILS}}}}}"
        ),
        "multiAzEnabled": "{state.MultiAZ == 'enabled'}",
        "numCacheClusters": "{length(state.MemberClusters)}",
        "numNodeGroups": "{length(state.NodeGroups)}",
        "port": "{state.NodeGroups[0].PrimaryEndpoint.Port || state.ConfigurationEndpoint.Port}",
    },
    outputs={
        "arn": "{state.ARN}",
        "clusterEnabled": "{state.ClusterEnabled}",
        "configurationEndpointAddress": "{state.ConfigurationEndpoint.Address}",
        "engineVersionActual": "{in.engineVersion}",
        "memberClusters": "{state.MemberClusters}",
        "primaryEndpointAddress": "{state.NodeGroups[0].PrimaryEndpoint.Address}",
        "readerEndpointAddress": "{state.NodeGroups[0].ReaderEndpoint.Address}",
    },
)

ROWS = (REPLICATION_GROUP,)
