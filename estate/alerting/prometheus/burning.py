"""The alerts on an objective's budget."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from estate.alerting.forms.addresses import Addresses
from estate.alerting.prometheus.labels import annotations, labels
from estate.alerting.prometheus.promql import any_of, length, number, quoted
from estate.alerting.prometheus.recording import bad_share, samples
from estate.alerting.prometheus.rule import Alert
from estate.alerting.routing import severity_of
from estate.alerting.slis import sli_of
from estate.alerting.spec import BurnAlert, SloSpec
from estate.catalog.fact import format_duration

HELD_BACK = " Nobody was called: something that it cannot answer without calls somebody already."


def is_counted(slo: SloSpec) -> bool:
    """Whether an exporter of Prometheus counts it."""
    return sli_of(slo).prometheus is not None


def calls(slo: SloSpec) -> bool:
    """Whether anybody is called for it, at whatever hour."""
    return any(alert.route.told == "page" for alert in slo.alerts)


def name_of(slo: SloSpec, alert: BurnAlert) -> str:
    """`checkout.availability.1h`."""
    return f"{slo.name}.{length(alert.window.long)}"


def silencers(slo: SloSpec, others: Mapping[str, SloSpec]) -> tuple[str, ...]:
    """The objectives whose call holds this one's back: those that Prometheus counts and that call anybody."""
    return tuple(name for name in slo.silenced_by if is_counted(others[name]) and calls(others[name]))


def burn_alerts(slo: SloSpec, others: Mapping[str, SloSpec], addresses: Addresses) -> Iterator[Alert]:
    """The alerts of one objective; `others` are all of the environment, by name.

    A call that Alertmanager holds back, because a silencer calls somebody, has a twin here that is a ticket.
    """
    by = silencers(slo, others)
    for alert in slo.alerts:
        yield _alert(slo, alert, addresses)
        if alert.route.told == "page" and by:
            yield _held_back(slo, alert, by, addresses)


def _alert(slo: SloSpec, alert: BurnAlert, addresses: Addresses) -> Alert:
    window, period = alert.window, format_duration(slo.objective.period)
    share = number(window.share * 100)
    gone = f"{share} % of the error budget of {period} went within {format_duration(window.long)}, and it still burns as fast."
    return Alert(
        name=name_of(slo, alert),
        expression=_expression(slo, alert),
        subject=slo.subject,
        route=alert.route,
        labels={"slo": slo.name, **labels(slo.subject, alert.route, "symptom")},
        annotations=annotations(
            slo.subject,
            addresses,
            summary=slo.name,
            meaning=gone,
            value=f"{{{{ $value | humanizePercentage }}}} bad in {length(window.long)}; {number(alert.threshold * 100)}% is too much",
            first_step=f"estate alerts explain {slo.name} --environment {slo.subject.environment}",
        ),
    )


def _expression(slo: SloSpec, alert: BurnAlert) -> str:
    """Every series has the same labels, so that `and` finds its partner without help."""
    which = f"{{slo={quoted(slo.name)},environment={quoted(slo.subject.environment)}}}"
    threshold = number(alert.threshold)
    long, short = (f"{bad_share(window)}{which} > {threshold}" for window in (alert.window.long, alert.window.short))
    least = slo.objective.minimum_samples
    enough = "" if least is None else f" and {samples(alert.window.long)}{which} >= {least}"
    return f"{long} and {short}{enough}"


def _held_back(slo: SloSpec, alert: BurnAlert, by: tuple[str, ...], addresses: Addresses) -> Alert:
    called = _alert(slo, alert, addresses)
    ticket = replace(alert.route, told="ticket", severity=severity_of("ticket", slo.subject.tier), in_business_hours=False, renotify=None)
    calling = f'ALERTS{{slo=~{quoted(any_of(by))},environment={quoted(slo.subject.environment)},told="page",alertstate="firing"}}'
    return replace(
        called,
        name=f"{called.name}.held-back",
        expression=f"{called.expression} and on () {calling}",
        route=ticket,
        labels={"slo": slo.name, **labels(slo.subject, ticket, "symptom")},
        annotations={**called.annotations, "meaning": called.annotations["meaning"] + HELD_BACK},
    )
