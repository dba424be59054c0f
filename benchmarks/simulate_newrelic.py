"""What simulating New Relic's conditions costs, as multiples of one plain NumPy rolling mean over the same minutes.

    python benchmarks/simulate_newrelic.py [--minutes 525600] [--conditions 24] [--rounds 3]

A plain pass is a running sum, the difference over five minutes, the division and the comparison. A mixture of conditions as an
estate has them (thresholds, error rates, facets, overlapping windows, filled gaps, lost signals) is simulated over half and all
of the minutes, with half and all of the conditions. Nothing is kept from one condition for the next. Every figure is a
processor's time, of the best of several rounds, in one run.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from estate.alerting.newrelic import simulate
from estate.alerting.series import Kind, Series

START = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MINUTE = 60
WINDOW = 5
TARGET = 10
CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"


@dataclass(frozen=True, kw_only=True)
class Planned:
    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Kindred:
    """Conditions that differ in their threshold alone."""

    query: str
    threshold: float
    minutes: int = 5
    options: Mapping[str, Any]


SLIDING = {"aggregationWindow": 3600, "slideBy": 60}
LOSS = {"expirationDuration": 600, "closeViolationsOnExpiration": True, "openViolationOnExpiration": True}
MIXTURE = (
    Kindred(query="SELECT average(cpu) FROM Metric WHERE service = 's'", threshold=80, options={}),
    Kindred(query="SELECT max(cpu) FROM Metric WHERE service = 's' FACET host", threshold=95, minutes=15, options=LOSS),
    Kindred(
        query="SELECT average(cpu) FROM Metric WHERE service = 's'",
        threshold=70,
        minutes=1,
        options={"aggregationWindow": 300, "slideBy": 60},
    ),
    Kindred(query="SELECT sum(errors) / sum(hits) * 100 FROM Metric", threshold=0.25, minutes=1, options=SLIDING),
    Kindred(query="SELECT sum(errors) FROM Metric", threshold=3, options={"fillOption": "static", "aggregationMethod": "event_timer"}),
    Kindred(query="SELECT latest(hits) FROM Metric", threshold=140, options={"aggregationMethod": "cadence"}),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--minutes", type=int, default=525_600)
    arguments.add_argument("--conditions", type=int, default=24)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    data = series(given.minutes)
    plain = best(lambda: plain_pass(data[0]), given.rounds * 3)
    sizes = {(share, many): seconds(given, data, share, many) for share in (0.5, 1.0) for many in (0.5, 1.0)}
    whole = sizes[1.0, 1.0]
    each = whole / given.conditions
    print(f"{given.conditions} conditions, {given.minutes:,} minutes: {whole:.2f} s; a plain rolling pass {plain * 1000:.1f} ms")
    print(f"a condition's minute costs {each / plain:.1f} plain passes (target at most {TARGET})")
    print(f"twice the conditions take {whole / sizes[1.0, 0.5]:.2f} times as long, twice the minutes {whole / sizes[0.5, 1.0]:.2f}")
    for kindred in MIXTURE:
        alone = best(lambda kindred=kindred: run([condition(kindred, 0)], data, given.minutes), given.rounds)
        print(f"{alone / plain:5.1f} plain passes alone: {kindred.query} {dict(kindred.options)}")


def seconds(given: argparse.Namespace, data: Sequence[Series], share: float, many: float) -> float:
    planned = [condition(MIXTURE[index % len(MIXTURE)], index) for index in range(int(given.conditions * many))]
    return best(lambda: run(planned, data, int(given.minutes * share)), given.rounds)


def best(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def plain_pass(data: Series) -> np.ndarray:
    summed = np.cumsum(data.values)
    return (summed[WINDOW:] - summed[:-WINDOW]) / WINDOW > 90


def run(planned: Sequence[Planned], data: Sequence[Series], minutes: int) -> None:
    found = simulate(planned, data, start=START, end=START + (minutes - 1) * MINUTE)
    assert not found.not_simulated, found.not_simulated


def condition(kindred: Kindred, index: int) -> Planned:
    term = {
        "operator": "above",
        "threshold": kindred.threshold + index,
        "thresholdDuration": kindred.minutes * MINUTE,
        "thresholdOccurrences": "all",
    }
    return Planned(
        type=CONDITION, name=f"condition-{index}", inputs={"nrql": {"query": kindred.query}, "critical": term, **kindred.options}
    )


def series(minutes: int) -> list[Series]:
    chance = np.random.default_rng(7)
    times = START + MINUTE * np.arange(minutes, dtype=np.int64)

    def one(metric: str, kind: Kind, values: np.ndarray) -> Series:
        return Series(metric=metric, kind=kind, tags={"service": "s", "host": "h"}, times=times, values=values.astype(float))

    return [
        one("cpu", "gauge", chance.normal(50, 10, minutes)),
        one("hits", "count", chance.poisson(100, minutes)),
        one("errors", "count", chance.poisson(0.05, minutes)),
    ]


if __name__ == "__main__":
    main()
