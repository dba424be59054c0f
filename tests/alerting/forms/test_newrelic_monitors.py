"""Thresholds as New Relic has them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from estate.alerting.forms.newrelic_form import ConditionForm
from estate.alerting.forms.newrelic_monitors import monitor_form, monitor_substitutions
from estate.alerting.routing import route
from estate.alerting.spec import MonitorSpec
from tests.alerting.forms.specs import ADDRESSES, subject

MEMORY = MonitorSpec(
    name="checkout.memory",
    subject=subject(),
    nature="cause",
    signal="ecs.memory",
    of={"service": "checkout", "environment": "production"},
    comparison=">",
    critical=90,
    warning=85,
    recovery=None,
    window=timedelta(minutes=15),
    no_data="nothing",
    route=route("ticket", "cause", subject(), "memory"),
    meaning="The tasks are about to be killed for want of memory.",
    first_step="aws ecs describe-services",
    source="Common practice",
)


def form(**changes: Any) -> ConditionForm:
    found = monitor_form(replace(MEMORY, **changes), ADDRESSES)
    assert found
    return found


def test_the_last_whole_window_is_compared_every_minute() -> None:
    found = form()
    query = "SELECT average(`aws.ecs.MemoryUtilization`) FROM Metric WHERE tags.service = 'checkout' AND tags.environment = 'production'"
    assert found.signal.query == query
    assert (found.signal.window, found.signal.slide, found.signal.method) == (900, 60, "event_flow")
    assert (found.critical.operator, found.critical.threshold, found.critical.duration) == ("above", 90, 60)
    assert found.warning
    assert (found.warning.operator, found.warning.threshold) == ("above", 85)
    assert found.policy == "storefront.ticket"


@pytest.mark.parametrize(("comparison", "operator"), [(">", "above"), (">=", "above_or_equals"), ("<", "below"), ("<=", "below_or_equals")])
def test_no_comparison_is_left_to_the_provider_which_takes_equals(comparison: str, operator: str) -> None:
    assert form(comparison=comparison, warning=None).critical.operator == operator


def test_silence_that_is_a_breach_opens_the_event_by_itself() -> None:
    found = form(comparison="<=", critical=0, warning=None, no_data="zero", window=timedelta(minutes=30)).signal
    assert (found.expiration, found.opens_when_lost, found.closes_when_lost, found.fill) == (1800, True, False, None)


def test_silence_that_is_told_opens_the_event_whatever_the_threshold() -> None:
    found = form(no_data="told").signal
    assert (found.expiration, found.opens_when_lost, found.closes_when_lost) == (900, True, False)


def test_rare_rows_are_judged_without_waiting_for_the_next_and_silence_ends_what_they_opened() -> None:
    found = form(signal="dynamodb.throttles", critical=10, warning=1, no_data="zero").signal
    assert (found.method, found.slide, found.fill) == ("event_timer", None, 0)
    assert (found.expiration, found.opens_when_lost, found.closes_when_lost) == (900, False, True)


def test_silence_that_means_nothing_is_not_watched() -> None:
    found = form().signal
    assert (found.expiration, found.opens_when_lost, found.closes_when_lost, found.fill) == (None, False, False, None)


def test_a_day_becomes_six_hours_and_is_named() -> None:
    spec = replace(MEMORY, window=timedelta(days=1))
    assert form(window=spec.window).signal.window == 21_600
    assert [(one.wanted, one.instead) for one in monitor_substitutions(spec)] == [("a window of 1d", "one of 6h")]


def test_what_is_measured_over_days_is_not_told_again_every_three_days() -> None:
    # The provider takes 300 to 2592000 seconds; the vendor's default is 259200.
    assert form().time_limit == 3 * 86_400
    assert form(window=timedelta(days=1)).time_limit == 30 * 86_400


def test_a_recovery_threshold_becomes_a_window_without_a_breach_and_is_named() -> None:
    assert form(recovery=80.0).critical.duration == 900
    (named,) = monitor_substitutions(replace(MEMORY, recovery=80.0))
    assert (named.wanted, named.instead) == ("recovery at 80", "well again after 15m without a breach")


def test_a_forecast_is_left_out_and_named() -> None:
    spec = replace(MEMORY, ahead=timedelta(days=7))
    assert monitor_form(spec, ADDRESSES) is None
    assert [one.wanted for one in monitor_substitutions(spec)] == ["told 7d ahead"]


def test_what_fires_says_what_is_wrong_whose_it_is_and_where_to_begin() -> None:
    found = form()
    for text in ("about to be killed", "Memory of the tasks (percent) > 90, over 15m", "Owner: storefront", "Severity: P3"):
        assert text in found.description
    assert "First step: aws ecs describe-services" in found.description
    assert "Deduplication key: production/checkout/memory" in found.description


def test_a_title_says_which_of_many_it_is_and_stays_within_its_limit() -> None:
    found = form(name="x" * 300, signal="postgres.cpu").title_template
    assert found
    assert found.endswith(" on {{tags.aws.rds.DBInstanceIdentifier}}")
    assert len(found) <= 256
