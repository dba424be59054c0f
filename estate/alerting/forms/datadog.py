"""Everything of an environment that Datadog is given."""

from dataclasses import dataclass

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_burn import burn_forms
from estate.alerting.forms.datadog_form import MonitorForm, ObjectiveForm
from estate.alerting.forms.datadog_objectives import objective_form
from estate.alerting.forms.datadog_thresholds import threshold_form
from estate.alerting.spec import Alerting


@dataclass(frozen=True, kw_only=True)
class DatadogForms:
    """What is created, in the order in which one names the other."""

    objectives: tuple[ObjectiveForm, ...]
    monitors: tuple[MonitorForm, ...]
    """Those that name an objective, or nothing."""
    composites: tuple[MonitorForm, ...]
    """Those that name monitors."""


def datadog_forms(alerting: Alerting, addresses: Addresses) -> DatadogForms:
    """The forms of everything that is watched."""
    others = {slo.name: slo for slo in alerting.slos}
    burning = [form for slo in alerting.slos for form in burn_forms(slo, others, addresses)]
    return DatadogForms(
        objectives=tuple(objective_form(slo) for slo in alerting.slos),
        monitors=(
            *(form for form in burning if form.type != "composite"),
            *(threshold_form(monitor, addresses) for monitor in alerting.monitors),
        ),
        composites=tuple(form for form in burning if form.type == "composite"),
    )
