"""The planned resources as the simulator reads them: the provider's inputs, and what it or the vendor puts where they are silent."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from estate.alerting.datadog.syntax import NotSimulatedError
from estate.alerting.planned import Planned, of_type

MONITOR = "datadog:index/monitor:Monitor"
OBJECTIVE = "datadog:index/serviceLevelObjective:ServiceLevelObjective"
CORRECTION = "datadog:index/sloCorrection:SloCorrection"
DOWNTIME = "datadog:index/downtimeSchedule:DowntimeSchedule"
NOTIFICATION_RULE = "datadog:index/monitorNotificationRule:MonitorNotificationRule"

METRIC_TYPES = frozenset({"metric alert", "query alert"})
SLO_TYPE = "slo alert"
COMPOSITE_TYPE = "composite"

NO_DATA_TIMEFRAME = 10
"""Minutes; what the provider sends where the program says nothing (its schema of datadog_monitor)."""
NEW_GROUP_DELAY = 60
"""Seconds; the vendor's default (docs: monitors/guide/monitor_api_options); a new_group_delay of 0 is never sent by the provider."""
NEW_HOST_DELAY = 300
"""Seconds; what the provider sends where the program says nothing. It holds for groups by host that have no new_group_delay."""

UNREAD = ("groupbySimpleMonitor", "monitorThresholdWindows", "schedulingOptions", "variables")
"""Options that the simulator does not know; custom schedules and cumulative windows are scheduling options."""


@dataclass(frozen=True, kw_only=True)
class MonitorInputs:
    """A monitor's options, typed."""

    resource: Planned
    name: str
    """The logical name."""
    title: str
    type: str
    query: str
    message: str
    escalation: str
    tags: tuple[str, ...]
    priority: str | None
    thresholds: Mapping[str, float]
    on_missing_data: str | None
    notify_no_data: bool
    no_data_minutes: int
    require_full_window: bool
    evaluation_delay: int
    new_group_delay: int | None
    new_host_delay: int
    timeout_hours: int
    renotify_minutes: int
    renotify_occurrences: int | None
    renotify_statuses: tuple[str, ...]
    draft: bool
    """A draft is evaluated, and tells nobody (docs: monitors/draft)."""
    notify_by: tuple[str, ...]
    unread: tuple[str, ...]
    """Options that are given and change what the monitor does, and that the simulator does not know."""

    @property
    def symbol(self) -> str:
        """How other planned resources name this monitor's id."""
        return f"${{index/monitor.{self.name}.id}}"


def monitor_inputs(planned: Planned) -> MonitorInputs:
    """The options of a planned monitor. NotSimulatedError where one is known only after the deployment, or is no number."""
    try:
        return _typed(planned)
    except (TypeError, ValueError) as error:
        raise NotSimulatedError(f"an option cannot be read before the deployment: {error}") from None


def monitors(planned: Iterable[Planned]) -> list[MonitorInputs]:
    """The monitors whose options can be read."""
    readable: list[MonitorInputs] = []
    for one in of_type(planned, MONITOR):
        with suppress(NotSimulatedError):
            readable.append(monitor_inputs(one))
    return readable


def _typed(planned: Planned) -> MonitorInputs:
    given = planned.inputs
    return MonitorInputs(
        resource=planned,
        name=planned.name,
        title=str(given.get("name", planned.name)),
        type=str(given.get("type", "")),
        query=" ".join(str(given.get("query", "")).split()),
        message=str(given.get("message", "")),
        escalation=str(given.get("escalationMessage") or ""),
        tags=tuple(map(str, given.get("tags") or ())),
        priority=None if given.get("priority") is None else str(given["priority"]),
        thresholds={key: float(value) for key, value in (given.get("monitorThresholds") or {}).items() if value is not None},
        on_missing_data=given.get("onMissingData"),
        notify_no_data=bool(given.get("notifyNoData") or False),
        no_data_minutes=int(given.get("noDataTimeframe") or NO_DATA_TIMEFRAME),
        require_full_window=bool(given.get("requireFullWindow", True)),
        evaluation_delay=int(given.get("evaluationDelay") or 0),
        new_group_delay=int(given["newGroupDelay"]) if given.get("newGroupDelay") else None,
        new_host_delay=int(given.get("newHostDelay", NEW_HOST_DELAY)),
        timeout_hours=int(given.get("timeoutH") or 0),
        renotify_minutes=int(given.get("renotifyInterval") or 0),
        renotify_occurrences=None if given.get("renotifyOccurrences") is None else int(given["renotifyOccurrences"]),
        renotify_statuses=tuple(given.get("renotifyStatuses") or ()),
        draft=given.get("draftStatus") == "draft",
        notify_by=tuple(given.get("notifyBies") or ()),
        unread=tuple(name for name in UNREAD if given.get(name)),
    )
