"""Planned resources with other numbers: what the plan would hold if the catalog said so, without planning anew."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_burn import burn_forms as datadog_burn_forms
from estate.alerting.forms.datadog_form import MonitorForm
from estate.alerting.forms.datadog_thresholds import threshold_form
from estate.alerting.forms.newrelic_burn import burn_forms as newrelic_burn_forms
from estate.alerting.forms.newrelic_form import ConditionForm, TermForm
from estate.alerting.forms.newrelic_monitors import monitor_form
from estate.alerting.planned import Planned
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.run import MONITORS

LIMIT = re.compile(r"(<=|>=|<|>) (-?[\d.]+)$")


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A planned resource, and what of it is another."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None


def replanned(planned: Iterable[Planned], spec: SloSpec | MonitorSpec, alerting: Alerting, addresses: Addresses) -> list[Planned]:
    """The plan with the numbers of `spec` in every monitor that is made of it."""
    changes = dict(_changes(spec, alerting, addresses))
    return [_changed(one, changes) for one in planned]


def _changed(one: Planned, changes: Mapping[tuple[str, str], Mapping[str, Any]]) -> Planned:
    change = changes.get((one.type, one.name))
    if change is None:
        return one
    inputs = {key: value for key, value in {**one.inputs, **change}.items() if value is not None}
    if "query" not in change and "monitorThresholds" in change:
        # The query names an id that only the plan knows.
        inputs["query"] = LIMIT.sub(lambda found: f"{found[1]} {change['monitorThresholds']['critical']}", str(one.inputs["query"]))
    return Resource(type=one.type, name=one.name, inputs=inputs, source=one.source)


def _changes(spec: SloSpec | MonitorSpec, alerting: Alerting, addresses: Addresses) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    monitors: Sequence[MonitorForm]
    conditions: Sequence[ConditionForm]
    if isinstance(spec, SloSpec):
        others = {**{slo.name: slo for slo in alerting.slos}, spec.name: spec}
        monitors = list(datadog_burn_forms(spec, others, addresses))
        conditions = [one for burn in newrelic_burn_forms(spec, others, addresses) for one in burn.conditions]
    else:
        monitors, condition = [threshold_form(spec, addresses)], monitor_form(spec, addresses)
        conditions = [condition] if condition else []
    for form in monitors:
        if form.thresholds:
            yield (MONITORS["datadog"][0], form.key), _monitor(form)
    for form in conditions:
        yield (MONITORS["newrelic"][0], form.key), _condition(form)


def _monitor(form: MonitorForm) -> Mapping[str, Any]:
    numbers = form.thresholds
    given = {"critical": numbers.critical, "warning": numbers.warning, "criticalRecovery": numbers.critical_recovery} if numbers else {}
    thresholds = {"monitorThresholds": {key: value for key, value in given.items() if value is not None}}
    return thresholds if form.named else {"query": form.query, **thresholds}


def _condition(form: ConditionForm) -> Mapping[str, Any]:
    signal = form.signal
    return {
        "nrql": {"query": signal.query},
        "aggregationWindow": signal.window,
        "slideBy": signal.slide,
        "expirationDuration": signal.expiration,
        "critical": _term(form.critical),
        "warning": _term(form.warning) if form.warning else None,
    }


def _term(term: TermForm) -> Mapping[str, Any]:
    return {
        "operator": term.operator,
        "threshold": term.threshold,
        "thresholdDuration": term.duration,
        "thresholdOccurrences": term.occurrences,
    }
