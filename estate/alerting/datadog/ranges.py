"""The same question over many ranges of an array at once: sums, largest and smallest values, all in NumPy.

Ranges are answered from blocks whose lengths are powers of two, so that a rounding error grows with the logarithm of a
range's length and never with its place in the array, as it would with differences of one running sum.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from estate.alerting.series import Values

Places = NDArray[np.int64]
Present = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Even:
    """So many ranges of one length, whose beginnings are equally far apart."""

    first: int
    step: int
    length: int
    number: int

    @property
    def low(self) -> Places:
        """The first place of each range."""
        return np.arange(self.number, dtype=np.int64) * self.step + self.first

    @property
    def high(self) -> Places:
        """The place after each range."""
        return self.low + self.length

    @property
    def lengths(self) -> int:
        """How many places every range has."""
        return self.length

    @property
    def reach(self) -> slice:
        """From the first place of any range to the last."""
        return slice(self.first, self.first + (self.number - 1) * self.step + self.length)


@dataclass(frozen=True, kw_only=True, eq=False)
class Uneven:
    """From `low` up to and without `high`, each within the array; an empty range has `high <= low`."""

    low: Places
    high: Places

    @property
    def lengths(self) -> Places:
        """How many places each range has."""
        return np.maximum(self.high - self.low, 0)

    @property
    def reach(self) -> slice:
        """From the first place of any range to the last."""
        return slice(int(self.low.min()), max(int(self.high.max()), int(self.low.min())))


Ranges = Even | Uneven


def fold(combine: Any, values: Values, ranges: Ranges, *, empty: float) -> Values:
    """`combine` (`np.add`, `np.maximum`, `np.minimum`) over each range; `empty` is what it gives for none, and its neutral element."""
    if isinstance(ranges, Even):
        return _fold_even(combine, values[ranges.reach], ranges, empty)
    return _fold_uneven(combine, values, ranges.low.copy(), ranges.lengths, empty)


def counts(present: Present, ranges: Ranges) -> Places | int:
    """How many places of each range are true; one number where it is the same for all."""
    if isinstance(ranges, Even) and present[ranges.reach].all():
        return ranges.length
    before = np.zeros(len(present) + 1, dtype=np.int64)
    np.cumsum(present, out=before[1:])
    return before[np.maximum(ranges.high, ranges.low)] - before[ranges.low]


CHUNK = 1 << 14
"""How many ranges are answered at once, so that what lies between stays in the processor's cache."""


def _fold_even(combine: Any, values: Values, even: Even, empty: float) -> Values:
    result = np.full(even.number, empty)
    for begin in range(0, even.number, CHUNK):
        out = result[begin : begin + CHUNK]
        first = begin * even.step
        _fold_chunk(combine, values[first : first + (len(out) - 1) * even.step + even.length], even, out)
    return result


def _fold_chunk(combine: Any, values: Values, even: Even, out: Values) -> None:
    offset, size = 0, 1
    while size <= even.length:
        if even.length & size:
            part = values[offset : offset + (len(out) - 1) * even.step + 1 : even.step]
            combine(out, part, out=out)
            offset += size
        if size * 2 <= even.length:
            values = combine(values[:-size], values[size:])
        size *= 2


def _fold_uneven(combine: Any, values: Values, place: Places, lengths: Places, empty: float) -> Values:
    result = np.full(len(lengths), empty)
    size, longest = 1, int(lengths.max())
    while size <= longest:
        chosen = np.flatnonzero(lengths & size)
        result[chosen] = combine(result[chosen], values[place[chosen]])
        place[chosen] += size
        if size * 2 <= longest:
            values = combine(values[:-size], values[size:])
        size *= 2
    return result
