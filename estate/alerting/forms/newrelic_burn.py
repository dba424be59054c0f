"""The alerts on an objective's budget as New Relic has them.

A condition measures one window, so a compound condition joins them: the long window (A), the short one (B) and, where the
objective asks for samples, their number in the long one (C). An alert that calls is kept from it while services without
which this one cannot answer burn themselves, in the long (D) and in the short window (E): five components, as many as there
may be. What was kept from calling opens a ticket.
"""

from collections.abc import Iterator, Mapping
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


def _components(slo: SloSpec, alert: BurnAlert, by: Counted, blamed: Silencers | None) -> Mapping[str, ConditionForm]:
    """By alias."""
    window, limit = alert.window, percent(alert.threshold)
    found = {
        "A": _component(slo, alert, "long", by.bad_share, window.long, "above", limit),
        "B": _component(slo, alert, "short", by.bad_share, window.short, "above", limit),
    }
    if slo.objective.minimum_samples:
        found["C"] = _component(slo, alert, "samples", by.samples, window.long, "above_or_equals", slo.objective.minimum_samples)
    if blamed:
        limit = percent(blamed.threshold)
        long, short = together(blamed.slos, blamed.minimum), together(blamed.slos, None)
        found["D"] = _component(slo, alert, "needed-long", long, window.long, "above", limit)
        found["E"] = _component(slo, alert, "needed-short", short, window.short, "above", limit)
    return found


def _component(
    slo: SloSpec, alert: BurnAlert, what: str, query: str, window: timedelta, operator: Operator, threshold: float
) -> ConditionForm:
    """One critical term and no watch for a lost signal: a compound condition takes either for true (docs: compound alerts)."""
    seconds = window // timedelta(seconds=1)
    step = slide(seconds)
    name = f"{key(slo, alert)}.{what}"
    return ConditionForm(
        key=name,
        title=title(slo.subject, name),
        policy=SILENT,
        signal=SignalForm(query=query, window=seconds, slide=step, method="event_flow", wait=DELAY),
        critical=TermForm(operator=operator, threshold=float(threshold), duration=step, occurrences="at_least_once"),
    )


def _compounds(slo: SloSpec, alert: BurnAlert, components: Mapping[str, ConditionForm], addresses: Addresses) -> Iterator[CompoundForm]:
    burns = " AND ".join(alias for alias in "ABC" if alias in components)
    if "D" not in components:
        own = {alias: one.key for alias, one in components.items()}
        yield _compound(slo, alert, own, burns, alert.route.told, "", addresses)
        return
    every = {alias: one.key for alias, one in components.items()}
    yield _compound(slo, alert, every, f"{burns} AND NOT (D AND E)", alert.route.told, "", addresses)
    yield _compound(slo, alert, every, f"{burns} AND D AND E", "ticket", ".held-back", addresses)


def _compound(
    slo: SloSpec, alert: BurnAlert, components: Mapping[str, str], trigger: str, told: Told, suffix: str, addresses: Addresses
) -> CompoundForm:
    return CompoundForm(
        key=f"{key(slo, alert)}{suffix}",
        title=title(slo.subject, f"{key(slo, alert)}{suffix}"),
        policy=of_objective(slo, told),
        components=components,
        trigger=trigger,
        duration=BLAMED_WITHIN if "D" in components else AT_ONCE,
        runbook=addresses.runbook(slo.subject),
    )
