"""One that has no token yet, and one that has."""

import pulumi

from components.pagerduty.dispatcher_subscription import DispatcherSubscription, DispatcherSubscriptionArgs

URL = "https://heal.shop.example/webhooks/pagerduty"


def smallest() -> None:
    DispatcherSubscription("production/checkout", DispatcherSubscriptionArgs(url=URL, service_id="P123456", token=None))


def largest() -> None:
    args = DispatcherSubscriptionArgs(url=URL, service_id="P123456", token=pulumi.Output.secret("not a real one"))
    DispatcherSubscription("production/checkout", args)
