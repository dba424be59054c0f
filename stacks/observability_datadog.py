"""Datadog in the layer `observability`: objectives and everything that is told of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pulumi

from components.datadog.monitor_set import MonitorSet, MonitorSetArgs
from components.datadog.objective import Objective, ObjectiveArgs
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.datadog import datadog_forms
from estate.alerting.forms.datadog_form import MonitorForm
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from stacks.contracts import OnCallContract

Ids = Mapping[str, pulumi.Output[str]]
"""By key."""


def build(catalog: Catalog, environment: Environment, alerting: Alerting, on_call: OnCallContract) -> None:
    """Everything that Datadog needs to watch the environment and to tell whoever is on call."""
    forms = datadog_forms(alerting, addresses(catalog))
    objectives = {form.key: Objective(form.key, ObjectiveArgs(form=form)).objective_id for form in forms.objectives}
    dashboards = {form.subject: pulumi.Output.from_input("/dashboard/lists") for form in (*forms.monitors, *forms.composites)}
    monitors = _monitors("{}", forms.monitors, objectives, dashboards)
    _monitors("{}.alerts", forms.composites, monitors, dashboards)


def _monitors(label: str, forms: Iterable[MonitorForm], ids: Ids, dashboards: Ids) -> Ids:
    """The monitors of every subject; `ids` of what they name."""
    by_subject: dict[str, list[MonitorForm]] = defaultdict(list)
    for form in forms:
        by_subject[form.subject].append(form)
    made = {
        subject: MonitorSet(label.format(subject), MonitorSetArgs(forms=tuple(own), ids=ids, dashboard=dashboards[subject]))
        for subject, own in by_subject.items()
    }
    return {key: one for monitor_set in made.values() for key, one in monitor_set.monitor_ids.items()}
