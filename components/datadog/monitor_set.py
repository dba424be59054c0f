"""The monitors of one subject: of a service, a store, or of what they stand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_form import DASHBOARD, MonitorForm, Thresholds


@dataclass(frozen=True, kw_only=True)
class MonitorSetArgs:
    """What is watched, and what it names."""

    forms: tuple[MonitorForm, ...]
    ids: Mapping[str, pulumi.Output[str]]
    """Of every objective and monitor that a query names, by key."""
    dashboard: pulumi.Input[str]
    """The path of the subject's dashboard."""


class MonitorSet(pulumi.ComponentResource):
    """Monitors that share a subject and its dashboard."""

    monitor_ids: Mapping[str, pulumi.Output[str]]
    """By key."""

    def __init__(self, name: str, args: MonitorSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:MonitorSet", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.monitor_ids = {form.key: _monitor(form, args, child).id for form in args.forms}
        self.register_outputs({"monitor_ids": self.monitor_ids})


def _monitor(form: MonitorForm, args: MonitorSetArgs, child: pulumi.ResourceOptions) -> datadog.Monitor:
    return datadog.Monitor(
        form.key,
        name=form.title,
        type=form.type,
        query=_query(form, args.ids),
        message=_message(form, args.dashboard),
        monitor_thresholds=_thresholds(form.thresholds) if form.thresholds else None,
        tags=list(form.tags),
        priority=form.priority,
        on_missing_data=form.on_missing_data,
        require_full_window=form.require_full_window,
        evaluation_delay=form.evaluation_delay,
        new_group_delay=form.new_group_delay,
        notify_bies=list(form.notify_by) or None,
        renotify_interval=form.renotify_minutes,
        opts=child,
    )


def _query(form: MonitorForm, ids: Mapping[str, pulumi.Output[str]]) -> pulumi.Input[str]:
    """The query with the ids of what it names."""
    if not form.named:
        return form.query
    known = pulumi.Output.all(**{word: ids[key] for word, key in form.named.items()})
    return known.apply(lambda found: Template(form.query).substitute(found))


def _message(form: MonitorForm, dashboard: pulumi.Input[str]) -> pulumi.Input[str]:
    if DASHBOARD not in form.message:
        return form.message
    return pulumi.Output.from_input(dashboard).apply(lambda path: form.message.replace(DASHBOARD, path))


def _thresholds(thresholds: Thresholds) -> datadog.MonitorMonitorThresholdsArgs:
    return datadog.MonitorMonitorThresholdsArgs(
        critical=thresholds.critical, warning=thresholds.warning, critical_recovery=thresholds.critical_recovery
    )
