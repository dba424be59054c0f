"""Time cut into panes of one slide each: a window is the last `per` of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from estate.alerting.series import Times

BLOCK = 16_384
"""Panes that are worked on at once: few enough for a processor's cache."""

Places = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`size` panes of `step` seconds from `since`, which is a multiple of `step` since 1970; window `k` ends with pane `k`."""

    since: int
    step: int
    per: int
    """Panes of a window: 1 for windows that do not overlap."""
    size: int

    @classmethod
    def between(cls, since: int, until: int, *, step: int, per: int) -> "Grid":
        """The panes from `since` to that of `until`; a pane begins at a multiple of its length."""
        first = since // step * step
        return cls(since=first, step=step, per=per, size=max(0, (until - first) // step + 1))

    @property
    def window(self) -> int:
        """Seconds of a window."""
        return self.step * self.per

    def begin(self, pane: int) -> int:
        """When the pane begins."""
        return self.since + pane * self.step

    def end(self, window: int) -> int:
        """When the window is over."""
        return self.since + (window + 1) * self.step

    def pane(self, time: int) -> int:
        """The pane of a time; below 0 before the first."""
        return (time - self.since) // self.step

    def within(self, times: Times) -> slice:
        """Which of the ascending times lie on the grid."""
        begin, end = np.searchsorted(times, (self.since, self.since + self.size * self.step))
        return slice(int(begin), int(end))

    def places(self, times: Times) -> Places | slice:
        """The pane of each time; a slice where each pane of a stretch has exactly one."""
        if times.size and int(times[-1] - times[0]) == (times.size - 1) * self.step:
            first = self.pane(int(times[0]))
            if self.pane(int(times[-1])) - first == times.size - 1 and bool((np.diff(times) == self.step).all()):
                return slice(first, first + times.size)
        return (times - self.since) // self.step

    def rolled(self, panes: NDArray[Any], join: np.ufunc) -> NDArray[Any]:
        """Each window's panes put together, as far as the grid goes back."""
        if self.per == 1:
            return panes
        found = np.empty_like(panes)
        for begin in range(0, len(panes), BLOCK):
            first = max(0, begin - self.per + 1)
            found[begin : begin + BLOCK] = _rolled(panes[first : begin + BLOCK], self.per, join)[begin - first :]
        return found


def _rolled(panes: NDArray[Any], per: int, join: np.ufunc) -> NDArray[Any]:
    """Windows of twice the length are made of two, as often as it takes: what lies outside one never touches it by rounding."""
    found, length, double = panes, 0, panes
    for power in range(per.bit_length()):
        if per >> power & 1:
            found = double if not length else _after(found, double, length, join)
            length += 1 << power
        if per >> power + 1:
            double = _after(double, double, 1 << power, join)
    return found


def _after(newer: NDArray[Any], older: NDArray[Any], by: int, join: np.ufunc) -> NDArray[Any]:
    """Windows of `by` panes with the windows before them."""
    found = newer.copy()
    join(newer[by:], older[:-by], out=found[by:])
    return found


def merged(times: Sequence[Times]) -> Times:
    """All of several ascending times, each once."""
    if all(np.array_equal(times[0], one) for one in times[1:]):
        return times[0]
    every = np.sort(np.concatenate(times), kind="stable")
    return every[np.diff(every, prepend=every[:1] - 1) > 0]
