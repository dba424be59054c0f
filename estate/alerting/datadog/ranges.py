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


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranges:
    """From `low` up to and without `high`, each within the array; an empty range has `high <= low`."""

    low: Places
    high: Places

    @property
    def lengths(self) -> Places:
        """How many places each range has."""
        return np.maximum(self.high - self.low, 0)


def fold(combine: Any, values: Values, ranges: Ranges, *, empty: float) -> Values:
    """`combine` (`np.add`, `np.maximum`, `np.minimum`) over each range; `empty` is what it gives for none, and its neutral element."""
    lengths = ranges.lengths
    if not lengths.size:
        return np.zeros(0)
    step = _even_step(ranges.low, lengths)
    if step is not None:
        return _fold_even(combine, values, ranges.low, int(lengths[0]), step, empty)
    return _fold_any(combine, values, ranges.low.copy(), lengths, empty)


def counts(present: NDArray[np.bool_], ranges: Ranges) -> Places:
    """How many places of each range are true."""
    before = np.zeros(len(present) + 1, dtype=np.int64)
    np.cumsum(present, out=before[1:])
    return before[np.maximum(ranges.high, ranges.low)] - before[ranges.low]


def _even_step(low: Places, lengths: Places) -> int | None:
    if (lengths != lengths[0]).any():
        return None
    step = int(low[1] - low[0]) if len(low) > 1 else 1
    return step if step > 0 and bool((np.diff(low) == step).all()) else None


def _fold_even(combine: Any, values: Values, low: Places, length: int, step: int, empty: float) -> Values:
    result: Values | None = None
    offset, size, count = int(low[0]), 1, len(low)
    while size <= length:
        if length & size:
            part = values[offset : offset + (count - 1) * step + 1 : step]
            result = part.copy() if result is None else combine(result, part, out=result)
            offset += size
        if size * 2 <= length:
            values = combine(values[:-size], values[size:])
        size *= 2
    return np.full(count, empty) if result is None else result


def _fold_any(combine: Any, values: Values, place: Places, lengths: Places, empty: float) -> Values:
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
