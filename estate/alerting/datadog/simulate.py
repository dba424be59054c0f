"""All planned monitors over all series: what they would have said, and who would have been told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from estate.alerting.datadog import composite, resources
from estate.alerting.datadog.evaluate import Evaluated, evaluate, group_keys
from estate.alerting.datadog.frame import DAY, MINUTE, Frame, Instants
from estate.alerting.datadog.lookback import lookback
from estate.alerting.datadog.metric import Group, Store
from estate.alerting.datadog.mutes import Muting, scope_tags
from estate.alerting.datadog.notifications import tell
from estate.alerting.datadog.options import reminders, rules, tells_no_data
from estate.alerting.datadog.parse import parse_composite, parse_monitor, parse_slo, seconds
from estate.alerting.datadog.resources import MonitorInputs, Planned, monitor_inputs, of_type
from estate.alerting.datadog.routing import Routing
from estate.alerting.datadog.simulation import GroupRun, MonitorRun, NotSimulated, Simulation, Track, spans
from estate.alerting.datadog.slo import Measure, Objective, objective
from estate.alerting.datadog.states import Rules, Silence, Thresholds, outcomes
from estate.alerting.datadog.syntax import BurnRate, NotSimulatedError, Tags, references
from estate.alerting.datadog.windows import frequency
from estate.alerting.series import Series

SLO_IN_COMPOSITE = "an SLO alert inside a composite is documented nowhere"


def simulate(planned: Iterable[Planned], series: Iterable[Series], *, start: int, end: int) -> Simulation:
    """Evaluates every monitor from `start` to `end` (seconds since 1970), both included; series may begin before it.

    What the simulator does not know is in `not_simulated`, with the reason; nothing is taken as passed.
    """
    every = tuple(planned)
    work = _Work(
        planned=every,
        start=-(-start // MINUTE) * MINUTE,
        end=end,
        frame=Frame.around(start=start, end=end, history=lookback(every)),
        muting=Muting.of(every, start=start - DAY, end=end + DAY),
        routing=Routing.of(every),
    )
    work.evaluate(tuple(series))
    return Simulation(start=start, end=end, monitors=work.runs(), not_simulated=tuple(work.not_simulated))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evaluated:
    monitor: MonitorInputs
    keys: tuple[str, ...]
    tracks: Mapping[Group, Track]
    scope: Tags = field(default_factory=dict)
    """The tags that the query's own scope asks for."""
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Work:
    planned: Sequence[Planned]
    start: int
    end: int
    frame: Frame
    muting: Muting
    routing: Routing
    done: dict[str, _Evaluated] = field(default_factory=dict)
    not_simulated: list[NotSimulated] = field(default_factory=list)

    def evaluate(self, series: Sequence[Series]) -> None:
        store = Store.of(series, self.frame)
        steps = (
            (resources.METRIC_TYPES, partial(self._metric, store)),
            (frozenset({resources.SLO_TYPE}), partial(self._slo, store)),
            (frozenset({resources.COMPOSITE_TYPE}), self._composite),
        )
        monitors = resources.monitors(self.planned)
        self._name_unreadable()
        for types, step in steps:
            for monitor in monitors:
                if monitor.type in types:
                    self._attempt(monitor, step)
        known = {kind for types, _ in steps for kind in types}
        for monitor in monitors:
            if monitor.type not in known:
                self._give_up(monitor, f"monitors of type {monitor.type!r} are not simulated")

    def _name_unreadable(self) -> None:
        for one in of_type(self.planned, resources.MONITOR):
            try:
                monitor_inputs(one)
            except NotSimulatedError as error:
                self.not_simulated.append(NotSimulated(monitor=one.name, reason=str(error), source=one.source))

    def _attempt(self, monitor: MonitorInputs, step: Callable[[MonitorInputs], _Evaluated]) -> None:
        try:
            if monitor.unread:
                raise NotSimulatedError(f"monitors with {', '.join(monitor.unread)} are not simulated")
            self.routing.check(monitor)
            self.muting.check(monitor)
            found = step(monitor)
            if monitor.notify_by and set(monitor.notify_by) != set(found.keys):
                raise NotSimulatedError(
                    f"notifications by {', '.join(monitor.notify_by)} over groups by {', '.join(found.keys)} are not simulated"
                )
            self.done[monitor.name] = found
        except NotSimulatedError as error:
            self._give_up(monitor, str(error))

    def _give_up(self, monitor: MonitorInputs, reason: str) -> None:
        self.not_simulated.append(NotSimulated(monitor=monitor.name, reason=reason, source=monitor.source))

    def _instants(self, monitor: MonitorInputs, every: int, window: int) -> Instants:
        turns = Instants.between(self.frame, start=self.start, end=self.end, every=every)
        return replace(turns, delay=monitor.evaluation_delay, window=window)

    def _metric(self, store: Store, monitor: MonitorInputs) -> _Evaluated:
        query = parse_monitor(monitor.query)
        every, keys = frequency(query.window), group_keys(query.expression)
        instants = self._instants(monitor, every, query.window)
        how = rules(monitor, query)
        tracks = {
            group: Track(times=instants.times, said=outcomes(one, how, instants), every=every, tells_no_data=tells_no_data(monitor))
            for group, one in evaluate(query, store, instants, full=monitor.require_full_window).items()
        }
        return _Evaluated(monitor=monitor, keys=keys, tracks=tracks, scope=scope_tags(query))

    def _slo(self, store: Store, monitor: MonitorInputs) -> _Evaluated:
        query = parse_slo(monitor.query)
        found = self._objective(query.slo)
        budget = found.budget(query.over)
        measure = Measure(store=store, tracks=self._tracks_by_id())
        window = query.long if isinstance(query, BurnRate) else seconds(query.over)
        instants = self._instants(monitor, frequency(window), window)
        value = measure.bad_share(found.sli, instants) / budget
        if isinstance(query, BurnRate):
            value = np.minimum(value, measure.bad_share(found.sli, replace(instants, window=query.short)) / budget)
        else:
            value = value * 100.0
        always = np.ones(len(value), dtype=bool)
        evaluated = Evaluated(value=value, missing=~always, full=always, seen=np.ones(self.frame.minutes, dtype=bool))
        condition, given = query.condition, monitor.thresholds
        thresholds = Thresholds(
            comparison=condition.comparison,
            critical=condition.threshold,
            critical_recovery=given.get("criticalRecovery"),
            warning=given.get("warning"),
            warning_recovery=given.get("warningRecovery"),
        )
        how = Rules(thresholds=thresholds, silence=Silence(meaning="keep"), require_full_window=False, group_delay=None)
        track = Track(times=instants.times, said=outcomes(evaluated, how, instants), every=frequency(window))
        return _Evaluated(monitor=monitor, keys=(), tracks={(): track})

    def _objective(self, name: str) -> Objective:
        for one in of_type(self.planned, resources.OBJECTIVE):
            if name in {one.name, f"${{index/serviceLevelObjective.{one.name}.id}}"}:
                return objective(one)
        raise NotSimulatedError(f"the query names the objective {name}, which the plan does not hold")

    def _tracks_by_id(self) -> dict[str, Mapping[Group, Track]]:
        return {name: one.tracks for one in self.done.values() for name in (one.monitor.name, one.monitor.symbol)}

    def _composite(self, monitor: MonitorInputs) -> _Evaluated:
        trigger = parse_composite(monitor.query)
        by_id = {name: one for one in self.done.values() for name in (one.monitor.name, one.monitor.symbol)}
        children: dict[str, _Evaluated] = {}
        for name in references(trigger):
            if name not in by_id:
                raise NotSimulatedError(f"the composite names the monitor {name}, which is not simulated")
            if by_id[name].monitor.type == resources.COMPOSITE_TYPE:
                raise NotSimulatedError(f"the composite names {name}, which is a composite itself")
            children[name] = by_id[name]
        times = self._instants(monitor, composite.EVERY, 0).times
        met = composite.common_groups([(name, one.tracks) for name, one in children.items()])
        tracks = {group: composite.track(trigger, of, times, notify_no_data=monitor.notify_no_data) for group, of in met.items()}
        keys = max((one.keys for one in children.values()), key=len)
        unproven = (SLO_IN_COMPOSITE,) if any(one.monitor.type == resources.SLO_TYPE for one in children.values()) else ()
        return _Evaluated(monitor=monitor, keys=keys, tracks=tracks, unproven=unproven)

    def runs(self) -> dict[str, MonitorRun]:
        """Every monitor that was evaluated, with what was sent of it."""
        return {name: _run(one, self.muting, self.routing) for name, one in self.done.items()}


def _run(evaluated: _Evaluated, muting: Muting, routing: Routing) -> MonitorRun:
    monitor = evaluated.monitor
    groups = tuple(_group_run(evaluated, group, track, muting, routing) for group, track in evaluated.tracks.items())
    return MonitorRun(name=monitor.name, title=monitor.title, groups=groups, unproven=evaluated.unproven)


def _group_run(evaluated: _Evaluated, group: Group, track: Track, muting: Muting, routing: Routing) -> GroupRun:
    monitor, tags = evaluated.monitor, dict(zip(evaluated.keys, group, strict=True))
    states = spans(track.states(), track.times, every=track.every)
    mutes = muting.over(monitor, {**evaluated.scope, **tags})
    told = tell(states, reminders=reminders(monitor), mutes=mutes, tells_no_data=track.tells_no_data)
    return GroupRun(
        tags=tags,
        states=states,
        evaluations=spans(track.said, track.times, every=track.every),
        notifications=() if monitor.draft else tuple(routing.addressed(one, monitor, tags) for one in told),
    )
