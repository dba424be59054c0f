"""DynamoDB; expected values are the controls of AWS's Foundational Security Best Practices, and the API's own words."""

import pytest

from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one
from tests.components.samples import table


@pytest.mark.parametrize("size", ["smallest", "largest"])
def test_a_table_can_be_put_back_and_is_encrypted_with_our_key(size: str) -> None:
    # DynamoDB.2
    made = one(graph_of(getattr(table, size)), "dynamodb/table").inputs
    assert made["pointInTimeRecovery"] == {"enabled": True}
    assert made["serverSideEncryption"] == {"enabled": True, "kmsKeyArn": KEY_ARN}


def test_a_protected_table_can_be_deleted_neither_by_aws_nor_by_the_engine() -> None:
    # DynamoDB.6
    made = one(graph_of(table.largest), "dynamodb/table")
    assert made.protect
    assert made.inputs["deletionProtectionEnabled"] is True


def test_a_table_without_capacity_is_paid_by_request_and_scales_nothing() -> None:
    recording = graph_of(table.smallest)
    assert one(recording, "dynamodb/table").inputs["billingMode"] == "PAY_PER_REQUEST"
    assert not all_of(recording, "appautoscaling/target")


def test_reads_and_writes_follow_the_load_each_between_its_bounds() -> None:
    # DynamoDB.1; the names of dimensions and metrics are those of the Application Auto Scaling API
    recording = graph_of(table.largest)
    targets = {
        target.inputs["scalableDimension"]: (target.inputs["minCapacity"], target.inputs["maxCapacity"])
        for target in all_of(recording, "appautoscaling/target")
    }
    assert targets == {"dynamodb:table:ReadCapacityUnits": (5, 40000), "dynamodb:table:WriteCapacityUnits": (5, 40000)}
    metrics = {
        policy.inputs["scalableDimension"]: policy.inputs["targetTrackingScalingPolicyConfiguration"]["predefinedMetricSpecification"]
        for policy in all_of(recording, "appautoscaling/policy")
    }
    assert metrics == {
        "dynamodb:table:ReadCapacityUnits": {"predefinedMetricType": "DynamoDBReadCapacityUtilization"},
        "dynamodb:table:WriteCapacityUnits": {"predefinedMetricType": "DynamoDBWriteCapacityUtilization"},
    }


def test_an_update_does_not_set_back_what_the_autoscaler_moved() -> None:
    assert one(graph_of(table.largest), "dynamodb/table").ignore_changes == ("readCapacity", "writeCapacity")
    assert one(graph_of(table.smallest), "dynamodb/table").ignore_changes == ()


def test_both_keys_are_declared_and_expired_items_go() -> None:
    made = one(graph_of(table.largest), "dynamodb/table").inputs
    assert (made["hashKey"], made["rangeKey"]) == ("session_id", "seen_at")
    assert made["attributes"] == [{"name": "session_id", "type": "B"}, {"name": "seen_at", "type": "N"}]
    assert made["ttl"] == {"attributeName": "expires_at", "enabled": True}
