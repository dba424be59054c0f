"""What holds in all of Datadog's account."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_entities import EntityForm
from estate.alerting.forms.datadog_standards import LogsMetricForm


@dataclass(frozen=True, kw_only=True)
class StandardsArgs:
    """Which tags monitors carry, what there is, and what is counted of logs."""

    tag_values: Mapping[str, tuple[str, ...]]
    """What a monitor's tag may be, by tag."""
    entities: tuple[EntityForm, ...]
    logs_metrics: tuple[LogsMetricForm, ...]


class Standards(pulumi.ComponentResource):
    """Tag policies, the software catalog, and metrics of logs."""

    def __init__(self, name: str, args: StandardsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Standards", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        for key, values in args.tag_values.items():
            policy = datadog.MonitorConfigPolicyTagPolicyArgs(tag_key=key, tag_key_required=True, valid_tag_values=list(values))
            datadog.MonitorConfigPolicy(key, policy_type="tag", tag_policy=policy, opts=child)
        for entity in args.entities:
            datadog.SoftwareCatalog(entity.key, entity=entity.text, opts=child)
        for metric in args.logs_metrics:
            _count_logs(metric, child)
        self.register_outputs({})


def _count_logs(metric: LogsMetricForm, child: pulumi.ResourceOptions) -> None:
    datadog.LogsMetric(
        metric.name,
        name=metric.name,
        compute=datadog.LogsMetricComputeArgs(aggregation_type="count"),
        filter=datadog.LogsMetricFilterArgs(query=metric.query),
        group_bies=[datadog.LogsMetricGroupByArgs(path=path, tag_name=tag) for tag, path in metric.groups.items()],
        opts=child,
    )
