"""One that has no token yet, and one that has."""

import pulumi

from components.datadog.dispatcher_webhook import DispatcherWebhook, DispatcherWebhookArgs
from estate.alerting.forms.datadog_dispatch import DispatchForm

FORM = DispatchForm(
    key="dispatcher-staging", url="https://heal.shop.example/webhooks/datadog", tags=("healed-by:dispatcher", "env:staging")
)


def smallest() -> None:
    DispatcherWebhook("dispatcher", DispatcherWebhookArgs(form=FORM, token=None))


def largest() -> None:
    DispatcherWebhook("dispatcher", DispatcherWebhookArgs(form=FORM, token=pulumi.Output.secret("not a real one")))
