"""Caches."""

from tests.sandbox.sample import Sample, The

TAGS = {"team": "storefront"}
RETAGGED = {"tags": {"owner": "storefront"}}
TAKEN = "the emulator takes a change and does not carry it out"
NODES = "a group shows it on its nodes, and the emulator makes none"


def logs(kind: str) -> dict[str, object]:
    return {"destination": f"/aws/vendedlogs/{kind}", "destinationType": "cloudwatch-logs", "logFormat": "json", "logType": kind}


SAMPLES = (
    Sample(
        "aws:elasticache/subnetGroup:SubnetGroup",
        inputs={"name": "carts", "subnetIds": [The("aws:ec2/subnet:Subnet")], "tags": TAGS},
        steps=(RETAGGED,),
        untried=dict.fromkeys(("description", "subnetIds"), "the emulator lacks modify_cache_subnet_group"),
    ),
    Sample(
        "aws:elasticache/parameterGroup:ParameterGroup",
        inputs={"name": "carts", "family": "valkey8", "parameters": [{"name": "maxmemory-policy", "value": "volatile-lru"}]},
        lacking="create_cache_parameter_group",
    ),
    Sample(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        inputs={
            "replicationGroupId": "carts",
            "description": "carts",
            "engine": "redis",
            "engineVersion": "7.1",
            "nodeType": "cache.t4g.small",
            "port": 6379.0,
            "numCacheClusters": 2.0,
            "automaticFailoverEnabled": True,
            "multiAzEnabled": True,
            "subnetGroupName": The("aws:elasticache/subnetGroup:SubnetGroup"),
            "securityGroupIds": [The("aws:ec2/securityGroup:SecurityGroup")],
            "atRestEncryptionEnabled": True,
            "kmsKeyId": The("aws:kms/key:Key", "arn"),
            "transitEncryptionEnabled": True,
            "snapshotRetentionLimit": 7,
            "snapshotWindow": "01:00-02:00",
            "maintenanceWindow": "sun:05:00-sun:06:00",
            "parameterGroupName": "default.redis7",
            "autoMinorVersionUpgrade": True,
            "logDeliveryConfigurations": [logs("slow-log"), logs("engine-log")],
            "tags": TAGS,
        },
        steps=(
            {"description": "what shoppers carry", "nodeType": "cache.t4g.medium", "engine": "valkey"},
            {"automaticFailoverEnabled": False, "multiAzEnabled": False},
            {"snapshotRetentionLimit": 14},
            RETAGGED,
        ),
        untried={
            **dict.fromkeys(("autoMinorVersionUpgrade", "clusterMode", "ipDiscovery", "logDeliveryConfigurations"), TAKEN),
            **dict.fromkeys(("authToken", "snapshotWindow", "transitEncryptionEnabled", "transitEncryptionMode", "userGroupIds"), TAKEN),
            **dict.fromkeys(("engineVersion", "maintenanceWindow", "notificationTopicArn"), NODES),
            **dict.fromkeys(("parameterGroupName", "securityGroupIds"), NODES),
            **dict.fromkeys(("numCacheClusters", "replicasPerNodeGroup"), "the emulator lacks increase_replica_count"),
            "numNodeGroups": "the emulator lacks modify_replication_group_shard_configuration",
        },
    ),
)
