"""Service level objectives: the share of what was bad over a window (docs: service_level_objectives/metric, monitor, time_slice)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from estate.alerting.datadog.comparing import breaches
from estate.alerting.datadog.evaluate import field_for, group_keys, groups_of, operate, totals
from estate.alerting.datadog.frame import MINUTE, Frame, Instants
from estate.alerting.datadog.metric import Store
from estate.alerting.datadog.parse import parse_expression
from estate.alerting.datadog.ranges import Present, counts
from estate.alerting.datadog.simulation import Track
from estate.alerting.datadog.states import State
from estate.alerting.datadog.syntax import Arithmetic, Call, Comparison, Expression, Metric, NotSimulatedError, Number, Rollup, Variable
from estate.alerting.planned import Planned
from estate.alerting.series import Values

SLICE = 300
"""Seconds; the vendor's default length of a slice."""


@dataclass(frozen=True, kw_only=True)
class EventCount:
    """Good events of all events."""

    good: Expression
    total: Expression


@dataclass(frozen=True, kw_only=True)
class TimeSlices:
    """Slices of time in which a condition holds; one without data is up."""

    value: Expression
    comparison: Comparison
    threshold: float
    length: int


@dataclass(frozen=True, kw_only=True)
class MonitorUptime:
    """Time in which none of the monitors is in ALERT."""

    monitors: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A planned objective: what is measured, and the target in per cent by timeframe."""

    name: str
    sli: EventCount | TimeSlices | MonitorUptime
    targets: Mapping[str, float]

    def budget(self, timeframe: str) -> float:
        """The share that may be bad. NotSimulatedError for a timeframe without a target."""
        if timeframe not in self.targets:
            raise NotSimulatedError(f"the objective {self.name} has no target over {timeframe}; it has {', '.join(sorted(self.targets))}")
        return 1.0 - self.targets[timeframe] / 100.0


def objective(planned: Planned) -> Objective:
    """The objective of a planned resource. NotSimulatedError says what of it is not simulated."""
    try:
        return _objective(planned)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, NotSimulatedError):
            raise
        raise NotSimulatedError(f"the objective {planned.name} cannot be read before the deployment: {error!r}") from None


def _objective(planned: Planned) -> Objective:
    given = planned.inputs
    targets = {str(one["timeframe"]): float(one["target"]) for one in given.get("thresholds") or ()}
    if given.get("timeframe") and given.get("targetThreshold") is not None:
        targets.setdefault(str(given["timeframe"]), float(given["targetThreshold"]))
    return Objective(name=planned.name, sli=_sli(planned), targets=targets)


def _sli(planned: Planned) -> EventCount | TimeSlices | MonitorUptime:
    given = planned.inputs
    specification = given.get("sliSpecification") or {}
    if given.get("type") == "monitor":
        return MonitorUptime(monitors=tuple(map(str, given.get("monitorIds") or ())), groups=tuple(given.get("groups") or ()))
    if "timeSlice" in specification:
        return _time_slices(specification["timeSlice"])
    if "count" in specification:
        return _event_count(specification["count"])
    if given.get("query"):
        return EventCount(good=_overall(given["query"]["numerator"]), total=_overall(given["query"]["denominator"]))
    raise NotSimulatedError(f"the objective {planned.name} of type {given.get('type')!r} is not simulated")


def _event_count(count: Mapping[str, Any]) -> EventCount:
    queries = _queries(count["queries"])
    good = _ungrouped(_formula(count["goodEventsFormula"], queries))
    if count.get("totalEventsFormula"):
        return EventCount(good=good, total=_ungrouped(_formula(count["totalEventsFormula"], queries)))
    bad = _ungrouped(_formula(count["badEventsFormula"], queries))
    return EventCount(good=good, total=Arithmetic(operator="+", left=_zeroed(good), right=_zeroed(bad)))


def _time_slices(given: Mapping[str, Any]) -> TimeSlices:
    length = int(given.get("queryIntervalSeconds") or SLICE)
    value = _formula(given["query"]["formula"], _queries(given["query"]["queries"]))

    def sliced(metric: Metric) -> Metric:
        return replace(metric, rollup=Rollup(method=metric.rollup.method if metric.rollup else None, interval=length))

    return TimeSlices(value=_each_metric(value, sliced), comparison=given["comparator"], threshold=float(given["threshold"]), length=length)


def _queries(given: Sequence[Mapping[str, Any]]) -> dict[str, Expression]:
    return {one["metricQuery"]["name"]: parse_expression(one["metricQuery"]["query"]) for one in given}


def _formula(given: Any, queries: Mapping[str, Expression]) -> Expression:
    text = given["formulaExpression"] if isinstance(given, Mapping) else given
    return _replaced(parse_expression(str(text)), queries)


def _replaced(expression: Expression, queries: Mapping[str, Expression]) -> Expression:
    match expression:
        case Variable():
            if expression.name not in queries:
                raise NotSimulatedError(f"the formula names the query {expression.name}; there are {', '.join(sorted(queries))}")
            return queries[expression.name]
        case Arithmetic():
            return replace(expression, left=_replaced(expression.left, queries), right=_replaced(expression.right, queries))
        case Call():
            return replace(expression, argument=_replaced(expression.argument, queries))
    return expression


def _overall(text: str) -> Expression:
    return _ungrouped(parse_expression(text))


def _ungrouped(expression: Expression) -> Expression:
    def overall(metric: Metric) -> Metric:
        return replace(metric, by=())

    return _each_metric(expression, overall)


def _zeroed(expression: Expression) -> Expression:
    return Call(function="default_zero", argument=expression, parameters=())


def _each_metric(expression: Expression, change: Callable[[Metric], Metric]) -> Expression:
    match expression:
        case Metric():
            return change(expression)
        case Arithmetic():
            return replace(expression, left=_each_metric(expression.left, change), right=_each_metric(expression.right, change))
        case Call():
            return replace(expression, argument=_each_metric(expression.argument, change))
        case Number() | Variable():
            return expression


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """What objectives are measured from."""

    store: Store
    tracks: Mapping[str, Mapping[tuple[str, ...], Track]]
    """By a monitor's symbol and its name."""

    def bad_share(self, sli: EventCount | TimeSlices | MonitorUptime, instants: Instants) -> Values:
        """What share of each window was bad, from 0 to 1; NaN where nothing happened in it."""
        match sli:
            case EventCount():
                good, every = totals((sli.good, sli.total), self.store, instants)
                return 1.0 - operate("/", np.nan_to_num(good), every)
            case TimeSlices():
                return _share(self._bad_slices(sli), instants, cell=sli.length // MINUTE)
            case MonitorUptime():
                return _share(self._down(sli), instants, cell=1)

    def _bad_slices(self, sli: TimeSlices) -> Present:
        keys = group_keys(sli.value)
        bad = np.zeros(self.store.frame.minutes * MINUTE // sli.length, dtype=bool)
        for group in groups_of(sli.value, self.store, keys):
            values = field_for(sli.value, self.store, group, keys).cells
            bad |= ~np.isnan(values) & ~breaches(values, sli.comparison, sli.threshold)
        return bad

    def _down(self, sli: MonitorUptime) -> Present:
        down = np.zeros(self.store.frame.minutes, dtype=bool)
        for name in sli.monitors:
            if name not in self.tracks:
                raise NotSimulatedError(f"the objective measures the monitor {name}, which is not simulated")
            for group, track in self.tracks[name].items():
                if not sli.groups or ",".join(group) in {one.partition(":")[2] or one for one in sli.groups}:
                    down |= _minutes_down(track, self.store.frame)
        return down


def _minutes_down(track: Track, frame: Frame) -> Present:
    """WARN counts as up, and so does NO DATA unless somebody is told of it (docs: service_level_objectives/monitor, missing data)."""
    states = track.at(np.arange(frame.minutes, dtype=np.int64) * MINUTE + frame.origin)
    return (states == State.ALERT) | ((states == State.NO_DATA) & track.tells_no_data)


def _share(bad: Present, instants: Instants, *, cell: int) -> Values:
    ranges = instants.ranges(cell=cell, with_newest=False)
    return counts(bad, ranges) / np.maximum(ranges.lengths, 1)
