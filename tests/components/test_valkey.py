"""ElastiCache; expected values are the controls of AWS's Foundational Security Best Practices, named in each test."""

import pytest

from stacks.contracts import STORE_PORTS
from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one
from tests.components.samples import valkey


def test_data_is_encrypted_at_rest_with_our_key_and_on_its_way() -> None:
    # ElastiCache.4, ElastiCache.5
    cache = one(graph_of(valkey.smallest), "elasticache/replicationGroup").inputs
    assert (cache["atRestEncryptionEnabled"], cache["transitEncryptionEnabled"], cache["kmsKeyId"]) == (True, True, KEY_ARN)


@pytest.mark.parametrize(("size", "nodes", "failover"), [("smallest", 1, False), ("largest", 6, True)])
def test_another_zone_takes_over_where_there_is_a_replica(size: str, nodes: int, failover: bool) -> None:  # noqa: FBT001 - a row of the table
    # ElastiCache.3
    cache = one(graph_of(getattr(valkey, size)), "elasticache/replicationGroup").inputs
    assert cache["numCacheClusters"] == nodes
    assert cache["automaticFailoverEnabled"] is cache["multiAzEnabled"] is failover


def test_a_protected_cache_leaves_a_snapshot_and_is_not_deleted_by_the_engine() -> None:
    # ElastiCache.1
    cache = one(graph_of(valkey.largest), "elasticache/replicationGroup")
    assert cache.protect
    assert cache.inputs["snapshotRetentionLimit"] == 35
    assert cache.inputs["finalSnapshotIdentifier"]


def test_the_parameter_group_is_of_the_engines_major_version() -> None:
    assert one(graph_of(valkey.smallest), "elasticache/parameterGroup").inputs["family"] == "valkey7"
    assert one(graph_of(valkey.largest), "elasticache/parameterGroup").inputs["family"] == "valkey8"


def test_both_logs_go_to_groups_that_end() -> None:
    recording = graph_of(valkey.smallest)
    deliveries = one(recording, "elasticache/replicationGroup").inputs["logDeliveryConfigurations"]
    groups = {group.inputs["name"]: group.inputs["retentionInDays"] for group in all_of(recording, "cloudwatch/logGroup")}
    assert {delivery["logType"]: groups[delivery["destination"]] for delivery in deliveries} == {"slow-log": 3, "engine-log": 3}


def test_nobody_is_let_in_before_a_client_adds_a_rule() -> None:
    assert not all_of(graph_of(valkey.largest), "vpc/securityGroupIngressRule")


def test_it_listens_where_the_layers_above_are_told() -> None:
    assert one(graph_of(valkey.smallest), "elasticache/replicationGroup").inputs["port"] == STORE_PORTS["valkey"]
