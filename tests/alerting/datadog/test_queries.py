"""What the grammar knows, and that everything else is named instead of passed."""

from typing import Any

import pytest

from estate.errors import InputError
from tests.alerting.datadog.worlds import Resource, monitor, objective, series, simulated, steady

UNKNOWN = [
    ("avg(last_1h):forecast(avg:m{*}, 'linear', 1, interval='60m') > 1", "Datadog does not publish how forecast() computes"),
    ("avg(last_4h):anomalies(avg:m{*}, 'basic', 2, direction='both') >= 1", "Datadog does not publish how anomalies() computes"),
    ("avg(last_30m):outliers(avg:m{*} by {host}, 'DBSCAN', 3) > 0", "Datadog does not publish how outliers() computes"),
    ("avg(last_5m):ewma_5(avg:m{*}) > 1", "the function ewma_5() is not simulated"),
    ("avg(last_5m):avg:m{*}.weighted() > 1", "the method .weighted() is not simulated"),
    ("avg(last_5m):avg:m{*}.rollup(avg, 90) > 1", "a rollup of 90 s is not simulated; expected whole minutes that divide a day"),
    ("avg(last_5m):avg:m{*}.rollup(avg, daily) > 1", ".rollup(avg, daily) is not simulated"),
    ("avg(last_5m):avg:m{*}.fill(cubic) > 1", ".fill(cubic) is not simulated"),
    ("sum(current_1d):sum:m{*} > 1", "the window current_1d is not simulated"),
    ("avg(last_5m):avg:m{*} by {a} + avg:m{*} by {b} > 1", "queries by a and by b in one formula are not simulated"),
    ("avg(last_5m):avg:m{*}.rollup(avg, 60) + avg:m{*}.rollup(avg, 300) > 1", "rollups of 60 and 300 s in one formula are not simulated"),
    ("avg(last_5m):avg:m{*} > ", "the grammar does not know what stands at column"),
    ("avg(last_5m):m{*} > 1", "the grammar does not know what stands at column"),
    ("percentile(last_5m):avg:m{*} > 1", "percentile() is simulated over one query of a distribution by a percentile"),
    ("avg(last_5m):is_greater(avg:m{*}) > 1", "is_greater() is simulated with a series and 1 more; got 1 in all"),
    ("avg(last_5m):moving_rollup(avg:m{*}, 300, 'median') > 1", "moving_rollup(..., 300.0, median) is not simulated"),
]


def reason(*planned: Resource) -> str:
    """Why the last of these is not simulated."""
    found = simulated(planned, [series("m", steady(1, -60, 61), host="h")])
    named = {one.monitor: one.reason for one in found.not_simulated}
    assert planned[-1].name not in found.monitors
    return named[planned[-1].name]


@pytest.mark.parametrize(("query", "text"), [pytest.param(*row, id=row[1][:60]) for row in UNKNOWN])
def test_what_the_simulator_does_not_know_is_named(query: str, text: str) -> None:
    assert text in reason(monitor(query))


SLO: dict[str, Any] = {"type": "metric", "query": {"numerator": "sum:g{*}", "denominator": "sum:t{*}"}}
SYMBOL = "${index/serviceLevelObjective.o.id}"
BURN = 'burn_rate("o").over("30d").long_window("1h").short_window("5m") > 14.4'


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        pytest.param([monitor("logs()", type="log alert")], "monitors of type 'log alert' are not simulated", id="another type"),
        pytest.param(
            [monitor(BURN, type="slo alert")], "the objective o, which the plan does not hold", id="an objective that is not there"
        ),
        pytest.param(
            [objective(**SLO, thresholds=[{"timeframe": "7d", "target": 99}]), monitor(BURN, type="slo alert")],
            "the objective o has no target over 30d; it has 7d",
            id="a timeframe without a target",
        ),
        pytest.param(
            [objective(type="metric"), monitor(BURN, type="slo alert")], "the objective o of type 'metric' is not", id="an empty one"
        ),
        pytest.param(
            [
                objective(**SLO, thresholds=[{"timeframe": "30d", "target": 99}]),
                Resource(type="datadog:index/sloCorrection:SloCorrection", name="upgrade", inputs={"sloId": SYMBOL, "start": 0, "end": 1}),
                monitor(BURN, type="slo alert"),
            ],
            "the objective o has the correction upgrade, and corrections are not simulated",
            id="a correction",
        ),
        pytest.param([monitor("x && y", name="c", type="composite")], "the composite names the monitor x", id="a child that is not there"),
        pytest.param(
            [monitor("logs()", name="x", type="log alert"), monitor("x || x", name="c", type="composite")],
            "the composite names the monitor x, which is not simulated",
            id="a child that is not simulated",
        ),
        pytest.param([monitor("avg(last_5m):avg:m{*} > 1", evaluationDelay={"$unknown": True})], "before the deployment", id="an unknown"),
        pytest.param(
            [monitor("avg(last_5m):avg:m{*} > 1", schedulingOptions={"customSchedules": [{}]})], "schedulingOptions", id="a custom schedule"
        ),
    ],
)
def test_a_monitor_that_hangs_on_something_unknown_is_named(planned: list[Resource], text: str) -> None:
    assert text in reason(*planned)


def test_the_simulated_share_counts_every_monitor() -> None:
    known = [monitor("avg(last_5m):avg:m{*} > 1", name=f"known-{number}") for number in range(3)]
    found = simulated([*known, monitor("avg(last_1h):forecast(avg:m{*}, 'linear', 1) > 1", name="unknown")], [])
    assert found.share == 0.75
    assert [(one.monitor, one.source) for one in found.not_simulated] == [("unknown", "components/datadog/monitors.py:1")]


def test_a_query_may_stand_in_several_lines() -> None:
    found = simulated([monitor("avg(last_5m):\n  avg:m{*}\n    > 0\n")], [series("m", steady(1, -60, 61))])
    assert found.monitors["m"].groups[0].states[0].state is not None


def test_a_simulation_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="before it starts at"):
        simulated([], [], start=1, end=0)


def test_a_simulation_shorter_than_a_monitors_turn_says_nothing_of_it() -> None:
    slow = monitor("avg(last_2d):avg:m{*} > 1", name="slow")
    burn = monitor('error_budget("o").over("7d") > 75', name="burn", type="slo alert")
    both = monitor("slow && burn", name="both", type="composite")
    slo = objective(**SLO, thresholds=[{"timeframe": "7d", "target": 99}])
    found = simulated([slo, slow, burn, both], [series("m", steady(1, -60, 61))], start=1, end=2)
    assert found.not_simulated == ()
    assert {name: one.groups for name, one in found.monitors.items()} == {"slow": (), "burn": (), "both": ()}
