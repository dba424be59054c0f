"""Who is told of which issues, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pulumi
import pulumi_newrelic as newrelic

from estate.alerting.forms.newrelic_form import DASHBOARD, WorkflowForm

FOR_WORKFLOWS = "IINT"  # a channel's product (provider, notification_channel)
MUTED = "DONT_NOTIFY_FULLY_MUTED_ISSUES"
"""What is muted is told to nobody; an issue that holds anything else besides is told."""
Predicate = newrelic.WorkflowIssuesFilterPredicateArgs


@dataclass(frozen=True, kw_only=True)
class NotificationArgs:
    """The workflow, where it tells, and the policies that it names, by key."""

    form: WorkflowForm
    destination_id: pulumi.Input[str]
    policy_ids: Mapping[str, pulumi.Input[str]]
    dashboard_url: pulumi.Input[str] | None = None
    """Of the service that the texts are about."""


class Notification(pulumi.ComponentResource):
    """A workflow with the one channel that belongs to it: a channel serves no other one."""

    def __init__(self, name: str, args: NotificationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Notification", name, None, opts)
        child, form = pulumi.ResourceOptions(parent=self), args.form
        channel = newrelic.NotificationChannel(
            name,
            name=form.title,
            type=form.channel,
            product=FOR_WORKFLOWS,
            destination_id=args.destination_id,
            properties=_texts(form.texts, args.dashboard_url),
            opts=child,
        )
        newrelic.Workflow(
            name,
            name=form.title,
            enabled=True,
            muting_rules_handling=MUTED,
            issues_filter=newrelic.WorkflowIssuesFilterArgs(name=form.title, type="FILTER", predicates=_predicates(args)),
            destinations=[newrelic.WorkflowDestinationArgs(channel_id=channel.id, notification_triggers=list(form.triggers))],
            opts=child,
        )
        self.register_outputs({})


def _predicates(args: NotificationArgs) -> list[Predicate]:
    ids = [args.policy_ids[key] for key in args.form.policies]
    found = [Predicate(attribute="labels.policyIds", operator="EXACTLY_MATCHES", values=ids)]
    if args.form.priority:
        found.append(Predicate(attribute="priority", operator="EQUAL", values=[args.form.priority]))
    if args.form.conditions:
        found.append(Predicate(attribute="accumulations.conditionName", operator="EXACTLY_MATCHES", values=list(args.form.conditions)))
    return found


def _texts(texts: Mapping[str, str], dashboard_url: pulumi.Input[str] | None) -> list[newrelic.NotificationChannelPropertyArgs]:
    return [newrelic.NotificationChannelPropertyArgs(key=key, value=_filled(text, dashboard_url)) for key, text in texts.items()]


def _filled(text: str, dashboard_url: pulumi.Input[str] | None) -> pulumi.Input[str]:
    if dashboard_url is None or DASHBOARD not in text:
        return text
    return pulumi.Output.from_input(dashboard_url).apply(partial(text.replace, DASHBOARD))
