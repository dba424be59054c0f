"""What monitors look at: points in time, as a vendor would have stored them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["count", "gauge", "rate", "distribution"]
Attribute = str | float | bool
Times = NDArray[np.int64]
Values = NDArray[np.float64]


def _ones() -> Values:
    return np.ones(0)


class SeriesError(ValueError):
    """Points that no vendor would have stored; the text says which."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Series:
    """One metric of one set of tags: `values[i]` at `times[i]`, in seconds since 1970 (UTC).

    Times ascend; only a distribution, whose values are single samples, may repeat one. `weights[i]` says how many samples
    a value of a distribution stands for. A point that is not there was never sent: there is no NaN.
    """

    metric: str
    kind: Kind
    tags: Mapping[str, str]
    times: Times
    values: Values
    weights: Values = field(default_factory=_ones)

    def __post_init__(self) -> None:
        _refuse_odd(self.metric, self.times, self.values, strict=self.kind != "distribution")
        if self.kind == "distribution" and len(self.weights) != len(self.times):
            raise SeriesError(f"{self.metric}: {len(self.weights)} weights for {len(self.times)} samples")


@dataclass(frozen=True, kw_only=True, eq=False)
class Events:
    """Events of one type that differ in nothing but their time: `counts[i]` of them at `times[i]`, in seconds since 1970 (UTC)."""

    type: str
    """As NRQL names it after FROM: `Transaction`, `Span`, `Metric`, `SyntheticCheck`..."""
    attributes: Mapping[str, Attribute]
    times: Times
    counts: Values

    def __post_init__(self) -> None:
        _refuse_odd(self.type, self.times, self.counts, strict=True)


def _refuse_odd(name: str, times: Times, values: Values, *, strict: bool) -> None:
    if len(times) != len(values):
        raise SeriesError(f"{name}: {len(times)} times for {len(values)} values")
    steps = np.diff(times)
    wrong = np.flatnonzero(steps <= 0 if strict else steps < 0)
    if wrong.size:
        raise SeriesError(f"{name}: the time at place {int(wrong[0]) + 1} is not after the one before it")
    if not np.isfinite(values).all():
        raise SeriesError(f"{name}: the value at place {int(np.flatnonzero(~np.isfinite(values))[0])} is no number")
