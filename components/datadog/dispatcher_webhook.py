"""The dispatcher, as Datadog tells it of what may be healed without a person."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_dispatch import PAYLOAD, DispatchForm


@dataclass(frozen=True, kw_only=True)
class DispatcherWebhookArgs:
    """Where it is, of what it is told, and how Datadog proves that it is Datadog."""

    form: DispatchForm
    token: pulumi.Input[str] | None
    """Secret: what the dispatcher has as ESTATE_REMEDIATION_DATADOG_SECRET; without it the dispatcher believes nothing."""


class DispatcherWebhook(pulumi.ComponentResource):
    """A webhook, and the rule that sends the notifications of tagged monitors through it."""

    def __init__(self, name: str, args: DispatcherWebhookArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:DispatcherWebhook", name, None, opts)
        form = args.form
        webhook = datadog.Webhook(
            name,
            name=form.key,
            url=form.url,
            encode_as="json",
            payload=json.dumps(PAYLOAD),
            custom_headers=_headers(args.token) if args.token else None,
            opts=pulumi.ResourceOptions(parent=self),
        )
        datadog.MonitorNotificationRule(
            name,
            name=form.key,
            recipients=[pulumi.Output.concat("webhook-", webhook.name)],
            filter=datadog.MonitorNotificationRuleFilterArgs(tags=list(form.tags)),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def _headers(token: pulumi.Input[str]) -> pulumi.Output[str]:
    return pulumi.Output.secret(pulumi.Output.json_dumps({"Authorization": pulumi.Output.concat("Bearer ", token)}))
