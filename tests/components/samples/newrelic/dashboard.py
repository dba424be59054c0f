"""One question, and several of which one names an objective."""

from components.newrelic.dashboard import Dashboard, DashboardArgs
from estate.alerting.forms.newrelic_dashboards import DashboardForm, WidgetForm
from tests.components.samples.newrelic.places import TAGS

TRAFFIC = WidgetForm(title="How many", look="viz.line", query="SELECT count(*) FROM Span TIMESERIES")
BUDGET = WidgetForm(
    title="Budget left",
    look="viz.billboard",
    query="SELECT sum(newrelic.sli.bad) FROM Metric WHERE sli.guid = '$sli[checkout.availability]' SINCE 28 days ago",
)


def build(key: str, *widgets: WidgetForm) -> None:
    """A dashboard of these widgets."""
    form = DashboardForm(
        key=key,
        title=f"[production] {key}",
        description="Owner: storefront.",
        widgets=widgets,
        levels=("checkout.availability",),
        tags=TAGS,
    )
    Dashboard(key, DashboardArgs(form=form, account_id="1234567", level_guids={"checkout.availability": "MXxFWFR8U0VSVklDRV9MRVZFTHwx"}))


def smallest() -> None:
    build("sessions", TRAFFIC)


def largest() -> None:
    build("checkout", BUDGET, TRAFFIC, TRAFFIC, TRAFFIC)
