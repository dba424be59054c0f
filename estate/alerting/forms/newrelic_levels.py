"""An objective as New Relic has it: a service level of the service's workload."""

from estate.alerting.forms.newrelic_form import ServiceLevelForm
from estate.alerting.forms.newrelic_nrql import counted
from estate.alerting.forms.newrelic_text import tags, title
from estate.alerting.spec import SloSpec
from estate.alerting.vendor_burn import vendor_burn
from estate.catalog.objective import format_percent


def level_form(slo: SloSpec) -> ServiceLevelForm:
    """The service level, over the period that stands in for the objective's; it is told what is bad (never what is good too)."""
    by, days = counted(slo), vendor_burn(slo, "newrelic").period.days
    target = format_percent(slo.objective.target)
    return ServiceLevelForm(
        key=slo.name,
        service=slo.subject.service,
        title=title(slo.subject, slo.name),
        description=f"{target:g} % over {days} days; promised over {slo.objective.window}. Owner: {slo.subject.team}.",
        valid=by.valid,
        bad=by.bad,
        target=target,
        days=days,
        tags=tags(slo.subject, "symptom", None),
    )
