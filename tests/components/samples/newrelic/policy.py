"""One of which nobody is told, and one that calls."""

from components.newrelic.policy import Policy, PolicyArgs
from estate.alerting.forms.newrelic_form import PolicyForm

SILENT = PolicyForm(key="components", title="dev/components", preference="PER_CONDITION", told=None, team="platform", service="")
CALLING = PolicyForm(
    key="checkout.availability.page",
    title="production/checkout/availability (page)",
    preference="PER_POLICY",
    told="page",
    team="storefront",
    service="checkout",
)


def smallest() -> None:
    Policy("components", PolicyArgs(form=SILENT))


def largest() -> None:
    Policy("checkout.availability.page", PolicyArgs(form=CALLING))
