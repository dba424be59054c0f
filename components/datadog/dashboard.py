"""What people look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_dashboards import DashboardForm


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What stands on it, and what that names."""

    form: DashboardForm
    ids: Mapping[str, pulumi.Output[str]]
    """Of every objective that it shows, by key."""


class Dashboard(pulumi.ComponentResource):
    """One dashboard."""

    path: pulumi.Output[str]
    """Behind the host of Datadog's site."""

    def __init__(self, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Dashboard", name, None, opts)
        form = args.form
        known = pulumi.Output.all(**{word: args.ids[key] for word, key in form.named.items()})
        text = known.apply(lambda found: Template(form.text).substitute(found))
        dashboard = datadog.DashboardJson(form.key, dashboard=text, opts=pulumi.ResourceOptions(parent=self))
        self.path = dashboard.url
        self.register_outputs({"path": self.path})
