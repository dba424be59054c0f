"""What stands in for windows without data, and when a signal is new again (docs: create NRQL alert conditions, fill data gaps)."""

from dataclasses import dataclass

import numpy as np

from estate.alerting.newrelic.panes import Grid
from estate.alerting.newrelic.rows import Mask
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.series import Values

HISTORY = 7200
"""Seconds; a signal's history is dropped after this time without data, or after its threshold duration if that is longer."""


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """How a condition fills them."""

    fill: str
    value: float
    history: int
    by_clock: bool
    """Whether empty windows are evaluated as they pass; by the data's own time they are when the next point comes."""

    def filled(self, values: Values, present: Mask, grid: Grid) -> Values:
        """The values with gaps filled that are short enough to belong to a signal that goes on."""
        if self.fill == "none" or not present.any():
            return values
        if self.fill not in ("static", "last_value"):
            raise NotSimulatedError(f"the fill option {self.fill!r}; expected none, static or last_value")
        empty = np.isnan(values)
        if not empty.any():
            return values
        places = np.arange(grid.size)
        before = np.maximum.accumulate(np.where(present, places, -1))
        after = np.minimum.accumulate(np.where(present, places, grid.size)[::-1])[::-1]
        silent = (places - before if self.by_clock else after - before - 1) * grid.step
        alive = (before >= 0) & (silent <= self.history) & ((after < grid.size) | self.by_clock)
        if self.fill == "static":
            return np.where(empty & alive, self.value, values)
        known = np.maximum.accumulate(np.where(empty, -1, places))
        return np.where(empty & alive & (known >= 0), values[np.maximum(known, 0)], values)


def too_early(present: Mask, grid: Grid, *, delay: int, history: int) -> Mask:
    """The windows that end within the evaluation delay of a signal that is new: first seen, or silent for so long."""
    early = np.zeros(grid.size, dtype=bool)
    seen = np.flatnonzero(present)
    if not delay or not seen.size:
        return early
    new = seen[np.diff(seen, prepend=seen[0] - history // grid.step - 2) > history // grid.step + 1]
    for first in new.tolist():
        early[first : first + delay // grid.step] = True
    return early
