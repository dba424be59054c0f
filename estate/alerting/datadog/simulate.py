"""All planned monitors over all series: what they would have said, and who would have been told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from estate.alerting.datadog import composite_monitor, metric_monitor, resources, slo_alert
from estate.alerting.datadog.frame import DAY, MINUTE, Frame
from estate.alerting.datadog.lookback import lookback
from estate.alerting.datadog.metric import Group, Store
from estate.alerting.datadog.mutes import Muting
from estate.alerting.datadog.notifications import tell
from estate.alerting.datadog.options import reminders
from estate.alerting.datadog.resources import MonitorInputs, monitor_inputs
from estate.alerting.datadog.routing import Routing
from estate.alerting.datadog.simulation import GroupRun, MonitorRun, Simulation, Track, spans
from estate.alerting.datadog.syntax import NotSimulatedError
from estate.alerting.datadog.world import Evaluated, World
from estate.alerting.kept import Kept
from estate.alerting.planned import Planned, of_type
from estate.alerting.series import Series
from estate.alerting.simulated import NotSimulated
from estate.errors import InputError

Evaluate = Callable[[MonitorInputs, World], Evaluated]
# In the order in which they hang on each other: objectives may measure monitors, composites join them all.
KINDS: Sequence[tuple[frozenset[str], Evaluate]] = (
    (resources.METRIC_TYPES, metric_monitor.evaluated),
    (frozenset({resources.SLO_TYPE}), slo_alert.evaluated),
    (frozenset({resources.COMPOSITE_TYPE}), composite_monitor.evaluated),
)


def simulate(planned: Iterable[Planned], series: Iterable[Series], *, start: int, end: int, kept: Kept | None = None) -> Simulation:
    """Evaluates every monitor from `start` to `end` (seconds since 1970), both included; series may begin before it.

    What the simulator does not know is in `not_simulated`, with the reason; nothing is taken as passed. InputError where the
    end comes before the start. What `kept` has of an earlier simulation is not worked out again.
    """
    if end < start:
        raise InputError(f"the simulation ends at {end}, before it starts at {start}; expected an end after the start")
    every, shared = tuple(planned), kept or Kept()
    monitors, refused = _read(every, shared)
    frame = Frame.around(start=start, end=end, history=lookback(monitors))
    store = shared.of(("store", frame.origin, frame.minutes), (), lambda: Store.of(series, frame))
    work = _Work(
        world=World(planned=every, store=store, start=-(-start // MINUTE) * MINUTE, end=end),
        muting=Muting.of(every, start=start - DAY, end=end + DAY),
        routing=Routing.of(every),
        kept=shared,
    )
    done: dict[str, Evaluated] = {}
    for monitor, evaluate in _in_order(monitors):
        try:
            done[monitor.name] = work.evaluated(monitor, evaluate)
        except NotSimulatedError as error:
            refused.append(NotSimulated(monitor=monitor.name, reason=str(error), source=monitor.resource.source))
    return Simulation(start=start, end=end, monitors={name: work.run(one) for name, one in done.items()}, not_simulated=tuple(refused))


def _read(planned: Sequence[Planned], kept: Kept) -> tuple[list[MonitorInputs], list[NotSimulated]]:
    """The monitors whose options can be read, and the others."""
    readable: list[MonitorInputs] = []
    refused: list[NotSimulated] = []
    for one in of_type(planned, resources.MONITOR):
        try:
            readable.append(kept.of("inputs", (one,), partial(monitor_inputs, one)))
        except NotSimulatedError as error:
            refused.append(NotSimulated(monitor=one.name, reason=str(error), source=one.source))
    return readable, refused


@dataclass(frozen=True, kw_only=True, eq=False)
class _Work:
    world: World
    muting: Muting
    routing: Routing
    kept: Kept

    def evaluated(self, monitor: MonitorInputs, evaluate: Evaluate) -> Evaluated:
        """What a monitor says; the others can ask for it from then on."""
        _check(monitor, self.muting, self.routing)
        found = _fitting(self._said(monitor, evaluate))
        self.world.done.update({monitor.name: found, monitor.symbol: found})
        return found

    def _said(self, monitor: MonitorInputs, evaluate: Evaluate) -> Evaluated:
        if monitor.type not in resources.METRIC_TYPES:
            # It hangs on other monitors, or on an objective.
            return evaluate(monitor, self.world)
        frame = self.world.frame
        return self.kept.of(("said", frame.origin, frame.minutes), (monitor.resource,), partial(evaluate, monitor, self.world))

    def run(self, found: Evaluated) -> MonitorRun:
        """What is told of it."""
        groups = tuple(_group_run(found, group, track, self.muting, self.routing) for group, track in found.tracks.items())
        return MonitorRun(name=found.monitor.name, title=found.monitor.title, groups=groups, unproven=found.unproven)


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


def _group_run(found: Evaluated, group: Group, track: Track, muting: Muting, routing: Routing) -> GroupRun:
    monitor = found.monitor
    tags: Mapping[str, str] = dict(zip(found.keys, group, strict=True))
    states = spans(track.states, track)
    mutes = muting.over(monitor, {**found.scope, **tags})
    told = tell(states, reminders=reminders(monitor), mutes=mutes, tells_no_data=track.tells_no_data)
    return GroupRun(
        tags=tags,
        states=states,
        evaluations=spans(track.said, track),
        notifications=() if monitor.draft else tuple(routing.addressed(one, monitor, tags) for one in told),
    )
