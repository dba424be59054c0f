"""What a monitor's options mean for its evaluation."""

from estate.alerting.datadog.evaluate import group_keys
from estate.alerting.datadog.notifications import Reminders
from estate.alerting.datadog.resources import NEW_GROUP_DELAY, MonitorInputs
from estate.alerting.datadog.states import Rules, Silence, State, Thresholds
from estate.alerting.datadog.syntax import Arithmetic, Call, Condition, Expression, MetricQuery, NotSimulatedError, Number, metrics

STATUSES = {"alert": State.ALERT, "warn": State.WARN, "no data": State.NO_DATA}
RENOTIFIED = ("alert", "no data")
"""Without renotify_statuses (docs: monitors/guide/monitor_api_options)."""


def rules(monitor: MonitorInputs, query: MetricQuery) -> Rules:
    """What decides on the states of a metric monitor."""
    return Rules(
        thresholds=thresholds(monitor, query.condition),
        silence=silence(monitor, query),
        require_full_window=monitor.require_full_window,
        group_delay=_group_delay(monitor, group_keys(query.expression)),
        starts_unseen=_never_empty(query.expression),
    )


def thresholds(monitor: MonitorInputs, condition: Condition) -> Thresholds:
    """What is compared: the critical value of the query, and the others of the options."""
    given = monitor.thresholds
    return Thresholds(
        comparison=condition.comparison,
        critical=condition.threshold,
        critical_recovery=given.get("criticalRecovery"),
        warning=given.get("warning"),
        warning_recovery=given.get("warningRecovery"),
    )


def _group_delay(monitor: MonitorInputs, keys: tuple[str, ...]) -> int | None:
    if not keys:
        return None
    default = monitor.new_host_delay if "host" in keys else NEW_GROUP_DELAY
    return default if monitor.new_group_delay is None else monitor.new_group_delay


def silence(monitor: MonitorInputs, query: MetricQuery) -> Silence:
    """What becomes of a group without data (docs: monitors/guide/on_missing_data)."""
    resolve_after = monitor.timeout_hours * 3600 or None
    match monitor.on_missing_data:
        case "default":
            return Silence(meaning="zero" if _is_count(query) else "keep", resolve_after=resolve_after)
        case "show_no_data" | "show_and_notify_no_data":
            return Silence(meaning="show", resolve_after=resolve_after)
        case "resolve":
            return Silence(meaning="resolve")
        case None:
            return Silence(meaning="show", after=monitor.no_data_minutes * 60, resolve_after=resolve_after)
    raise NotSimulatedError(f"on_missing_data is {monitor.on_missing_data!r}")


def tells_no_data(monitor: MonitorInputs) -> bool:
    """Whether somebody is told that data is missing."""
    if monitor.on_missing_data is None:
        return monitor.notify_no_data
    return monitor.on_missing_data == "show_and_notify_no_data"


def reminders(monitor: MonitorInputs) -> Reminders | None:
    """The reminders, if any."""
    if not monitor.renotify_minutes:
        return None
    states = frozenset(STATUSES[status] for status in monitor.renotify_statuses or RENOTIFIED if status in STATUSES)
    return Reminders(interval=monitor.renotify_minutes * 60, states=states, occurrences=monitor.renotify_occurrences)


def _is_count(query: MetricQuery) -> bool:
    return query.aggregator in {"sum", "count"} or any(metric.modifier == "count" for metric in metrics(query.expression))


def _never_empty(expression: Expression) -> bool:
    match expression:
        case Number():
            return True
        case Call():
            return expression.function == "default_zero" or _never_empty(expression.argument)
        case Arithmetic():
            return _never_empty(expression.left) and _never_empty(expression.right)
    return False
