"""From the values of a signal's windows to the events that its condition opens and closes.

The vendor's documents call them incidents, alert events or violations; sources: docs alerts, create NRQL alert conditions and
how alert events are closed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from estate.alerting.newrelic.closing import Closing
from estate.alerting.newrelic.panes import Grid, Places
from estate.alerting.newrelic.resources import Priority, Term
from estate.alerting.newrelic.rows import Mask
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.series import Values

Cause = Literal["threshold", "signal loss", "expression"]
CloseCause = Literal["recovered", "signal loss", "time limit", "muting ended"]

ROUNDING = 1e-12
"""Values that differ from a threshold by less than this share of it are equal to it: no more than the error of adding them up."""


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One event of a condition, in seconds since 1970 (UTC)."""

    priority: Priority
    cause: Cause
    opened: int
    """When it was decided that the threshold is met."""
    closed: int | None = None
    """When the vendor says that it ended: the start of the recovery; None while it is open."""
    ended: int | None = None
    """When it was decided that it ended, and told."""
    close_cause: CloseCause | None = None
    silent: bool = False
    """Whether nobody sees it but compound conditions."""

    def is_open(self, time: int) -> bool:
        """Whether it is known to be open at a time."""
        return self.opened <= time and (self.ended is None or time < self.ended)


@dataclass(frozen=True, kw_only=True)
class Forced:
    """An end that no recovery brings about."""

    time: int
    cause: CloseCause


ForcedEnd = Callable[[int], Forced]
"""The end of what opened at a time, if it does not recover before."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Walk:
    """The windows of a signal, and how they are closed; what is evaluated after `until` is not seen."""

    grid: Grid
    closing: Closing
    values: Values
    until: int

    def incidents(self, term: Term, forced: ForcedEnd) -> Iterator[Incident]:
        """What the term opens, in order."""
        needed = _needed(term, self.grid.step)
        last = min(self.closing.last(self.until), self.grid.size - 1)
        values = self.values[: last + 1]
        breached = breaches(term, values)
        opening = _runs(breached, needed) if term.occurrences == "all" else np.flatnonzero(breached)
        closing = _runs(~breached & ~np.isnan(values), needed)
        wait = needed if term.occurrences == "all" else 1
        after = -1
        while (window := _next(opening, after + wait)) is not None and (opened := self.closing.at(window)) is not None:
            incident, after = self._ended(term, opened, window, closing, needed, forced(opened))
            yield incident
            if incident.ended is None:
                return

    def _ended(self, term: Term, opened: int, window: int, closing: Places, needed: int, forced: Forced) -> tuple[Incident, int]:
        over = _next(closing, window + 1)
        told = self.closing.at(over) if over is not None else None
        if over is not None and told is not None and told <= min(forced.time, self.until):
            closed = max(opened, self.grid.end(over - needed))
            return _incident(term, opened, closed, told, "recovered"), over
        if forced.time <= self.until:
            return _incident(term, opened, forced.time, forced.time, forced.cause), max(window, self.closing.last(forced.time))
        return _incident(term, opened, None, None, None), window


def _incident(term: Term, opened: int, closed: int | None, ended: int | None, cause: CloseCause | None) -> Incident:
    return Incident(
        priority=term.priority, cause="threshold", opened=opened, closed=closed, ended=ended, close_cause=cause, silent=term.silent
    )


def breaches(term: Term, values: Values) -> Mask:
    """Which values meet the term; NULL never does."""
    near = abs(term.threshold) * ROUNDING
    match term.operator:
        case "above":
            return values > term.threshold + near
        case "above_or_equals":
            return values >= term.threshold - near
        case "below":
            return values < term.threshold - near
        case "below_or_equals":
            return values <= term.threshold + near
        case "equals":
            return abs(values - term.threshold) <= near
        case "not_equals":
            return abs(values - term.threshold) > near
    raise NotSimulatedError(f"the operator {term.operator!r} of the {term.priority} term is none of New Relic's")


def _needed(term: Term, step: int) -> int:
    if term.duration <= 0 or term.duration % step:
        raise NotSimulatedError(f"a threshold duration of {term.duration} s is no multiple of the {step} s between two windows")
    return term.duration // step


def _runs(found: Mask, needed: int) -> Places:
    """The last places of as many neighbours in a row as needed."""
    grown, length = found.copy(), 1
    while length < needed:
        by = min(length, needed - length)
        grown[by:] &= grown[:-by].copy()
        grown[:by] = False
        length += by
    return np.flatnonzero(grown)


def _next(places: Places, at_least: int) -> int | None:
    index = int(np.searchsorted(places, at_least))
    return int(places[index]) if index < len(places) else None
