"""One signal: a facet of a condition's query, or all of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from estate.alerting.newrelic.aggregates import Windows
from estate.alerting.newrelic.closing import Cadence, Closing, EventFlow, EventTimer, in_time
from estate.alerting.newrelic.gaps import HISTORY, Gaps, too_early
from estate.alerting.newrelic.incidents import Forced, ForcedEnd, Incident, Walk
from estate.alerting.newrelic.panes import Grid, merged
from estate.alerting.newrelic.resources import ConditionInputs
from estate.alerting.newrelic.rows import Rows, asked, check_metrics
from estate.alerting.newrelic.syntax import NotSimulatedError, Query
from estate.alerting.newrelic.where import matching
from estate.alerting.series import Times, Values

Facet = tuple[str, ...]
"""The values of the attributes by which a query stays apart."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Signal:
    """The rows of one facet, on the condition's grid."""

    condition: ConditionInputs
    query: Query
    grid: Grid
    rows: Sequence[Rows]
    points: Times
    closing: Closing
    full_after: int
    """The first window that the condition has seen all of."""

    @cached_property
    def values(self) -> Values:
        """What each window is judged by; NaN for none."""
        windows = Windows(grid=self.grid, rows=self.rows)
        values, present = windows.evaluate(self.query.select), windows.present
        condition = self.condition
        history = max([HISTORY, *(term.duration for term in condition.terms)])
        gaps = Gaps(fill=condition.fill, value=condition.fill_value, history=history, by_clock=condition.method == "cadence")
        filled = gaps.filled(values, present, self.grid)
        early = too_early(present, self.grid, delay=condition.evaluation_delay, history=history)
        early[: self.full_after] = True
        return np.where(early, np.nan, filled)

    def incidents(self, until: int, forced: ForcedEnd) -> list[Incident]:
        """Everything that the condition's terms and the loss of the signal open, in the order of time."""
        walk = Walk(grid=self.grid, closing=self.closing, values=self.values, until=until)
        losses = self._losses(until)
        found = [one for term in self.condition.terms for one in walk.incidents(term, self._forced(forced, losses))]
        if self.condition.opens_on_expiration:
            found += [self._lost(time, until, forced) for time in losses]
        return sorted(found, key=lambda one: (one.opened, one.priority))

    def _losses(self, until: int) -> list[int]:
        expiration = self.condition.expiration
        if expiration is None or not self.points.size:
            return []
        silent = np.diff(self.points, append=max(until, int(self.points[-1])) + 1)
        lost = self.points[silent > expiration] + expiration
        return lost[lost <= until].tolist()

    def _forced(self, forced: ForcedEnd, losses: Sequence[int]) -> ForcedEnd:
        if not self.condition.closes_on_expiration:
            return forced

        def ends(opened: int) -> Forced:
            end = forced(opened)
            loss = next((time for time in losses if opened < time <= end.time), None)
            return end if loss is None else Forced(time=loss, cause="signal loss")

        return ends

    def _lost(self, time: int, until: int, forced: ForcedEnd) -> Incident:
        place = int(np.searchsorted(self.points, time, side="right"))
        back = self.closing.at(self.grid.pane(int(self.points[place]))) if place < len(self.points) else None
        end = forced(time)
        if back is not None and back <= min(until, end.time):
            return Incident(priority="critical", cause="signal loss", opened=time, closed=back, ended=back, close_cause="recovered")
        if end.time <= until:
            return Incident(priority="critical", cause="signal loss", opened=time, closed=end.time, ended=end.time, close_cause=end.cause)
        return Incident(priority="critical", cause="signal loss", opened=time)


def signals(condition: ConditionInputs, query: Query, every: Iterable[Rows], *, since: int, until: int) -> dict[Facet, Signal]:
    """The signals of a condition that has been there since a time; a query without FACET has its one, if it has rows."""
    if condition.step <= 0 or condition.window % condition.step:
        raise NotSimulatedError(f"a slide of {condition.step} s does not divide the window of {condition.window} s")
    check_metrics(query)
    grid = Grid.between(since, until, step=condition.step, per=condition.window // condition.step)
    found: dict[Facet, list[Rows]] = {}
    for facet, rows in _faceted(query, every, grid):
        found.setdefault(facet, []).append(rows)
    full_after = grid.per - 1 + (1 if grid.since < since else 0)
    return {facet: _signal(condition, query, grid, rows, full_after) for facet, rows in sorted(found.items())}


def _faceted(query: Query, every: Iterable[Rows], grid: Grid) -> Iterator[tuple[Facet, Rows]]:
    for rows in asked(query, every):
        found = matching(query.where, rows)
        if found is False:
            continue
        if any(name in rows.columns for name in query.facets):
            raise NotSimulatedError(f"FACET by the measured attribute {', '.join(name for name in query.facets if name in rows.columns)}")
        if not all(name in rows.constants for name in query.facets):
            continue
        kept = rows if found is True or np.all(found) else rows.where(np.asarray(found))
        within = grid.within(kept.times)
        if within.start < within.stop:
            yield tuple(str(rows.constants[name]) for name in query.facets), kept


def _signal(condition: ConditionInputs, query: Query, grid: Grid, rows: Sequence[Rows], full_after: int) -> Signal:
    points = _points(rows, grid)
    if condition.method == "event_timer":
        kept = in_time(points, grid, condition.timer)
        if len(kept) < len(points):
            rows, points = [one.where(np.isin(one.times, kept)) for one in rows], kept
    return Signal(
        condition=condition,
        query=query,
        grid=grid,
        rows=rows,
        points=points,
        closing=_closing(condition, grid, points),
        full_after=full_after,
    )


def _points(rows: Sequence[Rows], grid: Grid) -> Times:
    sent = [one.times if one.weights is None else one.times[one.weights > 0] for one in rows]
    times = [one[grid.within(one)] for one in sent]
    return merged(times)


def _closing(condition: ConditionInputs, grid: Grid, points: Times) -> Closing:
    match condition.method:
        case "event_flow":
            return EventFlow(grid=grid, points=points, delay=condition.delay)
        case "event_timer":
            return EventTimer(grid=grid, points=points, timer=condition.timer)
        case "cadence":
            return Cadence(grid=grid, delay=condition.delay)
    raise NotSimulatedError(f"the aggregation method {condition.method!r}; expected event_flow, event_timer or cadence")
