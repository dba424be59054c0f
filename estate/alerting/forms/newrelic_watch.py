"""Everything that New Relic watches in an environment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.newrelic_burn import burn_forms, key
from estate.alerting.forms.newrelic_dashboards import DashboardForm, dashboard_forms
from estate.alerting.forms.newrelic_form import (
    BurnForm,
    ConditionForm,
    DestinationForm,
    PolicyForm,
    ServiceLevelForm,
    WorkflowForm,
    WorkloadForm,
)
from estate.alerting.forms.newrelic_levels import level_form
from estate.alerting.forms.newrelic_monitors import monitor_form, monitor_substitutions
from estate.alerting.forms.newrelic_policies import policies
from estate.alerting.forms.newrelic_probes import probe_substitutions
from estate.alerting.forms.newrelic_routing import destinations, workflows
from estate.alerting.forms.newrelic_silencers import silencers_of
from estate.alerting.forms.newrelic_workloads import workload_forms
from estate.alerting.spec import Alerting, SloSpec
from estate.alerting.vendor_burn import Substitution, vendor_burn
from estate.catalog.organisation import Organisation


@dataclass(frozen=True, kw_only=True)
class NewRelicWatch:
    """An environment's alerts as New Relic has them."""

    workloads: tuple[WorkloadForm, ...]
    policies: tuple[PolicyForm, ...]
    levels: tuple[ServiceLevelForm, ...]
    burns: tuple[BurnForm, ...]
    conditions: tuple[ConditionForm, ...]
    destinations: tuple[DestinationForm, ...]
    workflows: tuple[WorkflowForm, ...]
    dashboards: tuple[DashboardForm, ...]


def newrelic_watch(alerting: Alerting, addresses: Addresses, organisation: Organisation) -> NewRelicWatch:
    """The forms of every spec. NobodyToCallError where something pages, and no vendor calls people."""
    others = {slo.name: slo for slo in alerting.slos}
    burns = tuple(burn for slo in alerting.slos for burn in burn_forms(slo, others, addresses))
    conditions = tuple(one for one in (monitor_form(monitor, addresses) for monitor in alerting.monitors) if one)
    used = {one.policy for one in conditions} | {one.policy for burn in burns for one in (*burn.conditions, *burn.compounds)}
    kept = tuple(one for one in policies(alerting, organisation.platform_team) if one.key in used)
    subjects = {one.subject.service: one.subject for one in (*alerting.slos, *alerting.monitors)}
    flows = tuple(workflows(kept, subjects, organisation.vendors, addresses))
    places = destinations(kept, organisation.vendors, addresses, alerting.environment)
    return NewRelicWatch(
        workloads=workload_forms(alerting),
        policies=kept,
        levels=tuple(level_form(slo) for slo in alerting.slos),
        burns=burns,
        conditions=conditions,
        destinations=tuple(one for one in places if one.key in {flow.destination for flow in flows}),
        workflows=flows,
        dashboards=dashboard_forms(alerting),
    )


def newrelic_substitutions(alerting: Alerting) -> tuple[Substitution, ...]:
    """Whatever New Relic gets in place of what was decided, for all specs of an environment."""
    others = {slo.name: slo for slo in alerting.slos}
    found = (one for slo in alerting.slos for one in slo_substitutions(slo, others))
    return (*found, *(one for monitor in alerting.monitors for one in monitor_substitutions(monitor)))


def slo_substitutions(slo: SloSpec, others: Mapping[str, SloSpec]) -> tuple[Substitution, ...]:
    """Whatever New Relic gets in place of what was decided for one objective; `others` are all of the environment, by name."""
    return (*vendor_burn(slo, "newrelic").substitutions, *_unblamed(slo, others), *probe_substitutions(slo))


def _unblamed(slo: SloSpec, others: Mapping[str, SloSpec]) -> Iterator[Substitution]:
    for alert in vendor_burn(slo, "newrelic").alerts:
        silencers = silencers_of(slo, alert, others)
        if silencers and silencers.left_out:
            yield Substitution(
                slo=slo.name,
                vendor="newrelic",
                wanted=f"{key(slo, alert)} held back by {', '.join(silencers.left_out)}",
                instead="a call all the same",
                reason="one component stands for all services, told apart by their spans; it needs the same windows, and calls there",
            )
