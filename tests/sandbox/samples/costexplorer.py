"""Anomalies of costs."""

from tests.sandbox.sample import Sample

IMPACT = {"key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE", "matchOptions": ["GREATER_THAN_OR_EQUAL"], "values": ["100"]}

SAMPLES = (
    Sample(
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        inputs={"name": "shop", "monitorType": "DIMENSIONAL", "monitorDimension": "SERVICE", "tags": {"team": "platform"}},
        lacking="create_anomaly_monitor",
    ),
    Sample(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        inputs={
            "name": "shop",
            "frequency": "DAILY",
            "monitorArnLists": ["arn:aws:ce::222233334444:anomalymonitor/00000000-0000-0000-0000-000000000000"],
            "subscribers": [{"type": "EMAIL", "address": "costs@shop.example"}],
            "thresholdExpression": {"dimension": IMPACT},
            "tags": {"team": "platform"},
        },
        lacking="create_anomaly_subscription",
    ),
)
