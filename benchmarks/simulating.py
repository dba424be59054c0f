"""What the benchmarks of the simulators have in common: a planned resource, the plain pass, and how each is measured. No program."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from estate.alerting.series import Kind, Series

START = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MINUTE = 60
WINDOW = 5
TARGET = 10


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A resource of a plan."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None = None


def compared(what: str, data: Sequence[Series], run: Callable[[float, float], None], *, many: int, minutes: int, rounds: int) -> float:
    """Print what `run` costs over shares of the minutes and of the monitors; the seconds of a plain pass."""
    plain = best(lambda: plain_pass(data[0]), rounds * 3)
    sizes = {(share, part): best(lambda share=share, part=part: run(share, part), rounds) for share in (0.5, 1.0) for part in (0.5, 1.0)}
    whole = sizes[1.0, 1.0]
    print(f"{many} {what}s, {minutes:,} minutes: {whole:.2f} s; a plain rolling pass {plain * 1000:.1f} ms")
    print(f"a {what}'s minute costs {whole / many / plain:.1f} plain passes (target at most {TARGET})")
    print(f"twice the {what}s take {whole / sizes[1.0, 0.5]:.2f} times as long, twice the minutes {whole / sizes[0.5, 1.0]:.2f}")
    return plain


def best(work: Callable[[], object], rounds: int) -> float:
    """A processor's seconds, of the best of several rounds."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def plain_pass(data: Series) -> np.ndarray:
    """A running sum, the difference over five minutes, the division and the comparison."""
    summed = np.cumsum(data.values)
    return (summed[WINDOW:] - summed[:-WINDOW]) / WINDOW > 90


def series(minutes: int, *, history: int, tags: Mapping[str, str]) -> list[Series]:
    """A processor, requests and failures, from so many minutes before the start on."""
    chance = np.random.default_rng(7)
    times = START + MINUTE * np.arange(-history, minutes, dtype=np.int64)

    def one(metric: str, kind: Kind, values: np.ndarray) -> Series:
        return Series(metric=metric, kind=kind, tags=tags, times=times, values=values.astype(float))

    return [
        one("cpu", "gauge", chance.normal(50, 10, len(times))),
        one("hits", "count", chance.poisson(100, len(times))),
        one("errors", "count", chance.poisson(0.05, len(times))),
    ]
