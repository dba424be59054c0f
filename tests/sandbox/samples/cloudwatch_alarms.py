"""Alarms on metrics: on one, and on a share of two."""

from tests.sandbox.sample import Sample

TOPIC = "arn:aws:sns:eu-west-1:222233334444:alarms"


def counted(name: str, metric: str) -> dict[str, object]:
    balancer = {"LoadBalancer": "app/public/1111111111111111"}
    return {
        "id": name,
        "label": metric,
        "returnData": False,
        "metric": {"namespace": "AWS/ApplicationELB", "metricName": metric, "dimensions": balancer, "period": 300, "stat": "Sum"},
    }


def share(least: int) -> list[dict[str, object]]:
    judged: dict[str, object] = {
        "id": "share",
        "label": "Percent",
        "expression": f"IF(total >= {least}, 100 * bad / total, 0)",
        "returnData": True,
    }
    return [counted("total", "RequestCount"), counted("bad", "HTTPCode_Target_5XX_Count"), judged]


SAMPLES = (
    Sample(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        inputs={
            "name": "shop-dev-errors",
            "alarmDescription": "A bad release",
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "threshold": 0.72,
            "evaluationPeriods": 1,
            "datapointsToAlarm": 1,
            "treatMissingData": "notBreaching",
            "metricQueries": share(9),
            "tags": {"team": "platform"},
        },
        steps=(
            {"threshold": 1.44, "comparisonOperator": "GreaterThanThreshold"},
            {"metricQueries": share(10)},
            {"evaluationPeriods": 5, "datapointsToAlarm": 3, "treatMissingData": "ignore"},
            {"alarmDescription": "Another one", "actionsEnabled": False},
            {"alarmActions": [TOPIC], "okActions": [TOPIC], "insufficientDataActions": [TOPIC]},
            {"tags": {"owner": "platform"}},
        ),
        untried={
            "thresholdMetricId": "of anomaly detection, which the emulator lacks",
            **dict.fromkeys(
                ("evaluationCriteria", "evaluationInterval", "evaluationWindow", "warmUpConfiguration"),
                "newer than the emulator, which drops them",
            ),
        },
    ),
    Sample(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        variant="one",
        inputs={
            "name": "shop-dev-age",
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "threshold": 600,
            "evaluationPeriods": 5,
            "namespace": "AWS/SQS",
            "metricName": "ApproximateAgeOfOldestMessage",
            "dimensions": {"QueueName": "shop-dev-order-mail"},
            "period": 60,
            "statistic": "Maximum",
        },
        steps=(
            {"dimensions": {"QueueName": "shop-dev-letters"}, "period": 300},
            {"statistic": None, "extendedStatistic": "p99", "evaluateLowSampleCountPercentiles": "ignore"},
            {"namespace": "AWS/Kafka", "metricName": "EstimatedMaxTimeLag", "unit": "Seconds"},
        ),
    ),
)
