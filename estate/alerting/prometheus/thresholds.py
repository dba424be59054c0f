"""The alerts on a threshold, where an exporter of Prometheus measures the signal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from estate.alerting.forms.addresses import Addresses
from estate.alerting.prometheus.labels import annotations, labels
from estate.alerting.prometheus.promql import length, number, quoted
from estate.alerting.prometheus.rule import Alert, Unsaid
from estate.alerting.signals import Signal, prometheus_query, signals
from estate.alerting.spec import Comparison, MonitorSpec

STEP = timedelta(minutes=1)
"""Of the subqueries that make one number of a window."""
GROUP_LABEL = "instance"
"""What the queries of signals with a group are told apart by."""


def threshold_alerts(monitor: MonitorSpec, addresses: Addresses) -> tuple[Alert, ...] | Unsaid:
    """The critical alert, and the warning as one of its own; or why there is none."""
    signal, query = signals()[monitor.signal], prometheus_query(monitor)
    if query is None:
        return Unsaid(name=monitor.name, reason=f"no exporter of Prometheus measures {monitor.signal}")
    value = _value(monitor, signal, query)
    if value is None:
        return Unsaid(name=monitor.name, reason=f"its query counts over another window than {length(monitor.window)}: {query}")
    return tuple(_alerts(monitor, signal, value, addresses))


def _value(monitor: MonitorSpec, signal: Signal, query: str) -> str | None:
    """The window as one number; a count has its window in the query itself. None where that is another one."""
    window = length(monitor.window)
    if signal.aggregate == "sum":
        return query if f"[{window}]" in query else None
    over = f"({query})[{window}:{length(STEP)}]"
    if monitor.ahead:
        return f"predict_linear({over}, {number(monitor.ahead.total_seconds())})"
    return f"{signal.aggregate}_over_time({over})"


def _alerts(monitor: MonitorSpec, signal: Signal, value: str, addresses: Addresses) -> Iterator[Alert]:
    yield _alert(monitor, signal, _critical(monitor, signal, value), addresses)
    if monitor.warning is not None:
        warning = replace(monitor, route=replace(monitor.route, told="notify", severity="P4", in_business_hours=False, renotify=None))
        close = _beyond(value, monitor.comparison, monitor.warning)
        made = _alert(warning, signal, close, addresses)
        yield replace(made, name=f"{monitor.name}.warning", labels={**made.labels, "level": "warning"})


def _critical(monitor: MonitorSpec, signal: Signal, value: str) -> str:
    found = _beyond(value, monitor.comparison, monitor.critical)
    if monitor.recovery is not None:
        # What fires goes on until the value is as good as the recovery threshold: Prometheus has no such option of its own.
        firing = f'ALERTS{{alertname={quoted(monitor.name)},environment={quoted(monitor.subject.environment)},alertstate="firing"}}'
        on = f"on ({GROUP_LABEL})" if signal.group else "on ()"
        found = f"{found} or ({_beyond(value, monitor.comparison, monitor.recovery)} and {on} {firing})"
    return f"({found}) or absent({value})" if monitor.no_data == "told" else found


def _beyond(value: str, comparison: Comparison, threshold: float) -> str:
    return f"{value} {comparison} {number(threshold)}"


def _alert(monitor: MonitorSpec, signal: Signal, expression: str, addresses: Addresses) -> Alert:
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
