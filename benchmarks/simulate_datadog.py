"""What simulating Datadog's monitors costs, as multiples of one plain NumPy rolling mean over the same minutes.

    python benchmarks/simulate_datadog.py [--minutes 525600] [--monitors 24] [--rounds 3]

A plain pass is a running sum, the difference over five minutes, the division and the comparison. A mixture of monitors as an
estate has them (thresholds, grouped error rates, as_rate, full windows, burn rates) is simulated over half and all of the
minutes, with half and all of the monitors. Every figure is a processor's time, of the best of several rounds, in one run.
"""

import argparse
from collections.abc import Sequence

from simulating import MINUTE, START, Planned, best, compared, series

from estate.alerting.datadog import simulate
from estate.alerting.series import Series

HISTORY = 180
OBJECTIVE = "datadog:index/serviceLevelObjective:ServiceLevelObjective"
MONITOR = "datadog:index/monitor:Monitor"


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
    data = series(given.minutes, history=HISTORY, tags={"service": "s"})
    planned = [monitor(QUERIES[index % len(QUERIES)], index) for index in range(given.monitors)]

    def part(share: float, many: float) -> None:
        run(planned[: int(given.monitors * many)], data, int(given.minutes * share))

    plain = compared("monitor", data, part, many=given.monitors, minutes=given.minutes, rounds=given.rounds)
    for query in QUERIES:
        alone = best(lambda query=query: run([monitor(query, 0)], data, given.minutes), given.rounds)
        print(f"{alone / plain:5.1f} plain passes alone: {query.format(95)}")


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


if __name__ == "__main__":
    main()
