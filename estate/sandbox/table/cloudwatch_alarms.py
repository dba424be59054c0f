"""Alarms on metrics."""

from estate.sandbox.row import Call, Naming, Row, tags_by

METRIC = "metricQueries.metric"
SHOWN_METRIC = (
    "{namespace: MetricStat.Metric.Namespace, metricName: MetricStat.Metric.MetricName, dimensions: MetricStat.Metric.Dimensions, "
    "period: MetricStat.Period, stat: MetricStat.Stat, unit: MetricStat.Unit}"
)
SHOWN = f"{{id: Id, label: Label, expression: Expression, returnData: ReturnData, period: Period, metric: MetricStat && {SHOWN_METRIC}}}"

METRIC_ALARM = Row(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    service="cloudwatch",
    create=Call("put_metric_alarm"),
    id="{in.name}",
    read=Call("describe_alarms", arguments={"AlarmNames": ["{id}"], "AlarmTypes": ["MetricAlarm"]}, at="MetricAlarms[0]"),
    also_read={"Tags": Call("list_tags_for_resource", arguments={"ResourceARN": "{state.AlarmArn}"}, at="Tags")},
    delete=(Call("delete_alarms", arguments={"AlarmNames": ["{id}"]}),),
    renames={
        "name": "AlarmName",
        "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
        "metricQueries": "Metrics",
        METRIC: "MetricStat",
        f"{METRIC}.metricName": "Metric.MetricName",
        f"{METRIC}.namespace": "Metric.Namespace",
        f"{METRIC}.dimensions": "Metric.Dimensions",
    },
    defaults={"actionsEnabled": True, "treatMissingData": "missing"},
    naming=Naming(limit=255, prefix=""),
    put_again=True,
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceARN="{state.AlarmArn}"),
    observe={"metricQueries": f"{{state.Metrics[].{SHOWN}}}"},
    outputs={"arn": "{state.AlarmArn}"},
)

ROWS = (METRIC_ALARM,)
