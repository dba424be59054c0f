"""When a window is evaluated: the three aggregation methods.

A point arrives at its own timestamp, and each facet is a signal with a clock of its own: what another facet sends does not
close its windows (docs: alerts, streaming alerts key terms and concepts).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from estate.alerting.newrelic.panes import Grid
from estate.alerting.series import Times


class Closing(Protocol):
    """How a signal's windows are closed, in their order."""

    def at(self, window: int) -> int | None:
        """When the window is evaluated; None where that is never."""
        ...

    def last(self, time: int) -> int:
        """The last window that is evaluated at this time or before; -1 for none."""
        ...


@dataclass(frozen=True, kw_only=True, eq=False)
class EventFlow:
    """A window closes with the first point stamped `delay` seconds after its end or later."""

    grid: Grid
    points: Times
    delay: int

    def at(self, window: int) -> int | None:
        """The time of that point."""
        place = int(np.searchsorted(self.points, self.grid.end(window) + self.delay))
        return int(self.points[place]) if place < len(self.points) else None

    def last(self, time: int) -> int:
        """The last window that the newest point closes."""
        place = int(np.searchsorted(self.points, time, side="right")) - 1
        return -1 if place < 0 else max(-1, self.grid.pane(int(self.points[place]) - self.delay) - 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class EventTimer:
    """A window closes `timer` seconds after its last point; an empty one with the next that has points.

    Where windows overlap, the timer runs for each slide: what runs for overlapping windows is undocumented.
    """

    grid: Grid
    points: Times
    timer: int

    def at(self, window: int) -> int | None:
        """The end of the timer of the window's last point."""
        place = int(np.searchsorted(self.points, self.grid.begin(window)))
        if place == len(self.points):
            return None
        over = self.grid.end(self.grid.pane(int(self.points[place])))
        return int(self.points[int(np.searchsorted(self.points, over)) - 1]) + self.timer

    def last(self, time: int) -> int:
        """The last window whose timer is over."""
        place = int(np.searchsorted(self.points, time - self.timer, side="right")) - 1
        if place < 0:
            return -1
        pane = self.grid.pane(int(self.points[place]))
        if place + 1 < len(self.points) and self.grid.pane(int(self.points[place + 1])) == pane:
            before = int(np.searchsorted(self.points, self.grid.begin(pane))) - 1
            return self.grid.pane(int(self.points[before])) if before >= 0 else -1
        return pane


@dataclass(frozen=True, kw_only=True, eq=False)
class Cadence:
    """A window closes `delay` seconds after its end, by the wall clock."""

    grid: Grid
    delay: int

    def at(self, window: int) -> int | None:
        """The end of the delay."""
        return self.grid.end(window) + self.delay

    def last(self, time: int) -> int:
        """The last window whose delay is over."""
        return max(-1, self.grid.pane(time - self.delay) - 1)


def in_time(points: Times, grid: Grid, timer: int) -> Times:
    """The points that come before a timer of their pane has run out: later ones of that pane are not added any more."""
    if timer >= grid.step or len(points) < 2:
        return points
    panes = (points - grid.since) // grid.step
    late = np.concatenate(([False], (np.diff(panes) == 0) & (np.diff(points) > timer)))
    if not late.any():
        return points
    runs = np.cumsum(late)
    first = np.searchsorted(panes, panes)
    return points[runs == runs[first]]
