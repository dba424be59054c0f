"""Where Datadog's messages arrive: the services of PagerDuty, and the tickets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog
from pulumi_datadog import pagerduty

# Datadog fills in the words with a dollar sign (docs: integrations/webhooks). One alert's messages share a correlation id, so that a
# ticket is opened once and closed by the recovery.
TICKET = {
    "correlation_id": "datadog-$AGGREG_KEY",
    "transition": "$ALERT_TRANSITION",
    "short_description": "$EVENT_TITLE",
    "description": "$TEXT_ONLY_MSG",
    "priority": "$ALERT_PRIORITY",
    "tags": "$TAGS",
    "link": "$LINK",
}


@dataclass(frozen=True, kw_only=True)
class RecipientsArgs:
    """Who can be told."""

    pagerduty_keys: Mapping[str, pulumi.Input[str]]
    """Integration keys, secret, by the name that a message uses."""
    webhook: str
    """The name of the webhook that opens tickets."""
    tickets_url: pulumi.Input[str]
    tickets_token: pulumi.Input[str] | None
    """Secret: what the ticket system asks for."""


class Recipients(pulumi.ComponentResource):
    """Handles that messages may name: `@pagerduty-<name>` and `@webhook-<name>`."""

    def __init__(self, name: str, args: RecipientsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Recipients", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        for service, key in args.pagerduty_keys.items():
            pagerduty.ServiceObject(service, service_name=service, service_key=pulumi.Output.secret(key), opts=child)
        datadog.Webhook(
            args.webhook,
            name=args.webhook,
            url=args.tickets_url,
            encode_as="json",
            payload=json.dumps(TICKET),
            custom_headers=_headers(args.tickets_token) if args.tickets_token else None,
            opts=child,
        )
        self.register_outputs({})


def _headers(token: pulumi.Input[str]) -> pulumi.Output[str]:
    return pulumi.Output.secret(pulumi.Output.json_dumps({"Authorization": pulumi.Output.concat("Bearer ", token)}))
