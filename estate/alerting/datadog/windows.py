"""How often a monitor is evaluated, and whether its window holds enough data (docs: monitors/configuration, monitors/types/metric)."""

from typing import Literal

import numpy as np

from estate.alerting.datadog.frame import DAY, MINUTE, Instants
from estate.alerting.datadog.ranges import Places, Present, Uneven, counts

BUCKET_MINUTES = {"m": 1, "h": 10, "d": 60, "mo": 240}
"""The size of a bucket by the unit in which the window is written."""
EMPTY_BUCKETS = 3
"""How many buckets of a full window may be empty; never the first."""


def frequency(window: int) -> int:
    """The seconds between two evaluations of a monitor whose window has so many seconds."""
    if window < DAY:
        return MINUTE
    return 10 * MINUTE if window < 2 * DAY else 30 * MINUTE


def full_window(present: Present, instants: Instants, *, unit: Literal["m", "h", "d", "mo"]) -> Present:
    """Whether the first bucket of each window has a point, and no more than three have none."""
    ranges = instants.ranges(with_newest=False)
    if present[ranges.reach].all():
        return np.ones(instants.number, dtype=bool)
    size = BUCKET_MINUTES[unit]
    number = -(-instants.window // (size * MINUTE))
    first = ranges.low
    filled = _filled_from(present, size)
    empty = _every(~filled, size)
    last = first + (number - 1) * size
    return filled[first] & (empty[last + size] - empty[first] <= EMPTY_BUCKETS)


def _filled_from(present: Present, size: int) -> Present:
    """For each minute whether the bucket that begins there has a point."""
    low = np.arange(len(present))
    return np.greater(counts(present, Uneven(low=low, high=np.minimum(low + size, len(present)))), 0)


def _every(flags: Present, size: int) -> Places:
    """Before each place, how many of the flags that lie whole buckets before it are set; one bucket longer than the flags."""
    rows = flags.reshape(-1, size)
    before = np.zeros((len(rows) + 1, size), dtype=np.int64)
    np.cumsum(rows, axis=0, out=before[1:])
    return before.reshape(-1)
