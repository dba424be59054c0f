"""The alerts on an objective's budget as New Relic has them.

A condition measures one window, so a compound condition joins them: the long window (A), the short one (B) and, where the
objective asks for samples, their number in the long one (C). An alert that calls is kept from it while services without
which this one cannot answer burn themselves, in the long (D) and in the short window (E): five components, as many as there
may be. What was kept from calling opens a ticket.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.newrelic_form import BurnForm, CompoundForm, ConditionForm, Operator, SignalForm, TermForm
from estate.alerting.forms.newrelic_nrql import Counted, counted, together
from estate.alerting.forms.newrelic_policies import SILENT, of_objective
from estate.alerting.forms.newrelic_silencers import Silencers, silencers_of
from estate.alerting.forms.newrelic_text import percent, slide, title
from estate.alerting.spec import BurnAlert, SloSpec, Told
from estate.alerting.vendor_burn import vendor_burn
from estate.catalog.fact import format_duration

DELAY = 120
"""Seconds that data may be late; the vendor's default for `event_flow`."""
AT_ONCE = 30
"""Seconds; the shortest duration of a compound condition (provider, alert_compound_condition: 30 to 86400)."""
BLAMED_WITHIN = 120
"""Seconds that a service waits for another one to be found at fault: both are measured, and their windows do not close at once."""


def burn_forms(slo: SloSpec, others: Mapping[str, SloSpec], addresses: Addresses) -> Iterator[BurnForm]:
    """The burn alerts of one objective; `others` are all of the environment, by name."""
    for alert in vendor_burn(slo, "newrelic").alerts:
        silencers = silencers_of(slo, alert, others)
        blamed = silencers if silencers and silencers.slos else None
        components = _components(slo, alert, counted(slo), blamed)
        yield BurnForm(
            key=key(slo, alert),
            conditions=tuple(components.values()),
            compounds=tuple(_compounds(slo, alert, components, addresses)),
        )


def key(slo: SloSpec, alert: BurnAlert) -> str:
    """`checkout.availability.1h`."""
    return f"{slo.name}.{format_duration(alert.window.long)}"


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a component asks, and when it is true."""

    name: str
    query: str
    window: timedelta
    operator: Operator = "above"
    threshold: float


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One way in which an alert tells people."""

    trigger: str
    told: Told
    suffix: str = ""


def _components(slo: SloSpec, alert: BurnAlert, by: Counted, blamed: Silencers | None) -> Mapping[str, ConditionForm]:
    """By alias."""
    window, limit, minimum = alert.window, percent(alert.threshold), slo.objective.minimum_samples
    asked = {
        "A": _Asked(name="long", query=by.bad_share, window=window.long, threshold=limit),
        "B": _Asked(name="short", query=by.bad_share, window=window.short, threshold=limit),
    }
    if minimum:
        asked["C"] = _Asked(name="samples", query=by.samples, window=window.long, operator="above_or_equals", threshold=minimum)
    if blamed:
        limit = percent(blamed.threshold)
        long, short = together(blamed.slos, blamed.minimum), together(blamed.slos, None)
        asked["D"] = _Asked(name="needed-long", query=long, window=window.long, threshold=limit)
        asked["E"] = _Asked(name="needed-short", query=short, window=window.short, threshold=limit)
    return {alias: _component(slo, alert, one) for alias, one in asked.items()}


def _component(slo: SloSpec, alert: BurnAlert, asked: _Asked) -> ConditionForm:
    """One critical term and no watch for a lost signal: a compound condition takes either for true (docs: compound alerts)."""
    seconds = asked.window // timedelta(seconds=1)
    step = slide(seconds)
    name = f"{key(slo, alert)}.{asked.name}"
    return ConditionForm(
        key=name,
        title=title(slo.subject, name),
        policy=SILENT,
        signal=SignalForm(query=asked.query, window=seconds, slide=step, method="event_flow", wait=DELAY),
        critical=TermForm(operator=asked.operator, threshold=float(asked.threshold), duration=step, occurrences="at_least_once"),
    )


def _ways(alert: BurnAlert, components: Collection[str]) -> Iterator[_Way]:
    burns = " AND ".join(alias for alias in "ABC" if alias in components)
    if "D" in components:
        yield _Way(trigger=f"{burns} AND NOT (D AND E)", told=alert.route.told)
        yield _Way(trigger=f"{burns} AND D AND E", told="ticket", suffix=".held-back")
    else:
        yield _Way(trigger=burns, told=alert.route.told)


def _compounds(slo: SloSpec, alert: BurnAlert, components: Mapping[str, ConditionForm], addresses: Addresses) -> Iterator[CompoundForm]:
    for way in _ways(alert, components):
        name = f"{key(slo, alert)}{way.suffix}"
        yield CompoundForm(
            key=name,
            title=title(slo.subject, name),
            policy=of_objective(slo, way.told),
            components={alias: one.key for alias, one in components.items()},
            trigger=way.trigger,
            duration=BLAMED_WITHIN if "D" in components else AT_ONCE,
            runbook=addresses.runbook(slo.subject),
        )
