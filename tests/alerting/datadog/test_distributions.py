"""Percentiles and counts of samples; a percentile comes from a sketch, so it may be one per cent from a sample's value."""

import numpy as np
import pytest

from estate.alerting.datadog.distribution import ACCURACY
from estate.alerting.series import Series
from tests.alerting.datadog.worlds import NOON, monitor, objective, simulated, verdict


def latency(values: list[float], *, since: float = -5, step: float = 1, weights: list[float] | None = None, **tags: str) -> Series:
    """Samples, one every so many seconds, from some minutes before noon on."""
    times = NOON + np.array([int(since * 60 + place * step) for place in range(len(values))], dtype=np.int64)
    heavy = np.array(weights if weights is not None else [1.0] * len(values))
    return Series(metric="lat", kind="distribution", tags=tags, times=times, values=np.array(values), weights=heavy)


# One to a hundred milliseconds, once each: the 95th percentile is the 95th of them.
@pytest.mark.parametrize(("share", "value"), [("p50", 50), ("p95", 95), ("p99", 99), ("p99.9", 99)])
def test_a_percentile_of_the_window_is_that_of_its_samples(share: str, value: float) -> None:
    data = [latency([float(one) for one in range(1, 101)], since=-3)]
    low, high = value * (1 - ACCURACY) - 0.5, value * (1 + ACCURACY) + 0.5
    assert verdict(monitor(f"percentile(last_5m):{share}:lat{{*}} > {low}"), data, at=0) == "ALERT"
    assert verdict(monitor(f"percentile(last_5m):{share}:lat{{*}} < {high}"), data, at=0) == "ALERT"


def test_series_are_pooled_before_a_percentile_is_taken() -> None:
    data = [latency([1.0] * 50, host="a"), latency([100.0] * 50, host="b")]
    assert verdict(monitor("percentile(last_5m):p40:lat{*} < 2"), data, at=0) == "ALERT"
    assert verdict(monitor("percentile(last_5m):p60:lat{*} > 98"), data, at=0) == "ALERT"


def test_the_mean_of_percentiles_is_another_thing() -> None:
    data = [latency([1.0] * 60 + [100.0] * 60)]
    assert verdict(monitor("percentile(last_5m):p40:lat{*} < 2"), data, at=0) == "ALERT"
    assert verdict(monitor("avg(last_5m):p40:lat{*} > 49"), data, at=0) == "ALERT"


@pytest.mark.parametrize(
    ("query", "value"),
    [
        pytest.param("sum(last_5m):count:lat{*}.as_count()", 8, id="every sample, by its weight"),
        pytest.param("sum(last_5m):count(v: v>=3):lat{*}.as_count()", 6, id="those of three and more"),
        pytest.param("sum(last_5m):count(v: v>4):lat{*}.as_count()", 0, id="none is zero"),
        pytest.param("sum(last_5m):sum:lat{*}", 24, id="their sum"),
        pytest.param("max(last_5m):max:lat{*}", 4, id="the largest"),
        pytest.param("min(last_5m):min:lat{*}", 1, id="the smallest"),
        pytest.param("avg(last_5m):avg:lat{*}", 3, id="their mean"),
    ],
)
def test_samples_are_counted_by_their_weight(query: str, value: float) -> None:
    data = [latency([1.0, 2.0, 3.0, 4.0], weights=[1.0, 1.0, 3.0, 3.0])]
    assert verdict(monitor(f"{query} == {value}"), data, at=0) == "ALERT"


def test_a_percentile_of_a_gauge_is_not_simulated() -> None:
    gauge = Series(metric="lat", kind="gauge", tags={}, times=np.array([NOON]), values=np.array([1.0]))
    found = simulated([monitor("avg(last_5m):p95:lat{*} > 1")], [gauge])
    assert [one.reason for one in found.not_simulated] == ["lat is stored as gauge; percentiles and counts of samples want a distribution"]


# service_level_objectives/time_slice: uptime is whenever the 95th percentile is below a second.
def test_a_slice_is_judged_by_the_percentile_of_its_own_samples() -> None:
    slow = latency([2.0] * 100, since=-10, step=0.1)
    fast = [latency([0.1] * 100, since=minute, step=0.1) for minute in range(-60, 0, 5) if minute != -10]
    query = {"formula": {"formulaExpression": "q"}, "queries": [{"metricQuery": {"name": "q", "query": "p95:lat{*}"}}]}
    specification = {"timeSlice": {"comparator": "<", "threshold": 1, "queryIntervalSeconds": 300, "query": query}}
    slo = objective(type="time_slice", sliSpecification=specification, thresholds=[{"timeframe": "30d", "target": 90.0}])
    exactly = f'burn_rate("o").over("30d").long_window("1h").short_window("1h") == {5 / 60 / 0.1!r}'
    assert verdict(monitor(exactly, type="slo alert"), [slow, *fast], slo, at=0) == "ALERT"
