"""Tickets alone, and a service that calls people beside them."""

import pulumi

from components.datadog.recipients import Recipients, RecipientsArgs


def smallest() -> None:
    Recipients(
        "recipients",
        RecipientsArgs(pagerduty_keys={}, webhook="tickets-dev", tickets_url="https://tickets.shop.example/alerts", tickets_token=None),
    )


def largest() -> None:
    Recipients(
        "recipients",
        RecipientsArgs(
            pagerduty_keys={"production-checkout": pulumi.Output.secret("0123456789abcdef")},
            webhook="tickets-production",
            tickets_url="https://tickets.shop.example/alerts",
            tickets_token=pulumi.Output.secret("token"),
        ),
    )
