"""Monitors of metrics: one query, one or many groups."""

from estate.alerting.datadog.evaluate import evaluate, group_keys
from estate.alerting.datadog.mutes import scope_tags
from estate.alerting.datadog.options import rules, tells_no_data
from estate.alerting.datadog.parse import parse_monitor
from estate.alerting.datadog.resources import MonitorInputs
from estate.alerting.datadog.simulation import Track
from estate.alerting.datadog.states import outcomes
from estate.alerting.datadog.windows import frequency
from estate.alerting.datadog.world import Evaluated, World


def evaluated(monitor: MonitorInputs, world: World) -> Evaluated:
    """The states of every group. NotSimulatedError for what the simulator does not know."""
    query = parse_monitor(monitor.query)
    instants = world.instants(every=frequency(query.window), delay=monitor.evaluation_delay, window=query.window)
    how, tells = rules(monitor, query), tells_no_data(monitor)
    groups = evaluate(query, world.store, instants, full=monitor.require_full_window) if instants.number else {}
    return Evaluated(
        monitor=monitor,
        keys=group_keys(query.expression),
        tracks={group: Track.of(outcomes(one, how, instants), instants, tells_no_data=tells) for group, one in groups.items()},
        scope=scope_tags(query),
    )
