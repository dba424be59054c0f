"""What simulating Datadog's monitors costs, as multiples of one plain NumPy rolling mean over the same minutes.

    python benchmarks/simulate_datadog.py [--minutes 525600] [--monitors 24] [--rounds 3]

A plain pass is a running sum, the difference over five minutes, the division and the comparison. A mixture of monitors as an
estate has them (thresholds, grouped error rates, as_rate, full windows, burn rates) is simulated over half and all of the
minutes, with half and all of the monitors. Every figure is a processor's time, of the best of several rounds, in one run.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from estate.alerting.datadog import simulate
from estate.alerting.series import Kind, Series

START = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MINUTE = 60
HISTORY = 180
WINDOW = 5
TARGET = 10
OBJECTIVE = "datadog:index/serviceLevelObjective:ServiceLevelObjective"
MONITOR = "datadog:index/monitor:Monitor"


@dataclass(frozen=True, kw_only=True)
class Planned:
    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None = None


QUERIES = (
    "avg(last_5m):avg:cpu{{service:s}} > {0}",
    "avg(last_1h):avg:cpu{{service:s}} by {{service}} > {0}",
    "max(last_15m):avg:cpu{{service:s}} > {0}",
    "sum(last_5m):sum:errors{{*}} by {{service}}.as_count() / sum:hits{{*}} by {{service}}.as_count() * 100 > {0}",
    "avg(last_10m):sum:errors{{*}}.as_rate() / sum:hits{{*}}.as_rate() * 100 > {0}",
    'burn_rate("o").over("30d").long_window("1h").short_window("5m") > {0}',
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--minutes", type=int, default=525_600)
    arguments.add_argument("--monitors", type=int, default=24)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    data = series(given.minutes)
    plain = best(lambda: plain_pass(data[0]), given.rounds * 3)
    sizes = {(share, many): seconds(given, data, share, many) for share in (0.5, 1.0) for many in (0.5, 1.0)}
    whole = sizes[1.0, 1.0]
    each = whole / given.monitors
    print(f"{given.monitors} monitors, {given.minutes:,} minutes: {whole:.2f} s; a plain rolling pass {plain * 1000:.1f} ms")
    print(f"a monitor's minute costs {each / plain:.1f} plain passes (target at most {TARGET})")
    print(f"twice the monitors take {whole / sizes[1.0, 0.5]:.2f} times as long, twice the minutes {whole / sizes[0.5, 1.0]:.2f}")
    for query in QUERIES:
        alone = best(lambda query=query: run([monitor(query, 0)], data, given.minutes), given.rounds)
        print(f"{alone / plain:5.1f} plain passes alone: {query.format(95)}")


def seconds(given: argparse.Namespace, data: Sequence[Series], share: float, many: float) -> float:
    planned = [monitor(QUERIES[index % len(QUERIES)], index) for index in range(int(given.monitors * many))]
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
    found = simulate([objective(), *planned], data, start=START, end=START + (minutes - 1) * MINUTE)
    assert not found.not_simulated, found.not_simulated


def monitor(query: str, index: int) -> Planned:
    kind = "slo alert" if query.startswith("burn_rate") else "query alert"
    inputs = {"type": kind, "query": query.format(95 + index / 100), "message": "@oncall", "requireFullWindow": index % 2 == 1}
    return Planned(type=MONITOR, name=f"monitor-{index}", inputs=inputs)


def objective() -> Planned:
    query = {"numerator": "sum:hits{*}.as_count() - sum:errors{*}.as_count()", "denominator": "sum:hits{*}.as_count()"}
    return Planned(
        type=OBJECTIVE, name="o", inputs={"type": "metric", "query": query, "thresholds": [{"timeframe": "30d", "target": 99.9}]}
    )


def series(minutes: int) -> list[Series]:
    chance = np.random.default_rng(7)
    times = START + MINUTE * np.arange(-HISTORY, minutes, dtype=np.int64)
    size = len(times)

    def one(metric: str, kind: Kind, values: np.ndarray) -> Series:
        return Series(metric=metric, kind=kind, tags={"service": "s"}, times=times, values=values.astype(float))

    return [
        one("cpu", "gauge", chance.normal(50, 10, size)),
        one("hits", "count", chance.poisson(100, size)),
        one("errors", "count", chance.poisson(0.05, size)),
    ]


if __name__ == "__main__":
    main()
