"""Work that is announced: meanwhile a service's monitors tell nobody."""

from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_downtimes import DowntimeForm


@dataclass(frozen=True, kw_only=True)
class DowntimeArgs:
    """Which monitors are muted, and when."""

    form: DowntimeForm


class Downtime(pulumi.ComponentResource):
    """One downtime; whoever is not well when it ends is told of then."""

    downtime_id: pulumi.Output[str]

    def __init__(self, name: str, args: DowntimeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Downtime", name, None, opts)
        form = args.form
        downtime = datadog.DowntimeSchedule(
            form.key,
            scope="*",
            monitor_identifier=datadog.DowntimeScheduleMonitorIdentifierArgs(monitor_tags=list(form.monitor_tags)),
            one_time_schedule=datadog.DowntimeScheduleOneTimeScheduleArgs(start=form.start, end=form.end),
            display_timezone=form.zone,
            message=form.message,
            notify_end_states=["alert", "no data", "warn"],
            notify_end_types=["expired"],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.downtime_id = downtime.id
        self.register_outputs({"downtime_id": self.downtime_id})
