"""Mails of one policy, and calls of two with the address of a dashboard."""

import pulumi

from components.newrelic.notification import Notification, NotificationArgs
from estate.alerting.forms.newrelic_form import DASHBOARD, WorkflowForm

MAIL = WorkflowForm(
    key="storefront.notify",
    title="[dev] storefront.notify",
    destination="mail.storefront",
    channel="EMAIL",
    texts={"subject": "{{annotations.title.[0]}}"},
    policies=("storefront.notify",),
    priority=None,
    triggers=("ACTIVATED", "PRIORITY_CHANGED", "CLOSED"),
)
CALL = WorkflowForm(
    key="checkout.page",
    title="[production] checkout.page",
    destination="pagerduty.checkout",
    channel="PAGERDUTY_SERVICE_INTEGRATION",
    texts={"summary": "{{annotations.title.[0]}}", "customDetails": f'{{"dashboard": "{DASHBOARD}"}}'},
    policies=("checkout.availability.page", "checkout.latency.page"),
    priority="CRITICAL",
    triggers=("ACTIVATED", "PRIORITY_CHANGED", "CLOSED"),
    service="checkout",
)


def smallest() -> None:
    Notification("storefront.notify", NotificationArgs(form=MAIL, destination_id="d", policy_ids={"storefront.notify": "1"}))


def largest() -> None:
    ids = {"checkout.availability.page": "1", "checkout.latency.page": "2"}
    url = pulumi.Output.from_input("https://one.eu.newrelic.com/redirect/entity/MXxWSVp8REFTSEJPQVJEfDE")
    Notification("checkout.page", NotificationArgs(form=CALL, destination_id="d", policy_ids=ids, dashboard_url=url))
