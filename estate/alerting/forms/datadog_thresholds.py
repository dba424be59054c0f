"""A threshold on a signal as a monitor of Datadog."""

import re
from collections.abc import Mapping
from datetime import timedelta

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_form import MonitorForm, OnMissingData, Thresholds
from estate.alerting.forms.datadog_message import Words, message
from estate.alerting.forms.datadog_text import evaluation_delay, last, priority, renotify_minutes, tags, title, written
from estate.alerting.signals import Signal, datadog_query, left_alone, signals
from estate.alerting.spec import MonitorSpec, NoData

GROUPS = re.compile(r"by \{([^}]*)\}")
NEW_GROUP_DELAY = 300
"""Seconds until a new host or broker is judged: it is loaded while it starts. The vendor's own default for hosts."""
FORECAST = "'linear', 1"
"""Algorithm and deviations (docs: monitors/types/forecasts): a disk that fills up has no seasons."""
SILENCE: Mapping[NoData, OnMissingData] = {
    "nothing": "show_no_data",
    "zero": "default",
    "told": "show_and_notify_no_data",
    "resolved": "resolve",
}
"""What silence becomes (docs: monitors/guide/on_missing_data). `default` is zero for what is counted."""


def threshold_form(monitor: MonitorSpec, addresses: Addresses) -> MonitorForm:
    """The monitor. Its type is `query alert` whatever it asks."""
    signal, query = signals()[monitor.signal], asked(monitor)
    grouped = tuple(dict.fromkeys(tag for found in GROUPS.findall(query) for tag in found.split(",")))
    return MonitorForm(
        key=monitor.name,
        subject=monitor.subject.service,
        title=title(monitor.subject, monitor.name),
        type="query alert",
        query=query,
        message=message(_words(monitor, signal, grouped), monitor.subject, monitor.route, addresses),
        thresholds=_thresholds(monitor),
        tags=tags(monitor.subject, monitor.nature, monitor.route),
        priority=priority(monitor.route),
        on_missing_data=SILENCE[monitor.no_data],
        require_full_window=False,
        evaluation_delay=evaluation_delay(query),
        new_group_delay=_new_group_delay(monitor) if grouped else None,
        notify_by=grouped,
        renotify_minutes=renotify_minutes(monitor.route),
    )


def asked(monitor: MonitorSpec) -> str:
    """The query with its window and its threshold."""
    query, compared = datadog_query(monitor), f"{monitor.comparison} {written(monitor.critical)}"
    if monitor.ahead:
        return f"max(next_{monitor.ahead // timedelta(days=1)}d):forecast({query}, {FORECAST}) {compared}"
    if monitor.no_data == "zero" and ".as_count()" not in query:
        query = f"default_zero({query})"
    return f"{signals()[monitor.signal].aggregate}({last(monitor.window)}):{query} {compared}"


def _new_group_delay(monitor: MonitorSpec) -> int:
    alone = left_alone(monitor)
    return alone // timedelta(seconds=1) if alone else NEW_GROUP_DELAY


def _thresholds(monitor: MonitorSpec) -> Thresholds:
    return Thresholds(
        critical=written(monitor.critical),
        warning=None if monitor.warning is None else written(monitor.warning),
        critical_recovery=None if monitor.recovery is None else written(monitor.recovery),
    )


def _words(monitor: MonitorSpec, signal: Signal, grouped: tuple[str, ...]) -> Words:
    of = "".join(f" of {{{{{tag}.name}}}}" for tag in grouped)
    limit = f"critical is {monitor.comparison} {written(monitor.critical)} {signal.unit}"
    when = f"as forecast for the next {monitor.ahead.days} days" if monitor.ahead else f"over {last(monitor.window).removeprefix('last_')}"
    return Words(
        name=monitor.name,
        wrong=monitor.meaning,
        value=f"{signal.title}{of}: {{{{value}}}} {signal.unit} {when}; {limit}.",
        first_step=monitor.first_step,
        notes=(f"Why this threshold: {monitor.source}.",),
        warns=monitor.warning is not None,
        tells_silence=monitor.no_data == "told",
    )
