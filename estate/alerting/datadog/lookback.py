"""How far back the evaluations of a plan read."""

from collections.abc import Iterable

from estate.alerting.datadog import resources
from estate.alerting.datadog.frame import DAY
from estate.alerting.datadog.parse import parse_monitor, parse_slo, seconds
from estate.alerting.datadog.resources import MonitorInputs
from estate.alerting.datadog.states import RETENTION
from estate.alerting.datadog.syntax import BurnRate, NotSimulatedError, calls


def lookback(monitors: Iterable[MonitorInputs]) -> int:
    """Seconds before the first evaluation that may matter: windows, delays, shifts, and how long a group is remembered."""
    return RETENTION + DAY + max((_reads(monitor) for monitor in monitors), default=0)


def _reads(monitor: MonitorInputs) -> int:
    try:
        return monitor.evaluation_delay + _window(monitor)
    except NotSimulatedError:
        return 0


def _window(monitor: MonitorInputs) -> int:
    if monitor.type == resources.SLO_TYPE:
        asked = parse_slo(monitor.query)
        return asked.long if isinstance(asked, BurnRate) else seconds(asked.over)
    if monitor.type not in resources.METRIC_TYPES:
        return 0
    query = parse_monitor(monitor.query)
    moving = (one.parameters[0] for one in calls(query.expression) if one.function == "moving_rollup")
    return query.window + query.shift + max((int(one) for one in moving if isinstance(one, float)), default=0)
