"""Who is told of a rise in costs that nobody expected."""

from estate.sandbox.row import Call, Naming, Row

HOME = "us-east-1"  # Cost Explorer answers there alone (AWS general reference, Cost Explorer endpoints)
TAG_UPDATES = (
    Call("tag_resource", arguments={"ResourceArn": "{id}", "ResourceTags": "{in.tags}"}, when="in.tags"),
    Call("untag_resource", arguments={"ResourceArn": "{id}", "ResourceTagKeys": "{keys(removed)}"}, when="removed"),
)
TAGS = Call("list_tags_for_resource", arguments={"ResourceArn": "{id}"}, at="ResourceTags")

ANOMALY_MONITOR = Row(
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    service="ce",
    region=HOME,
    create=Call("create_anomaly_monitor"),
    id="{out.MonitorArn}",
    read=Call("get_anomaly_monitors", arguments={"MonitorArnList": ["{id}"]}, at="AnomalyMonitors[0]"),
    also_read={"Tags": TAGS},
    delete=(Call("delete_anomaly_monitor", arguments={"MonitorArn": "{id}"}),),
    renames={
        "name": "AnomalyMonitor.MonitorName",
        "monitorType": "AnomalyMonitor.MonitorType",
        "monitorDimension": "AnomalyMonitor.MonitorDimension",
        "monitorSpecification": "AnomalyMonitor.MonitorSpecification",
    },
    naming=Naming(limit=1024, prefix=""),
    updates=(Call("update_anomaly_monitor", arguments={"MonitorArn": "{id}", "MonitorName": "{in.name}"}, properties=("name",)),),
    tags="ResourceTags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{id}"},
)

ANOMALY_SUBSCRIPTION = Row(
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
    service="ce",
    region=HOME,
    create=Call("create_anomaly_subscription"),
    id="{out.SubscriptionArn}",
    read=Call("get_anomaly_subscriptions", arguments={"SubscriptionArnList": ["{id}"]}, at="AnomalySubscriptions[0]"),
    also_read={"Tags": TAGS},
    delete=(Call("delete_anomaly_subscription", arguments={"SubscriptionArn": "{id}"}),),
    renames={
        "name": "AnomalySubscription.SubscriptionName",
        "accountId": "AnomalySubscription.AccountId",
        "frequency": "AnomalySubscription.Frequency",
        "monitorArnLists": "AnomalySubscription.MonitorArnList",
        "subscribers": "AnomalySubscription.Subscribers",
        "thresholdExpression": "AnomalySubscription.ThresholdExpression",
    },
    naming=Naming(limit=1024, prefix=""),
    updates=(
        Call(
            "update_anomaly_subscription",
            arguments={"SubscriptionArn": "{id}"},
            properties=("frequency", "monitorArnLists", "subscribers", "thresholdExpression"),
            place=True,
            renames={
                "frequency": "Frequency",
                "monitorArnLists": "MonitorArnList",
                "subscribers": "Subscribers",
                "thresholdExpression": "ThresholdExpression",
            },
        ),
    ),
    tags="ResourceTags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{id}", "accountId": "{in.accountId || account}"},
)

ROWS = (ANOMALY_MONITOR, ANOMALY_SUBSCRIPTION)
