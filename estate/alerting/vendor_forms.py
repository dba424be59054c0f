"""One spec as every vendor has it: what is asked there, word for word, and what stands in for what cannot be said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from string import Template
from typing import Literal

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_burn import burn_forms as datadog_burn_forms
from estate.alerting.forms.datadog_form import MonitorForm
from estate.alerting.forms.datadog_thresholds import threshold_form
from estate.alerting.forms.newrelic_burn import burn_forms as newrelic_burn_forms
from estate.alerting.forms.newrelic_form import TIME_LIMIT, CompoundForm, ConditionForm
from estate.alerting.forms.newrelic_monitors import monitor_form, monitor_substitutions
from estate.alerting.forms.newrelic_policies import SILENT
from estate.alerting.forms.newrelic_watch import slo_substitutions
from estate.alerting.prometheus.burning import burn_alerts, is_counted
from estate.alerting.prometheus.promql import number
from estate.alerting.prometheus.rule import Alert, Unsaid
from estate.alerting.prometheus.thresholds import threshold
from estate.alerting.spec import MonitorSpec, SloSpec
from estate.alerting.vendor_burn import Substitution, vendor_burn
from estate.catalog.fact import format_duration

Place = Literal["datadog", "newrelic", "prometheus"]


@dataclass(frozen=True, kw_only=True)
class VendorForm:
    """A resource of a vendor, or a rule of Prometheus."""

    vendor: Place
    name: str
    kind: str
    asked: str
    """The query, the expression, or what is made of others."""


@dataclass(frozen=True, kw_only=True)
class Instead:
    """What a vendor has in place of what was decided."""

    vendor: Place
    wanted: str
    instead: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VendorForms:
    """All forms of one spec."""

    forms: tuple[VendorForm, ...]
    instead: tuple[Instead, ...]


def slo_forms(slo: SloSpec, others: Mapping[str, SloSpec], addresses: Addresses) -> VendorForms:
    """The alerts of an objective; `others` are all of the environment, by name."""
    burns = tuple(newrelic_burn_forms(slo, others, addresses))
    substitutions = (*vendor_burn(slo, "datadog").substitutions, *slo_substitutions(slo, others))
    counted = is_counted(slo)
    unsaid = () if counted else (_nothing(f"no exporter of Prometheus counts {slo.objective.sli} of {slo.measured}"),)
    return VendorForms(
        forms=(
            *(_datadog(form) for form in datadog_burn_forms(slo, others, addresses)),
            *(_condition(one) for burn in burns for one in burn.conditions),
            *(_compound(one) for burn in burns for one in burn.compounds),
            *((_prometheus(alert) for alert in burn_alerts(slo, others, addresses)) if counted else ()),
        ),
        instead=(*map(_instead, substitutions), *unsaid),
    )


def monitor_forms(monitor: MonitorSpec, addresses: Addresses) -> VendorForms:
    """A threshold."""
    condition, rules = monitor_form(monitor, addresses), threshold(monitor, addresses)
    said = rules if not isinstance(rules, Unsaid) else None
    return VendorForms(
        forms=(
            _datadog(threshold_form(monitor, addresses)),
            *((_condition(condition),) if condition else ()),
            *(_recorded(said.recording.record, said.recording.expression) if said else ()),
            *(map(_prometheus, said.alerts) if said else ()),
        ),
        instead=(*map(_instead, monitor_substitutions(monitor)), *((_nothing(rules.reason),) if isinstance(rules, Unsaid) else ())),
    )


def _datadog(form: MonitorForm) -> VendorForm:
    named = {word: f"{{{key}}}" for word, key in form.named.items()}
    return VendorForm(vendor="datadog", name=form.key, kind=form.type, asked=Template(form.query).safe_substitute(named))


def _condition(form: ConditionForm) -> VendorForm:
    term, signal = form.critical, form.signal
    window = f"window {signal.window} s" + (f" each {signal.slide} s" if signal.slide else "")
    threshold = f"{term.operator.replace('_', ' ')} {number(term.threshold)}, {term.occurrences.replace('_', ' ')} in {term.duration} s"
    told = "" if form.policy == SILENT else _told_again(form.time_limit)
    return VendorForm(vendor="newrelic", name=form.key, kind="condition", asked=f"{signal.query}; {window}; {threshold}{told}")


def _told_again(seconds: int) -> str:
    return f"; told again after {format_duration(timedelta(seconds=seconds))}, if it is still so"


def _compound(form: CompoundForm) -> VendorForm:
    parts = ", ".join(f"{alias} = {key}" for alias, key in form.components.items())
    return VendorForm(
        vendor="newrelic",
        name=form.key,
        kind="compound condition",
        asked=f"{form.trigger} for {form.duration} s; {parts}{_told_again(TIME_LIMIT)}",
    )


def _prometheus(alert: Alert) -> VendorForm:
    return VendorForm(vendor="prometheus", name=alert.name, kind="alert", asked=alert.expression)


def _recorded(name: str, expression: str) -> Iterator[VendorForm]:
    yield VendorForm(vendor="prometheus", name=name, kind="recording", asked=expression)


def _instead(one: Substitution) -> Instead:
    return Instead(vendor=one.vendor, wanted=one.wanted, instead=one.instead, reason=one.reason)


def _nothing(reason: str) -> Instead:
    return Instead(vendor="prometheus", wanted="a rule", instead="nothing", reason=reason)
