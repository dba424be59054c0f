"""Burn alerts as Prometheus's own test of rules sees them; what must fire is worked out on paper.

checkout.availability: 99.95 % over 30 days. 2 % of that budget in an hour is 14.4 times the even rate: 14.4 x 0.05 % = 0.72 %.
"""

from pathlib import Path

import pytest

from tests.alerting.prometheus.worlds import alert, assert_passes, firing, input_series, only, unit_test

CALLS = (
    'rpc_server_duration_milliseconds_count{{service_name="{service}",deployment_environment="production",rpc_grpc_status_code="{code}"}}'
)


def calls(service: str, good: str, bad: str | None) -> list[dict[str, str]]:
    """The two counters of a service; a service that never failed has only one."""
    codes = {"0": good, **({"13": bad} if bad else {})}
    return [dict(input_series(CALLS.format(service=service, code=code), values)) for code, values in codes.items()]


@pytest.mark.parametrize(
    ("good", "bad", "fires"),
    [
        pytest.param("0+992x180", "0+8x180", True, id="0.8 % is more than 0.72 %"),
        pytest.param("0+993x180", "0+7x180", False, id="0.7 % is less"),
        pytest.param("0+1000x180", None, False, id="no failure has a series yet"),
        pytest.param("0x180", "0x180", False, id="nobody comes"),
        pytest.param("0x180", "0x169 50x7 100x2", True, id="100 samples are enough"),
        pytest.param("0x180", "0x169 50x7 99x2", False, id="99 samples say nothing"),
        pytest.param("0+1000x119 119000+0x60", "0x119 0+1000x30 30000+0x30", False, id="the short window is well again"),
    ],
)
def test_the_fast_burn_calls_beyond_its_threshold(tmp_path: Path, good: str, bad: str | None, *, fires: bool) -> None:
    series = calls("checkout", good, bad)
    asks = [firing("checkout.availability.1h", "3h", fires=fires)]
    assert_passes(unit_test(tmp_path, only("slo checkout.availability"), series, asks=asks))


def test_a_call_says_whose_it_is_and_what_to_do(tmp_path: Path) -> None:
    expected = {
        "exp_labels": {
            "slo": "checkout.availability",
            "service": "checkout",
            "environment": "production",
            "team": "storefront",
            "tier": "1",
            "nature": "symptom",
            "severity": "P1",
            "told": "page",
            "hours": "always",
            "deduplication_key": "production/checkout/availability",
        },
        "exp_annotations": {
            "summary": "checkout.availability in production",
            "meaning": "2 % of the error budget of 30d went within 1h, and it still burns as fast.",
            "value": "10% bad in 1h; 0.72% is too much",
            "runbook_url": "https://github.com/astronomy-shop/estate/blob/main/docs/runbooks/checkout.md",
            "first_step": "estate alerts explain checkout.availability --environment production",
        },
    }
    series = calls("checkout", "0+900x120", "0+100x120")
    done = unit_test(tmp_path, only("slo checkout.availability"), series, alerts=[alert("checkout.availability.1h", "2h", expected)])
    assert_passes(done)


@pytest.mark.parametrize(("payment", "held_back"), [("0+100x120", True), (None, False)], ids=["payment calls", "payment is well"])
def test_a_call_that_is_held_back_is_a_ticket(tmp_path: Path, payment: str | None, *, held_back: bool) -> None:
    series = [*calls("checkout", "0+900x120", "0+100x120"), *calls("payment", "0+900x120", payment)]
    rules = only("slo payment.availability", "slo checkout.availability")
    asks = [
        firing("checkout.availability.1h", "2h", fires=True),
        firing("checkout.availability.1h.held-back", "2h", fires=held_back),
        firing("payment.availability.1h", "2h", fires=held_back),
    ]
    assert_passes(unit_test(tmp_path, rules, series, asks=asks))


LATENCY = 'rpc_server_duration_milliseconds_{what}{{service_name="checkout",deployment_environment="production"{more}}}'


@pytest.mark.parametrize(("quick", "fires"), [("0+80x120", True), ("0+90x120", False)], ids=["20 % are slow", "10 % are slow"])
def test_slow_answers_burn_the_budget_of_latency(tmp_path: Path, quick: str, *, fires: bool) -> None:
    """99 % within 500 ms: 14.4 x 1 % = 14.4 %."""
    series = [
        input_series(LATENCY.format(what="count", more=""), "0+100x120"),
        input_series(LATENCY.format(what="bucket", more=',le="500"'), quick),
    ]
    done = unit_test(tmp_path, only("slo checkout.latency"), series, asks=[firing("checkout.latency.1h", "2h", fires=fires)])
    assert_passes(done)


LAG = 'kafka_consumergroup_lag_seconds{consumergroup="accounting",environment="production",topic="orders",partition="0"}'


@pytest.mark.parametrize(
    ("lag", "fires"),
    [
        pytest.param("10x60 300x60", True, id="as old as the bound is too old"),
        pytest.param("10x60 299x60", False, id="younger than the bound"),
        pytest.param("10x60 _x60", False, id="a minute without a value is a good one"),
    ],
)
def test_minutes_in_which_messages_wait_too_long_burn_the_budget(tmp_path: Path, lag: str, *, fires: bool) -> None:
    rules, name = only("slo accounting.freshness.order-stream"), "accounting.freshness.order-stream.1h"
    assert_passes(unit_test(tmp_path, rules, [input_series(LAG, lag)], asks=[firing(name, "2h", fires=fires)]))


def test_the_tools_test_fails_when_the_expectation_is_wrong(tmp_path: Path) -> None:
    series = calls("checkout", "0+900x120", "0+100x120")
    done = unit_test(tmp_path, only("slo checkout.availability"), series, asks=[firing("checkout.availability.1h", "2h", fires=False)])
    assert done.returncode == 1
