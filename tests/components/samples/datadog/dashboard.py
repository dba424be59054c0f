"""An empty dashboard, and one with an objective."""

import pulumi

from components.datadog.dashboard import Dashboard, DashboardArgs
from estate.alerting.forms.datadog_dashboards import DashboardForm


def smallest() -> None:
    form = DashboardForm(key="team.storefront", text='{"title": "[dev] team storefront", "widgets": []}', named={}, subjects=())
    Dashboard(form.key, DashboardArgs(form=form, ids={}))


def largest() -> None:
    text = '{"title": "[dev] checkout", "widgets": [{"definition": {"type": "slo", "slo_id": "$slo_0"}}]}'
    form = DashboardForm(key="checkout", text=text, named={"slo_0": "checkout.availability"}, subjects=("checkout",))
    Dashboard(form.key, DashboardArgs(form=form, ids={"checkout.availability": pulumi.Output.from_input("abc")}))
