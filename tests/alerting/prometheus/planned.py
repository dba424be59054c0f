"""The vendors' forms of one objective as planned resources, so that their simulators can read them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from string import Template
from typing import Any

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_burn import burn_forms as datadog_burn_forms
from estate.alerting.forms.datadog_form import MonitorForm
from estate.alerting.forms.newrelic_burn import burn_forms as newrelic_burn_forms
from estate.alerting.forms.newrelic_form import CompoundForm, ConditionForm
from estate.alerting.spec import SloSpec


@dataclass(frozen=True, kw_only=True)
class Resource:
    type: str
    name: str
    inputs: dict[str, Any]
    source: str | None = None


def datadog(slo: SloSpec, addresses: Addresses) -> list[Resource]:
    return [_monitor(form) for form in datadog_burn_forms(slo, {}, addresses)]


def _monitor(form: MonitorForm) -> Resource:
    ids = {word: f"${{index/monitor.{key}.id}}" for word, key in form.named.items()}
    inputs = {
        "type": form.type,
        "name": form.title,
        "query": Template(form.query).substitute(ids) if ids else form.query,
        "message": form.message,
        "monitorThresholds": asdict(form.thresholds) if form.thresholds else None,
        "onMissingData": form.on_missing_data,
        "requireFullWindow": bool(form.require_full_window),
        "evaluationDelay": form.evaluation_delay,
    }
    return Resource(
        type="datadog:index/monitor:Monitor", name=form.key, inputs={key: one for key, one in inputs.items() if one is not None}
    )


def newrelic(slo: SloSpec, addresses: Addresses) -> Iterator[Resource]:
    for form in newrelic_burn_forms(slo, {}, addresses):
        yield from map(_condition, form.conditions)
        yield from map(_compound, form.compounds)


def _condition(form: ConditionForm) -> Resource:
    signal, term = form.signal, form.critical
    inputs = {
        "name": form.title,
        "policyId": form.policy,
        "type": "static",
        "nrql": {"query": signal.query},
        "aggregationWindow": signal.window,
        "slideBy": signal.slide,
        "aggregationMethod": signal.method,
        "aggregationDelay": str(signal.wait),
        "critical": {
            "operator": term.operator,
            "threshold": term.threshold,
            "thresholdDuration": term.duration,
            "thresholdOccurrences": term.occurrences,
        },
    }
    return Resource(type="newrelic:index/nrqlAlertCondition:NrqlAlertCondition", name=form.key, inputs=inputs)


def _compound(form: CompoundForm) -> Resource:
    inputs = {
        "name": form.title,
        "policyId": form.policy,
        "enabled": True,
        "componentConditions": [
            {"alias": alias, "id": f"${{index/nrqlAlertCondition.{key}.id}}"} for alias, key in form.components.items()
        ],
        "triggerExpression": form.trigger,
        "thresholdDuration": form.duration,
        "facetMatchingBehavior": "FACETS_IGNORED",
    }
    return Resource(type="newrelic:index/alertCompoundCondition:AlertCompoundCondition", name=form.key, inputs=inputs)
