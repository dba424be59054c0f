"""Time cut into panes of one slide each: a window is the last `per` of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from estate.alerting.series import Times, Values

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

    def rolled(self, panes: Values, join: np.ufunc, neutral: float) -> Values:
        """Each window's panes put together.

        Blocks of a window's length are accumulated from both ends, and each window is the end of one and the beginning of
        the next: no value outside a window touches its result, not even by rounding.
        """
        if self.per == 1:
            return panes
        count = -(-len(panes) // self.per)
        padded = np.full((count + 1) * self.per, neutral)
        padded[self.per : self.per + len(panes)] = panes
        blocks = padded.reshape(-1, self.per)
        ahead = join.accumulate(blocks, axis=1).reshape(-1)
        behind = np.ascontiguousarray(join.accumulate(blocks[:, ::-1], axis=1)[:, ::-1]).reshape(-1)
        ends = slice(self.per, self.per + len(panes))
        result = join(behind[1 : len(panes) + 1], ahead[ends])
        aligned = slice(self.per - 1, len(panes), self.per)
        result[aligned] = ahead[ends][aligned]
        return result
