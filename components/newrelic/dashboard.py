"""A dashboard."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.entity_tags import tag_list
from estate.alerting.forms.newrelic_dashboards import DashboardForm, document


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What it shows, where its rows stand, and the objectives that it may name."""

    form: DashboardForm
    account_id: pulumi.Input[str]
    level_guids: Mapping[str, pulumi.Input[str]]
    """By key."""


class Dashboard(pulumi.ComponentResource):
    """A dashboard that everybody may read and nobody edits by hand."""

    url: pulumi.Output[str]

    def __init__(self, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Dashboard", name, None, opts)
        child, form = pulumi.ResourceOptions(parent=self), args.form
        text = pulumi.Output.all(account_id=args.account_id, guids=dict(args.level_guids)).apply(
            lambda known: document(form, known["account_id"], known["guids"])
        )
        dashboard = newrelic.OneDashboardJson(name, json=text, opts=child)
        newrelic.EntityTags(name, guid=dashboard.guid, tags=tag_list(form.tags), opts=child)
        self.url = dashboard.permalink
        self.register_outputs({"url": self.url})
