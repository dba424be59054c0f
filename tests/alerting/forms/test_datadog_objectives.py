"""Objectives as Datadog has them, and numbers as it writes them."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from estate.alerting.forms.datadog_form import CountForm, SliceForm
from estate.alerting.forms.datadog_objectives import objective_form
from estate.alerting.forms.datadog_text import last, written
from estate.alerting.spec import SloSpec
from estate.catalog.objective import Objective
from tests.alerting.forms.specs import of, slo, stream_slo, subject

COUNTED = "{service:checkout,env:production}.as_count()"


def promising(target: float) -> SloSpec:
    """Availability over 90 days."""
    fields = {"sli": "availability", "target": target, "window": "90d", "minimum_samples": 10}
    return replace(of(Objective.model_validate(fields), subject()), alerts=())


def test_a_ratio_counts_good_and_bad_and_errors_that_nobody_sent_are_none() -> None:
    form = objective_form(slo())
    assert form.measure == CountForm(
        queries={"total": f"sum:trace.grpc.server.request.hits{COUNTED}", "bad": f"sum:trace.grpc.server.request.errors{COUNTED}"},
        good="total - default_zero(bad)",
        bad="default_zero(bad)",
    )
    assert (form.timeframe, form.target, form.warning) == ("30d", 99.95, 99.975)


def test_slices_are_minutes_below_the_bound() -> None:
    query = "max:aws.kafka.estimated_max_time_lag{consumer_group:accounting,environment:production,topic:orders}"
    assert objective_form(stream_slo()).measure == SliceForm(query=query, comparator="<", threshold=300.0, seconds=60)


@pytest.mark.parametrize(
    ("target", "warning"),
    [
        pytest.param(99.0, 99.5, id="half of the budget"),
        pytest.param(99.99, 99.995, id="three decimals"),
        pytest.param(99.995, 99.997, id="no finer than three decimals"),
        pytest.param(99.999, None, id="nothing lies between"),
    ],
)
def test_a_warning_stands_where_half_of_the_budget_is_left(target: float, warning: float | None) -> None:
    form = objective_form(promising(target))
    assert (form.timeframe, form.target, form.warning) == ("90d", target, warning)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        pytest.param(Fraction(72, 10_000), "0.0072", id="a leading zero"),
        pytest.param(Fraction(1, 100_000), "0.00001", id="no exponent"),
        pytest.param(268_435_456.0, "268435456", id="no fraction"),
        pytest.param(0.1, "0.1", id="as it was given"),
        pytest.param(0.0, "0", id="nothing"),
        pytest.param(Fraction(600), "600", id="zeros that count"),
        pytest.param(-1.5, "-1.5", id="below zero"),
    ],
)
def test_numbers_are_written_as_queries_take_them(number: Fraction | float, text: str) -> None:
    assert written(number) == text


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (timedelta(minutes=5), "last_5m"),
        (timedelta(minutes=90), "last_90m"),
        (timedelta(hours=6), "last_6h"),
        (timedelta(days=1), "last_24h"),
    ],
)
def test_a_window_is_written_in_the_largest_unit_up_to_hours(window: timedelta, text: str) -> None:
    assert last(window) == text
