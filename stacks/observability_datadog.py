"""Datadog in the layer `observability`: objectives, everything that is told of them, and what people look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pulumi

from components.datadog.dashboard import Dashboard, DashboardArgs
from components.datadog.dispatcher_webhook import DispatcherWebhook, DispatcherWebhookArgs
from components.datadog.downtime import Downtime, DowntimeArgs
from components.datadog.monitor_set import MonitorSet, MonitorSetArgs
from components.datadog.objective import Objective, ObjectiveArgs
from components.datadog.probe import Probe, ProbeArgs
from components.datadog.recipients import Recipients, RecipientsArgs
from estate.alerting.forms.addresses import Addresses, addresses
from estate.alerting.forms.datadog import datadog_forms
from estate.alerting.forms.datadog_dashboards import dashboard_forms
from estate.alerting.forms.datadog_dispatch import dispatch_form, tagged
from estate.alerting.forms.datadog_downtimes import downtime_forms
from estate.alerting.forms.datadog_form import MonitorForm
from estate.alerting.forms.datadog_handles import pagerduty_service, tickets
from estate.alerting.forms.datadog_probes import probe_forms
from estate.alerting.forms.recipients import called
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.healing import dispatch
from stacks.contracts import OnCallContract

Ids = Mapping[str, pulumi.Output[str]]
"""By key."""


def build(catalog: Catalog, environment: Environment, alerting: Alerting, on_call: OnCallContract) -> None:
    """Everything that Datadog needs to watch the environment and to tell whoever is on call."""
    known = addresses(catalog)
    forms = datadog_forms(alerting, known)
    _recipients(environment, alerting, on_call, known)
    objectives = {form.key: Objective(form.key, ObjectiveArgs(form=form)).objective_id for form in forms.objectives}
    dashboards = _dashboards(alerting, known, objectives)
    monitors = _monitors("{}", _dispatched(catalog, environment, forms.monitors), objectives, dashboards)
    _monitors("{}.alerts", forms.composites, monitors, dashboards)
    for downtime in downtime_forms(catalog, environment):
        Downtime(downtime.key, DowntimeArgs(form=downtime))
    for probe in probe_forms(catalog, environment, alerting):
        Probe(probe.key, ProbeArgs(form=probe))


def _recipients(environment: Environment, alerting: Alerting, on_call: OnCallContract, known: Addresses) -> None:
    """The ticket system's token is the stack's own (`pulumi config set --secret ticketsToken`)."""
    keys = {
        pagerduty_service(environment.name, service): on_call.services[service].integration_key for service in called(alerting, "datadog")
    }
    args = RecipientsArgs(
        pagerduty_keys=keys,
        webhook=tickets(environment.name),
        tickets_url=known.tickets,
        tickets_token=pulumi.Config().get_secret("ticketsToken"),
    )
    Recipients("recipients", args)


def _dispatched(catalog: Catalog, environment: Environment, forms: tuple[MonitorForm, ...]) -> tuple[MonitorForm, ...]:
    """The monitors, marked where the dispatcher is told of them (`pulumi config set --secret dispatcher:datadogToken`)."""
    known = dispatch(catalog, environment)
    if known is None or "datadog" not in known.told_by:
        return forms
    form = dispatch_form(known)
    DispatcherWebhook(form.key, DispatcherWebhookArgs(form=form, token=pulumi.Config("dispatcher").get_secret("datadogToken")))
    return tagged(forms, known)


def _dashboards(alerting: Alerting, known: Addresses, objectives: Ids) -> Ids:
    """The path of each subject's dashboard, by the subject's name."""
    paths: dict[str, pulumi.Output[str]] = {}
    for form in dashboard_forms(alerting, known):
        path = Dashboard(form.key, DashboardArgs(form=form, ids=objectives)).path
        paths |= dict.fromkeys(form.subjects, path)
    return paths


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
