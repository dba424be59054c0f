"""All planned monitors over all series: what they would have said, and who would have been told."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from estate.alerting.datadog import composite_monitor, metric_monitor, resources, slo_alert
from estate.alerting.datadog.frame import DAY, MINUTE, Frame
from estate.alerting.datadog.lookback import lookback
from estate.alerting.datadog.metric import Group, Store
from estate.alerting.datadog.mutes import Muting
from estate.alerting.datadog.notifications import tell
from estate.alerting.datadog.options import reminders
from estate.alerting.datadog.resources import MonitorInputs, Planned, monitor_inputs, of_type
from estate.alerting.datadog.routing import Routing
from estate.alerting.datadog.simulation import GroupRun, MonitorRun, NotSimulated, Simulation, Track, spans
from estate.alerting.datadog.syntax import NotSimulatedError
from estate.alerting.datadog.world import Evaluated, World
from estate.alerting.series import Series
from estate.errors import InputError

Evaluate = Callable[[MonitorInputs, World], Evaluated]
# In the order in which they hang on each other: objectives may measure monitors, composites join them all.
KINDS: Sequence[tuple[frozenset[str], Evaluate]] = (
    (resources.METRIC_TYPES, metric_monitor.evaluated),
    (frozenset({resources.SLO_TYPE}), slo_alert.evaluated),
    (frozenset({resources.COMPOSITE_TYPE}), composite_monitor.evaluated),
)


def simulate(planned: Iterable[Planned], series: Iterable[Series], *, start: int, end: int) -> Simulation:
    """Evaluates every monitor from `start` to `end` (seconds since 1970), both included; series may begin before it.

    What the simulator does not know is in `not_simulated`, with the reason; nothing is taken as passed. InputError where the
    end comes before the start.
    """
    if end < start:
        raise InputError(f"the simulation ends at {end}, before it starts at {start}; expected an end after the start")
    every = tuple(planned)
    muting, routing = Muting.of(every, start=start - DAY, end=end + DAY), Routing.of(every)
    store = Store.of(series, Frame.around(start=start, end=end, history=lookback(every)))
    done: dict[str, Evaluated] = {}
    by_id: dict[str, Evaluated] = {}
    world = World(planned=every, store=store, start=-(-start // MINUTE) * MINUTE, end=end, done=by_id)
    refused = list(_unreadable(every))
    for monitor, evaluate in _in_order(resources.monitors(every)):
        try:
            _check(monitor, muting, routing)
            done[monitor.name] = by_id[monitor.name] = by_id[monitor.symbol] = _fitting(evaluate(monitor, world))
        except NotSimulatedError as error:
            refused.append(NotSimulated(monitor=monitor.name, reason=str(error), source=monitor.source))
    runs = {name: _run(one, muting, routing) for name, one in done.items()}
    return Simulation(start=start, end=end, monitors=runs, not_simulated=tuple(refused))


def _unreadable(planned: Sequence[Planned]) -> Iterable[NotSimulated]:
    for one in of_type(planned, resources.MONITOR):
        try:
            monitor_inputs(one)
        except NotSimulatedError as error:
            yield NotSimulated(monitor=one.name, reason=str(error), source=one.source)


def _in_order(monitors: Sequence[MonitorInputs]) -> Iterable[tuple[MonitorInputs, Evaluate]]:
    for types, evaluate in KINDS:
        yield from ((monitor, evaluate) for monitor in monitors if monitor.type in types)
    known = frozenset().union(*(types for types, _ in KINDS))
    yield from ((monitor, _unknown) for monitor in monitors if monitor.type not in known)


def _unknown(monitor: MonitorInputs, _world: World) -> Evaluated:
    raise NotSimulatedError(f"monitors of type {monitor.type!r} are not simulated")


def _check(monitor: MonitorInputs, muting: Muting, routing: Routing) -> None:
    if monitor.unread:
        raise NotSimulatedError(f"monitors with {', '.join(monitor.unread)} are not simulated")
    routing.check(monitor)
    muting.check(monitor)


def _fitting(found: Evaluated) -> Evaluated:
    wanted, keys = found.monitor.notify_by, found.keys
    if wanted and set(wanted) != set(keys):
        raise NotSimulatedError(f"notifications by {', '.join(wanted)} over groups by {', '.join(keys)} are not simulated")
    return found


def _run(found: Evaluated, muting: Muting, routing: Routing) -> MonitorRun:
    groups = tuple(_group_run(found, group, track, muting, routing) for group, track in found.tracks.items())
    return MonitorRun(name=found.monitor.name, title=found.monitor.title, groups=groups, unproven=found.unproven)


def _group_run(found: Evaluated, group: Group, track: Track, muting: Muting, routing: Routing) -> GroupRun:
    monitor = found.monitor
    tags: Mapping[str, str] = dict(zip(found.keys, group, strict=True))
    states = spans(track.states(), track)
    mutes = muting.over(monitor, {**found.scope, **tags})
    told = tell(states, reminders=reminders(monitor), mutes=mutes, tells_no_data=track.tells_no_data)
    return GroupRun(
        tags=tags,
        states=states,
        evaluations=spans(track.said, track),
        notifications=() if monitor.draft else tuple(routing.addressed(one, monitor, tags) for one in told),
    )
