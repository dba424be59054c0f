"""What simulating New Relic's conditions costs, as multiples of one plain NumPy rolling mean over the same minutes.

    python benchmarks/simulate_newrelic.py [--minutes 525600] [--conditions 24] [--rounds 3]

A plain pass is a running sum, the difference over five minutes, the division and the comparison. A mixture of conditions as an
estate has them (thresholds, error rates, facets, overlapping windows, filled gaps, lost signals) is simulated over half and all
of the minutes, with half and all of the conditions. Nothing is kept from one condition for the next. Every figure is a
processor's time, of the best of several rounds, in one run.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulating import MINUTE, START, Planned, best, compared, series

from estate.alerting.newrelic import simulate
from estate.alerting.series import Series

CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"


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
    data = series(given.minutes, history=0, tags={"service": "s", "host": "h"})
    planned = [condition(MIXTURE[index % len(MIXTURE)], index) for index in range(given.conditions)]

    def part(share: float, many: float) -> None:
        run(planned[: int(given.conditions * many)], data, int(given.minutes * share))

    plain = compared("condition", data, part, many=given.conditions, minutes=given.minutes, rounds=given.rounds)
    for kindred in MIXTURE:
        alone = best(lambda kindred=kindred: run([condition(kindred, 0)], data, given.minutes), given.rounds)
        print(f"{alone / plain:5.1f} plain passes alone: {kindred.query} {dict(kindred.options)}")


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


if __name__ == "__main__":
    main()
