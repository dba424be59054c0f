"""The dispatcher, as PagerDuty tells it of a service's incidents."""

from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

EVENTS = ("incident.triggered", "incident.resolved")
TOKEN_HEADER = "X-Estate-Token"
"""Each subscription signs with a secret of its own, which PagerDuty makes; the token is one for all of them."""


@dataclass(frozen=True, kw_only=True)
class DispatcherSubscriptionArgs:
    """Where the dispatcher is, of whose incidents it is told, and how PagerDuty proves that it is PagerDuty."""

    url: str
    service_id: pulumi.Input[str]
    token: pulumi.Input[str] | None
    """Secret: what the dispatcher has as ESTATE_REMEDIATION_PAGERDUTY_SECRET; without it the dispatcher believes nothing."""


class DispatcherSubscription(pulumi.ComponentResource):
    """A subscription to the incidents of one service."""

    def __init__(self, name: str, args: DispatcherSubscriptionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:DispatcherSubscription", name, None, opts)
        pagerduty.WebhookSubscription(
            name,
            active=True,
            description=f"Remediation of {name}",
            events=list(EVENTS),
            filters=[pagerduty.WebhookSubscriptionFilterArgs(type="service_reference", id=args.service_id)],
            delivery_methods=[
                pagerduty.WebhookSubscriptionDeliveryMethodArgs(
                    type="http_delivery_method", url=args.url, custom_headers=_headers(args.token) if args.token else None
                )
            ],
            opts=pulumi.ResourceOptions(parent=self, additional_secret_outputs=["deliveryMethods"]),
        )
        self.register_outputs({})


def _headers(token: pulumi.Input[str]) -> list[pagerduty.WebhookSubscriptionDeliveryMethodCustomHeaderArgs]:
    return [pagerduty.WebhookSubscriptionDeliveryMethodCustomHeaderArgs(name=TOKEN_HEADER, value=pulumi.Output.secret(token))]
