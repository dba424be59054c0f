"""The alerts on an objective's budget as Datadog has them.

Where an objective has a minimum of samples, two plain monitors measure the long and the short window, and a composite of both
tells people. Everything else is a native burn alert.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_form import MonitorForm, MonitorType, Thresholds
from estate.alerting.forms.datadog_message import Words, message
from estate.alerting.forms.datadog_objectives import timeframe
from estate.alerting.forms.datadog_silencers import Silencers, silencers_of
from estate.alerting.forms.datadog_text import length, priority, renotify_minutes, tags, title, written
from estate.alerting.forms.datadog_windows import in_windows, key, long_key, short_key, window_forms
from estate.alerting.routing import severity_of
from estate.alerting.spec import BurnAlert, Route, SloSpec
from estate.alerting.vendor_burn import vendor_burn
from estate.catalog.fact import Tier, format_duration

HELD_BACK = "Nobody was called: something that it cannot answer without burns its own budget, and whoever owns that is called."


def burn_forms(slo: SloSpec, others: Mapping[str, SloSpec], addresses: Addresses) -> Iterator[MonitorForm]:
    """The monitors of one objective; `others` are all of the environment, by name."""
    for alert in vendor_burn(slo, "datadog").alerts:
        if in_windows(slo):
            yield from window_forms(slo, alert)
            silencers = silencers_of(slo, alert, others)
            yield from (_telling(slo, alert, way, addresses) for way in _ways(slo, alert, silencers))
        else:
            yield _telling(slo, alert, _native(slo, alert), addresses)


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One way in which an alert tells people."""

    key: str
    type: MonitorType
    query: str
    named: Mapping[str, str]
    route: Route
    value: str
    thresholds: Thresholds | None = None
    notes: tuple[str, ...] = field(default=())


def _ways(slo: SloSpec, alert: BurnAlert, silencers: Silencers) -> Iterator[_Way]:
    window, either = alert.window, " || ".join(f"${letter}" for letter in silencers.keys)
    measured = f"Bad: {{{{a.value}}}} % in {length(window.long)}, {{{{b.value}}}} % in {length(window.short)}"
    calling = _Way(
        key=key(slo, alert),
        type="composite",
        query=f"$a && $b && !({either})" if either else "$a && $b",
        named={"a": long_key(slo, alert), "b": short_key(slo, alert), **silencers.keys},
        route=alert.route,
        value=f"{measured}; more than {written(alert.threshold * 100)} % is too much.",
        notes=(f"Not held back by: {', '.join(silencers.left_out)}.",) if silencers.left_out else (),
    )
    yield calling
    if either:
        ticket = _as_ticket(alert.route, slo.subject.tier)
        yield replace(calling, key=f"{calling.key}.held-back", query=f"$a && $b && ({either})", route=ticket, notes=(HELD_BACK,))


def _as_ticket(route: Route, tier: Tier) -> Route:
    return replace(route, told="ticket", severity=severity_of("ticket", tier), in_business_hours=False, renotify=None)


def _native(slo: SloSpec, alert: BurnAlert) -> _Way:
    window, factor = alert.window, written(alert.factor)
    windows = f'.long_window("{length(window.long)}").short_window("{length(window.short)}")'
    shown = "The budget burns {{long_window_burn_rate}} times too fast in %s, {{short_window_burn_rate}} times in %s; %s times is too much."
    return _Way(
        key=key(slo, alert),
        type="slo alert",
        query=f'burn_rate("$slo").over("{timeframe(slo)}"){windows} > {factor}',
        named={"slo": slo.name},
        route=alert.route,
        value=shown % (length(window.long), length(window.short), factor),
        thresholds=Thresholds(critical=factor),
    )


def _telling(slo: SloSpec, alert: BurnAlert, way: _Way, addresses: Addresses) -> MonitorForm:
    words = Words(name=slo.name, wrong=_wrong(slo, alert), value=way.value, first_step=f"estate alerts explain {slo.name}", notes=way.notes)
    return MonitorForm(
        key=way.key,
        subject=slo.subject.service,
        title=title(slo.subject, way.key),
        type=way.type,
        query=way.query,
        named=way.named,
        message=message(words, slo.subject, way.route, addresses),
        thresholds=way.thresholds,
        tags=tags(slo.subject, "symptom", way.route),
        priority=priority(way.route),
        renotify_minutes=renotify_minutes(way.route),
    )


def _wrong(slo: SloSpec, alert: BurnAlert) -> str:
    share, period = written(alert.window.share * 100), format_duration(slo.objective.period)
    return f"{share} % of the error budget of {period} went within {format_duration(alert.window.long)}, and it still burns as fast."
