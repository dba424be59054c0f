"""Thresholds on signals as New Relic has them: static NRQL conditions.

A window slides by a minute, so that the value of the last whole window is compared at every moment. Where silence means
zero and zero is well, rows are rare: such a window stands alone and is judged once its rows have come (`event_timer`), as
`event_flow` would wait for a next row. Where silence itself is what is told, the loss of the signal opens the event, since
a window without rows is never judged.
"""

from collections.abc import Iterator
from datetime import timedelta

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.newrelic_form import TIME_LIMIT, ConditionForm, SignalForm, TermForm
from estate.alerting.forms.newrelic_policies import of_monitor
from estate.alerting.forms.newrelic_text import DESCRIPTION_LIMIT, LONGEST_WINDOW, OPERATORS, TITLE_LIMIT, slide, tags, title
from estate.alerting.signals import left_alone, nrql_query, signals
from estate.alerting.spec import MonitorSpec
from estate.alerting.vendor_burn import Substitution
from estate.catalog.fact import format_duration
from estate.naming import shorten

DELAY = 120  # seconds; the vendor's default for `event_flow`
TIMER = 300
"""Seconds after a window's last row: CloudWatch's metrics come minutes late, and not all at once."""
LONGEST_ALONE = timedelta(hours=2)
"""The longest evaluation delay (provider, nrql_alert_condition)."""
SECOND = timedelta(seconds=1)
SLOW_LIMIT = 2_592_000
"""Seconds; the longest time limit of an event (provider, nrql_alert_condition): what is measured over days is true for weeks, and
would be told every three days."""


def monitor_form(monitor: MonitorSpec, addresses: Addresses) -> ConditionForm | None:
    """The condition; None for a forecast, which New Relic has for accounts in a preview alone."""
    if monitor.ahead:
        return None
    signal = _signal(monitor)
    return ConditionForm(
        key=monitor.name,
        title=title(monitor.subject, monitor.name),
        policy=of_monitor(monitor),
        signal=signal,
        critical=_term(monitor, monitor.critical, signal),
        warning=None if monitor.warning is None else _term(monitor, monitor.warning, signal),
        description=shorten(_description(monitor), DESCRIPTION_LIMIT),
        title_template=_title_template(monitor),
        runbook=addresses.runbook(monitor.subject),
        time_limit=SLOW_LIMIT if monitor.window > LONGEST_WINDOW else TIME_LIMIT,
        tags=tags(monitor.subject, monitor.nature, monitor.route),
    )


def monitor_substitutions(monitor: MonitorSpec) -> Iterator[Substitution]:
    """What New Relic gets instead of what was decided."""
    if monitor.ahead:
        reason = "predictions are in limited release, and how they are made is not published"
        yield _instead(monitor, f"told {format_duration(monitor.ahead)} ahead", "nothing: the other thresholds of the signal stand", reason)
        return
    if monitor.window > LONGEST_WINDOW:
        longest = format_duration(LONGEST_WINDOW)
        yield _instead(
            monitor, f"a window of {format_duration(monitor.window)}", f"one of {longest}", f"newrelic aggregates {longest} at most"
        )
    if monitor.recovery is not None:
        instead = f"well again after {format_duration(_window(monitor))} without a breach"
        yield _instead(monitor, f"recovery at {monitor.recovery:g}", instead, "newrelic has no recovery thresholds")


def _signal(monitor: MonitorSpec) -> SignalForm:
    query, seconds = nrql_query(monitor), _window(monitor) // SECOND
    rare, told, well = _rare(monitor), _silence_is_told(monitor), _silence_is_well(monitor)
    alone = left_alone(monitor)
    return SignalForm(
        query=query,
        window=seconds,
        slide=None if rare else slide(seconds),
        method="event_timer" if rare else "event_flow",
        wait=TIMER if rare else DELAY,
        fill=0.0 if rare and monitor.no_data == "zero" else None,
        expiration=seconds if told or well else None,
        opens_when_lost=told,
        closes_when_lost=well,
        left_alone=min(alone, LONGEST_ALONE) // SECOND if alone else None,
    )


def _window(monitor: MonitorSpec) -> timedelta:
    return min(monitor.window, LONGEST_WINDOW)


def _rare(monitor: MonitorSpec) -> bool:
    """Whether rows come too seldom for a window that waits for the next one."""
    return monitor.window > LONGEST_WINDOW or (monitor.no_data == "zero" and not _breached_by_zero(monitor))


def _silence_is_told(monitor: MonitorSpec) -> bool:
    return monitor.no_data == "told" or (monitor.no_data == "zero" and _breached_by_zero(monitor))


def _silence_is_well(monitor: MonitorSpec) -> bool:
    return monitor.no_data == "resolved" or (monitor.no_data == "zero" and not _breached_by_zero(monitor))


def _breached_by_zero(monitor: MonitorSpec) -> bool:
    limit = monitor.critical
    return {">": limit < 0, ">=": limit <= 0, "<": limit > 0, "<=": limit >= 0}[monitor.comparison]


def _term(monitor: MonitorSpec, threshold: float, signal: SignalForm) -> TermForm:
    """Opens at the first breach. One with a recovery threshold elsewhere closes late here: after a whole window without one."""
    step = signal.slide or signal.window
    duration = signal.window if monitor.recovery is not None else step
    return TermForm(operator=OPERATORS[monitor.comparison], threshold=float(threshold), duration=duration, occurrences="at_least_once")


def _title_template(monitor: MonitorSpec) -> str:
    facet = signals()[monitor.signal].newrelic.facet
    where = f" on {{{{tags.{facet}}}}}" if facet else ""
    return f"{shorten(title(monitor.subject, monitor.name), TITLE_LIMIT - len(where))}{where}"


def _description(monitor: MonitorSpec) -> str:
    signal, route, subject = signals()[monitor.signal], monitor.route, monitor.subject
    lines = (
        monitor.meaning,
        f"{signal.title} ({signal.unit}) {monitor.comparison} {monitor.critical:g}, over {format_duration(_window(monitor))}.",
        f"Owner: {subject.team}. Tier: {subject.tier}. Severity: {route.severity}.",
        f"First step: {monitor.first_step}",
        f"Deduplication key: {route.deduplication_key}",
        f"Thresholds: {monitor.source}",
    )
    return "\n".join(lines)


def _instead(monitor: MonitorSpec, wanted: str, instead: str, reason: str) -> Substitution:
    return Substitution(slo=monitor.name, vendor="newrelic", wanted=wanted, instead=instead, reason=reason)
