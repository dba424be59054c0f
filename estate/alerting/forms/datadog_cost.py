"""Who is told before metrics of one's own cost more than they tell."""

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_form import MonitorForm, Thresholds
from estate.alerting.forms.datadog_message import Words, message
from estate.alerting.forms.datadog_standards import TELEMETRY
from estate.alerting.forms.datadog_text import priority, tags, title
from estate.alerting.routing import route
from estate.alerting.spec import Subject
from estate.catalog.catalog import Catalog
from estate.naming import SHARED, scope_of_platform

SERIES = 200
"""Of custom metrics, of a service in an environment: twice what the vendor's plans include for a host (docs: account_management/billing/
custom_metrics: 100)."""
WARNING_PERCENT = 80
RECOVERY_PERCENT = 90
"""Of what is too much: the estimate moves by some percent from hour to hour."""
USED = "sum:datadog.estimated_usage.metrics.custom{*}"
"""docs: account_management/billing/usage_metrics."""
USAGE_PAGE = "/billing/usage"


def cost_guard(catalog: Catalog, addresses: Addresses) -> MonitorForm:
    """The monitor of how many series there are in all environments together."""
    subject = _subject(catalog)
    way = route("notify", "cause", subject, "custom-metrics")
    most = SERIES * sum(len(catalog.services_in(environment)) for environment in catalog.environments.values())
    name = f"{TELEMETRY}.custom-metrics"
    words = Words(
        name=name,
        wrong="There are more series of custom metrics than the services can need: some tag has too many values.",
        value=f"Series: {{{{value}}}} over 4h; more than {most} is too much.",
        first_step="estate cost",
        notes=(f"Why this threshold: {SERIES} for each service in each environment.",),
        warns=True,
    )
    return MonitorForm(
        key=name,
        subject=TELEMETRY,
        title=title(subject, name),
        type="query alert",
        query=f"avg(last_4h):{USED} > {most}",
        message=message(words, subject, way, addresses),
        thresholds=Thresholds(
            critical=str(most),
            warning=str(most * WARNING_PERCENT // 100),
            critical_recovery=str(most * RECOVERY_PERCENT // 100),
        ),
        tags=tags(subject, "cause", way),
        priority=priority(way),
        on_missing_data="show_no_data",
        require_full_window=False,
    )


def _subject(catalog: Catalog) -> Subject:
    organisation = catalog.organisation
    team = catalog.teams[organisation.platform_team]
    scope = scope_of_platform(organisation=organisation, environment=None, team=team, what=TELEMETRY)
    return Subject(service=TELEMETRY, environment=SHARED, team=team.name, tier=1, runbook="", tags=scope.tags)
