"""What is so in each minute, and how Datadog would have stored it."""

import numpy as np
import pytest

from estate.alerting.series import Series
from estate.alerting.testing.datadog import series_of
from estate.alerting.testing.marks import moment_of
from estate.alerting.testing.truth import Truth
from tests.alerting.testing.worlds import alerting, scenario, truth


def minute(one: Truth, clock: str) -> int:
    return int(np.searchsorted(one.times, moment_of(f"2026-11-24T{clock}")))


def stored(one: Truth, metric: str, **tags: str) -> Series:
    found = [series for series in series_of(one, alerting()) if series.metric == metric and dict(series.tags) == tags]
    assert len(found) == 1, f"{metric} {tags} is stored {len(found)} times"
    return found[0]


def value_at(series: Series, clock: str) -> float | None:
    places = np.flatnonzero(series.times == moment_of(f"2026-11-24T{clock}"))
    return float(series.values[places[0]]) if places.size else None


def test_half_of_the_requests_fail_once_half_of_them_do() -> None:
    traffic = truth().traffic("payment")
    assert (traffic.total[minute(truth(), "11:30")], traffic.bad[minute(truth(), "11:30")]) == (240, 120)
    assert traffic.bad[minute(truth(), "10:59")] == 0


def test_a_minute_that_is_bad_for_half_of_it_has_half_of_the_failures() -> None:
    blip = truth(errors="0 until 11:00 then 20 until 11:01:30 then 0")
    place = minute(blip, "11:00")
    assert blip.traffic("payment").bad[place : place + 3].tolist() == [48, 24, 0]


def test_nobody_sees_a_part_of_a_request_and_none_is_lost() -> None:
    rare = truth(errors="0.1")
    bad = rare.traffic("payment").bad
    assert set(bad.tolist()) == {0.0, 1.0}
    assert bad.sum() == pytest.approx(240 * 0.001 * len(bad), abs=1)


def test_a_caller_fails_in_the_share_of_its_requests_that_needs_the_failing_one() -> None:
    load = [{"service": "payment", "errors": "0 until 11:00 then 50", "passed_on": {"frontend": 10.0}}]
    one = Truth(scenario=scenario(load=load))
    traffic = one.traffic("frontend")
    assert traffic.total[minute(one, "11:30")] == 600
    # A tenth of 600, of which half fails, and the error of a good day.
    assert traffic.bad[minute(one, "11:30")] == pytest.approx(30, abs=1)


def test_what_never_happened_is_not_stored() -> None:
    errors = stored(truth(), "trace.grpc.server.request.errors", service="payment", env="production")
    assert value_at(errors, "10:30") is None
    assert value_at(errors, "11:30") == 120


def test_a_lost_agent_leaves_a_gap_while_the_service_goes_on() -> None:
    load = [{"service": "payment", "requests": 240, "silent": [{"from": "11:00", "until": "11:10"}]}]
    hits = stored(Truth(scenario=scenario(load=load)), "trace.grpc.server.request.hits", service="payment", env="production")
    assert [value_at(hits, clock) for clock in ("10:59", "11:00", "11:09", "11:10")] == [240, None, None, 240]


def test_slow_requests_lie_beyond_the_bound_and_the_others_within() -> None:
    load = [{"service": "payment", "requests": 200, "slow": 25}]
    samples = stored(Truth(scenario=scenario(load=load)), "trace.grpc.server.request", service="payment", env="production")
    now = samples.times == moment_of("2026-11-24T11:30")
    by_value = dict(zip(samples.values[now].tolist(), samples.weights[now].tolist(), strict=True))
    # The objective of the payment service says 500 ms.
    assert {value > 0.5: weight for value, weight in by_value.items()} == {True: 50, False: 150}


def test_a_formula_of_two_metrics_gives_the_value_that_the_scenario_says() -> None:
    one = Truth(scenario=scenario(signals=[{"of": "payment", "signal": "ecs.running", "value": 40}]))
    tags = {"service": "payment", "environment": "production"}
    running, desired = (stored(one, f"aws.ecs.service.{what}", **tags) for what in ("running", "desired"))
    assert (running.values / desired.values * 100 == 40).all()


def test_one_host_is_ill_and_the_other_one_is_not() -> None:
    one = Truth(scenario=scenario(signals=[{"of": "image-provider", "signal": "host.cpu", "value": 97}]))
    tags = {"service": "image-provider", "environment": "production"}
    idle = [stored(one, "system.cpu.idle", host=f"image-provider-{member}", **tags).values[-1] for member in (1, 2)]
    assert idle == [3, 55]


def test_a_signal_of_which_nothing_is_heard_leaves_a_gap() -> None:
    lost = {"of": "payment", "signal": "ecs.cpu", "silent": [{"from": "11:00", "until": "11:10"}]}
    one = Truth(scenario=scenario(signals=[lost]))
    cpu = stored(one, "aws.ecs.service.cpuutilization", service="payment", environment="production")
    assert [value_at(cpu, clock) for clock in ("10:59", "11:00", "11:10")] == [45, None, 45]
