"""The alerts on a threshold, where an exporter of Prometheus measures the signal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from estate.alerting.forms.addresses import Addresses
from estate.alerting.prometheus.labels import annotations, labels
from estate.alerting.prometheus.promql import length, number, quoted
from estate.alerting.prometheus.rule import Alert, Recording, Unsaid
from estate.alerting.signals import prometheus_query, signals
from estate.alerting.spec import MonitorSpec

VALUE = "monitor:value"
"""The name of a signal's recorded value: its whole window as one number."""
STEP = timedelta(minutes=1)
"""Of the subqueries that make one number of a window."""
GROUP_LABEL = "instance"
"""What the queries of signals with a group are told apart by."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What is kept of a signal, and the alerts that look at it."""

    recording: Recording
    alerts: tuple[Alert, ...]


def threshold(monitor: MonitorSpec, addresses: Addresses) -> Threshold | Unsaid:
    """The critical alert, and the warning as one of its own; or why there is none."""
    query = prometheus_query(monitor)
    if query is None:
        return Unsaid(name=monitor.name, reason=f"no exporter of Prometheus measures {monitor.signal}")
    value = _value(monitor, query)
    if value is None:
        return Unsaid(name=monitor.name, reason=f"its query counts over another window than {length(monitor.window)}: {query}")
    labels = {"monitor": monitor.name, "service": monitor.subject.service, "environment": monitor.subject.environment}
    return Threshold(recording=Recording(record=VALUE, expression=value, labels=labels), alerts=tuple(_alerts(monitor, addresses)))


def _value(monitor: MonitorSpec, query: str) -> str | None:
    """The window as one number; a count has its window in the query itself. None where that is another one."""
    aggregate, window = signals()[monitor.signal].aggregate, length(monitor.window)
    if aggregate == "sum":
        return query if f"[{window}]" in query else None
    over = f"({query})[{window}:{length(STEP)}]"
    ahead = f"predict_linear({over}, {number(monitor.ahead.total_seconds())})" if monitor.ahead else f"{aggregate}_over_time({over})"
    # The counters of a new host begin at nothing, and its first minutes look worse than they are.
    return f"{ahead} and count_over_time({over}) >= {monitor.window // STEP // 2}"


def _alerts(monitor: MonitorSpec, addresses: Addresses) -> Iterator[Alert]:
    yield _alert(monitor, _critical(monitor), addresses)
    if monitor.warning is not None:
        warning = replace(monitor, route=replace(monitor.route, told="notify", severity="P4", in_business_hours=False, renotify=None))
        made = _alert(warning, _beyond(monitor, monitor.warning), addresses)
        yield replace(made, name=f"{monitor.name}.warning", labels={**made.labels, "level": "warning"})


def _critical(monitor: MonitorSpec) -> str:
    found = _beyond(monitor, monitor.critical)
    if monitor.recovery is not None:
        # What fires goes on until the value is as good as the recovery threshold: Prometheus has no such option of its own.
        firing = f'ALERTS{{alertname={quoted(monitor.name)},environment={quoted(monitor.subject.environment)},alertstate="firing"}}'
        on = f"on ({GROUP_LABEL})" if signals()[monitor.signal].group else "on ()"
        found = f"{found} or ({_beyond(monitor, monitor.recovery)} and {on} {firing})"
    return f"{found} or absent({_series(monitor)})" if monitor.no_data == "told" else found


def _beyond(monitor: MonitorSpec, threshold: float) -> str:
    return f"{_series(monitor)} {monitor.comparison} {number(threshold)}"


def _series(monitor: MonitorSpec) -> str:
    return f"{VALUE}{{monitor={quoted(monitor.name)},environment={quoted(monitor.subject.environment)}}}"


def _alert(monitor: MonitorSpec, expression: str, addresses: Addresses) -> Alert:
    signal = signals()[monitor.signal]
    return Alert(
        name=monitor.name,
        expression=expression,
        subject=monitor.subject,
        route=monitor.route,
        labels={**labels(monitor.subject, monitor.route, monitor.nature), "level": "critical"},
        annotations=annotations(
            monitor.subject,
            addresses,
            summary=monitor.name,
            meaning=monitor.meaning,
            value=f"{signal.title}: {{{{ $value | humanize }}}} {signal.unit}; critical {monitor.comparison} {number(monitor.critical)}",
            first_step=monitor.first_step,
        ),
    )
