"""What a signal means is the same at every vendor."""

import re

import pytest

from estate.alerting.signals import Signal, signals

NRQL = {"avg": {"average", "percentage(count"}, "max": {"max"}, "min": {"min"}, "sum": {"sum", "count"}}
"""How a window becomes one number, in New Relic's words; rows that are counted are a sum of ones, and a share of them is a mean of
ones and zeros."""


@pytest.mark.parametrize("name", sorted(signals()))
def test_a_window_becomes_one_number_in_the_same_way_at_datadog_and_new_relic(name: str) -> None:
    signal = signals()[name]
    assert set(re.findall(r"(percentage\(count|\w+)\(", signal.newrelic.select)) <= NRQL[signal.aggregate]


@pytest.mark.parametrize(("signal", "statistic"), [pytest.param(one, name, id=name) for name, one in signals().items() if one.cloudwatch])
def test_cloudwatch_adds_up_what_is_counted_and_nothing_else(signal: Signal, statistic: str) -> None:
    assert signal.cloudwatch is not None
    assert (signal.cloudwatch.statistic == "Sum") == (signal.aggregate == "sum"), statistic
