"""What follows the load, and how."""

from tests.sandbox.sample import Sample, The

TARGET = The("aws:appautoscaling/target:Target")
KEY = {"serviceNamespace": "dynamodb", "scalableDimension": "dynamodb:table:ReadCapacityUnits"}


def tracking(percent: float) -> dict[str, object]:
    metric = {"predefinedMetricType": "DynamoDBReadCapacityUtilization"}
    return {"targetValue": percent, "predefinedMetricSpecification": metric, "scaleInCooldown": 60.0}


def steps(adjustment: int) -> dict[str, object]:
    step = {"metricIntervalLowerBound": "0", "scalingAdjustment": adjustment}
    return {"adjustmentType": "ChangeInCapacity", "cooldown": 60, "metricAggregationType": "Maximum", "stepAdjustments": [step]}


SAMPLES = (
    Sample(
        "aws:appautoscaling/target:Target",
        inputs={**KEY, "resourceId": "table/carts", "minCapacity": 5.0, "maxCapacity": 20, "tags": {"team": "storefront"}},
        steps=({"minCapacity": 10, "maxCapacity": 40}, {"suspendedState": {"scheduledScalingSuspended": True}}),
        untried={"roleArn": "AWS always takes the service's own role", "tags": "the emulator lacks tag_resource"},
    ),
    Sample(
        "aws:appautoscaling/policy:Policy",
        inputs={
            **KEY,
            "name": "follow-reads",
            "resourceId": TARGET,
            "policyType": "TargetTrackingScaling",
            "targetTrackingScalingPolicyConfiguration": tracking(70.0),
        },
        steps=(
            {"targetTrackingScalingPolicyConfiguration": tracking(50.0)},
            {"policyType": "StepScaling", "targetTrackingScalingPolicyConfiguration": None, "stepScalingPolicyConfiguration": steps(1)},
            {"stepScalingPolicyConfiguration": steps(2)},
        ),
        untried={"predictiveScalingPolicyConfiguration": "the emulator refuses it"},
    ),
)
