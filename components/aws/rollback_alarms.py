"""Alarms on which a release of one service goes back."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws import cloudwatch

from estate.alerting.rollback import Query, RollbackAlarm
from estate.naming import Scope

REACHED = "GreaterThanOrEqualToThreshold"


@dataclass(frozen=True, kw_only=True)
class RollbackAlarmsArgs:
    """The alarms of one service."""

    scope: Scope
    alarms: tuple[RollbackAlarm, ...]
    places: Mapping[str, pulumi.Input[str]]
    """What the dimensions leave open, such as the target group: placeholder -> value."""


class RollbackAlarms(pulumi.ComponentResource):
    """CloudWatch alarms without actions: deployments read their state, and nobody is called twice for one fault."""

    names: pulumi.Output[list[str]]

    def __init__(self, name: str, args: RollbackAlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:RollbackAlarms", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.names = pulumi.Output.all(*(_alarm(args, alarm, child).name for alarm in args.alarms))
        self.register_outputs({"names": self.names})


def _alarm(args: RollbackAlarmsArgs, alarm: RollbackAlarm, opts: pulumi.ResourceOptions) -> cloudwatch.MetricAlarm:
    dimensions = {key: args.places.get(value, value) for key, value in alarm.dimensions.items()}
    compared = alarm.queries[-1]
    return cloudwatch.MetricAlarm(
        alarm.name,
        alarm_description=alarm.description,
        comparison_operator=REACHED,
        threshold=alarm.threshold,
        evaluation_periods=alarm.periods,
        datapoints_to_alarm=alarm.bad_periods,
        treat_missing_data=alarm.missing,
        metric_queries=[_query(alarm, query, dimensions, is_compared=query is compared) for query in alarm.queries],
        tags=args.scope.tags,
        opts=opts,
    )


def _query(
    alarm: RollbackAlarm, query: Query, dimensions: Mapping[str, pulumi.Input[str]], *, is_compared: bool
) -> cloudwatch.MetricAlarmMetricQueryArgsDict:
    if query.expression:
        return {"id": query.id, "label": query.label, "expression": query.expression, "return_data": is_compared}
    metric: cloudwatch.MetricAlarmMetricQueryMetricArgsDict = {
        "namespace": alarm.namespace,
        "metric_name": query.metric,
        "dimensions": dict(dimensions),
        "period": int(alarm.period.total_seconds()),
        "stat": query.statistic,
    }
    return {"id": query.id, "label": query.label, "metric": metric, "return_data": is_compared}
