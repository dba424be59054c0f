"""MSK; expected values are those of the MSK developer guide: best practices, and configuration properties."""

import json

from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one
from tests.components.samples import kafka


def settings() -> dict[str, str]:
    properties = one(graph_of(kafka.largest), "msk/configuration").inputs["serverProperties"]
    return dict(line.split("=", 1) for line in properties.splitlines())


def test_an_acknowledged_message_is_on_two_of_three_brokers() -> None:
    assert settings()["default.replication.factor"] == "3"
    assert settings()["min.insync.replicas"] == "2"
    assert settings()["unclean.leader.election.enable"] == "false"


def test_no_topic_appears_by_itself() -> None:
    assert settings()["auto.create.topics.enable"] == "false"


def test_only_tls_and_iam_reach_the_brokers_and_nobody_from_outside() -> None:
    # MSK.1, MSK.4, MSK.6
    cluster = one(graph_of(kafka.smallest), "msk/cluster").inputs
    assert cluster["encryptionInfo"]["encryptionInTransit"] == {"clientBroker": "TLS", "inCluster": True}
    assert cluster["encryptionInfo"]["encryptionAtRestKmsKeyArn"] == KEY_ARN
    assert cluster["clientAuthentication"] == {"sasl": {"iam": True}, "unauthenticated": False}
    assert cluster["brokerNodeGroupInfo"]["connectivityInfo"]["publicAccess"] == {"type": "DISABLED"}


def test_brokers_stand_evenly_in_every_subnet() -> None:
    cluster = one(graph_of(kafka.largest), "msk/cluster").inputs
    assert cluster["numberOfBrokerNodes"] == 15
    assert cluster["numberOfBrokerNodes"] % len(cluster["brokerNodeGroupInfo"]["clientSubnets"]) == 0


def test_the_cluster_follows_its_own_configuration() -> None:
    recording = graph_of(kafka.smallest)
    assert one(recording, "msk/configuration").urn in one(recording, "msk/cluster").depends_on


def test_each_topic_is_monitored_and_the_brokers_logs_are_kept() -> None:
    # MSK.2
    recording = graph_of(kafka.smallest)
    cluster = one(recording, "msk/cluster").inputs
    assert cluster["enhancedMonitoring"] == "PER_TOPIC_PER_BROKER"
    logs = cluster["loggingInfo"]["brokerLogs"]["cloudwatchLogs"]
    assert logs == {"enabled": True, "logGroup": one(recording, "cloudwatch/logGroup").inputs["name"]}


def test_the_topics_that_belong_there_can_be_read_by_whoever_makes_them() -> None:
    parameter = one(graph_of(kafka.smallest), "ssm/parameter").inputs
    assert parameter["name"] == "/shop/dev/stores/order-stream/topics"
    # Seven days are 604,800,000 milliseconds.
    assert json.loads(parameter["insecureValue"]) == [
        {"name": "orders", "partitions": 6, "replication_factor": 3, "retention_ms": 604_800_000}
    ]


def test_the_engine_refuses_to_delete_a_protected_cluster() -> None:
    assert one(graph_of(kafka.largest), "msk/cluster").protect
    assert not one(graph_of(kafka.smallest), "msk/cluster").protect


def test_nobody_is_let_in_before_a_client_adds_a_rule() -> None:
    assert not all_of(graph_of(kafka.largest), "vpc/securityGroupIngressRule")
