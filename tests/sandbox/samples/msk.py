"""Kafka."""

from tests.sandbox.sample import Sample, The

LACKS = "the emulator lacks {}"
SETTINGS = "auto.create.topics.enable=false\nmin.insync.replicas=2\n"

SAMPLES = (
    Sample(
        "aws:msk/configuration:Configuration",
        inputs={"name": "orders", "serverProperties": SETTINGS},
        lacking="create_configuration",
    ),
    Sample(
        "aws:msk/cluster:Cluster",
        inputs={
            "clusterName": "orders",
            "kafkaVersion": "3.9.x",
            "numberOfBrokerNodes": 3.0,
            "brokerNodeGroupInfo": {
                "instanceType": "kafka.m7g.large",
                "clientSubnets": [The("aws:ec2/subnet:Subnet")],
                "securityGroups": [The("aws:ec2/securityGroup:SecurityGroup")],
                "connectivityInfo": {"publicAccess": {"type": "DISABLED"}},
                "storageInfo": {"ebsStorageInfo": {"volumeSize": 100.0}},
            },
            "clientAuthentication": {"sasl": {"iam": True}, "unauthenticated": False},
            "configurationInfo": {"arn": "arn:aws:kafka:eu-west-1:222233334444:configuration/orders/1", "revision": 1},
            "encryptionInfo": {
                "encryptionAtRestKmsKeyArn": The("aws:kms/key:Key", "arn"),
                "encryptionInTransit": {"clientBroker": "TLS", "inCluster": True},
            },
            "enhancedMonitoring": "PER_TOPIC_PER_BROKER",
            "loggingInfo": {"brokerLogs": {"cloudwatchLogs": {"enabled": True, "logGroup": "/aws/vendedlogs/orders"}}},
            "tags": {"team": "storefront"},
        },
        steps=({"tags": {"owner": "storefront"}},),
        untried={
            "clientAuthentication": LACKS.format("update_security"),
            "configurationInfo": LACKS.format("update_cluster_configuration"),
            "kafkaVersion": LACKS.format("update_cluster_kafka_version"),
            "numberOfBrokerNodes": LACKS.format("update_broker_count"),
            "rebalancing": LACKS.format("update_rebalancing"),
            "storageMode": LACKS.format("update_storage"),
            **dict.fromkeys(("enhancedMonitoring", "loggingInfo", "openMonitoring"), LACKS.format("update_monitoring")),
        },
    ),
)
