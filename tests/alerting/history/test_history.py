"""From recorded series to what was so in each minute."""

import json
from collections.abc import Mapping

import numpy as np
import pytest

from estate.alerting.history.history import history_of, measurable
from estate.alerting.history.quantities import understand
from estate.alerting.history.track import HistoryError
from estate.errors import InputError
from tests.alerting.history.worlds import Curve, at, csv_of, history, tracks_of
from tests.alerting.testing.worlds import alerting

TWO_HOURS = 120


def told(text: bytes | str) -> list[str]:
    with pytest.raises(HistoryError) as error:
        understand(tracks_of(text), alerting())
    return [f"{one.place} {one.text} ({one.hint})" for one in error.value.mistakes]


def test_percent_of_requests_become_whole_requests() -> None:
    """240 a minute of which 2.5 % fail are 6; 0.1 % are one in a thousand: 28 in the 120 minutes of 28,800."""
    made = history(
        csv_of({"payment.requests": lambda _: 240, "payment.errors": lambda minute: 2.5 if minute < 60 else 0.1}, minutes=TWO_HOURS)
    )
    traffic = made.traffic("payment")
    assert traffic.total.tolist() == [240] * TWO_HOURS
    assert traffic.bad[:60].tolist() == [6] * 60
    assert traffic.bad[60:].sum() == pytest.approx(0.24 * 60, abs=1)


def test_a_step_of_five_minutes_stands_for_each_of_its_minutes() -> None:
    made = history(csv_of({"payment.requests": lambda minute: 100 + minute, "payment.errors": lambda _: 0}, minutes=TWO_HOURS, step=5))
    assert made.traffic("payment").total[:7].tolist() == [100] * 5 + [105] * 2
    assert made.span.minutes == TWO_HOURS


def test_a_gap_is_a_minute_of_which_nothing_is_heard() -> None:
    columns: Mapping[str, Curve] = {"payment.requests": lambda _: 240.0, "payment.errors": lambda _: 0.0}
    made = history(csv_of(columns, minutes=TWO_HOURS, without=range(70, 80)), gaps=True)
    assert np.flatnonzero(~made.measured("payment", "requests", "bad")).tolist() == list(range(70, 80))


def test_a_counter_rises_in_the_step_before_its_point_and_may_start_anew() -> None:
    """Prometheus' `increase`: 60, 60, then a restart after which it stands at 30: 30 more."""
    lines = [
        f'{{"time": {at(place)}, "metric": "rpc_server_duration_milliseconds_count", "tags": {TAGS}, "value": {value}}}'
        for place, value in COUNTED
    ]
    found = understand(tracks_of("\n".join(lines)), alerting())
    made = history_of(found.meant)
    assert made.traffic("payment").total[:4].tolist() == [60, 60, 30, 60]


TAGS = json.dumps({"service_name": "payment", "deployment_environment": "production", "rpc_grpc_status_code": "0"})
COUNTED = [(0, 100), (1, 160), (2, 220), (3, 30), *((place, 30 + 60 * (place - 3)) for place in range(4, 90))]


def test_counters_of_prometheus_are_told_apart_by_their_codes() -> None:
    """gRPC's codes 0 and 5 are answers, 14 is UNAVAILABLE; 3 of 10 calls fail."""
    name = "rpc_server_duration_milliseconds_count"
    rates = {"0": 5, "5": 2, "14": 3}
    header = "time," + ",".join(f"{name}{{service_name:payment;rpc_grpc_status_code:{code}}}" for code in rates)
    rows = (",".join([str(at(minute)), *(str(rate * minute) for rate in rates.values())]) for minute in range(91))
    made = history_of(understand(tracks_of("\n".join([header, *rows])), alerting()).meant)
    traffic = made.traffic("payment")
    assert (traffic.total[:90].tolist(), traffic.bad[:90].tolist()) == ([10] * 90, [3] * 90)


@pytest.mark.parametrize(("labels", "known"), [(";rpc_grpc_status_code:0", True), ("", False)], ids=["codes", "no codes"])
def test_no_series_of_a_failure_is_no_failure_where_codes_are_told_apart(labels: str, known: object) -> None:
    header = f"time,rpc_server_duration_milliseconds_count{{service_name:payment{labels}}}"
    rows = (f"{at(minute)},{5 * minute}" for minute in range(91))
    made = history_of(understand(tracks_of("\n".join([header, *rows])), alerting()).meant)
    assert made.has("payment", "requests", "bad") is known
    assert not known or made.traffic("payment").bad.sum() == 0


def test_counts_of_datadog_are_those_of_their_step() -> None:
    tags = '"service:payment,env:production"'
    rows = [
        f"{at(minute)},trace.grpc.server.request.{what},{tags},{value}"
        for minute in range(0, TWO_HOURS, 5)
        for what, value in (("hits", 1200), ("errors", 60))
    ]
    made = history_of(understand(tracks_of("\n".join(["time,metric,tags,value", *rows])), alerting()).meant)
    assert made.traffic("payment").total.tolist() == [240] * TWO_HOURS
    assert made.traffic("payment").bad.tolist() == [12] * TWO_HOURS


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("paymnt.requests", "did you mean 'payment.requests'?", id="a service"),
        pytest.param("payment.reqests", "did you mean 'payment.requests'?", id="a word"),
        pytest.param("payment.host.memory", "did you mean 'payment.ecs.memory'?", id="a signal that it has not"),
        pytest.param("payment.temperature_of_the_room", "of payment there is payment.age, payment.ecs.cpu", id="nothing like it"),
    ],
)
def test_a_metric_that_a_service_has_not_gets_the_nearest(name: str, hint: str) -> None:
    (line,) = told(f"time,{name}\n{at(0)},1\n")
    assert line.startswith(f"data.csv:1:6 {name} is nothing that is watched in production")
    assert hint in line


def test_a_share_of_what_nobody_recorded_is_told() -> None:
    (line,) = told(f"time,payment.errors\n{at(0)},1\n")
    assert line.startswith("data.csv:1:6 payment.errors is a share of what is not there; expected payment.requests beside it")


def test_two_series_for_one_thing_are_told() -> None:
    lines = told(f"time,payment.requests,requests{{service:payment}}\n{at(0)},1,1\n")
    assert "requests{service:payment} and payment.requests are both requests of payment" in lines[0]


def test_series_of_another_service_are_not_used_and_not_hidden() -> None:
    name = "rpc_server_duration_milliseconds_count"
    found = understand(tracks_of(f"time,{name}{{service_name:elsewhere}},payment.requests\n{at(0)},1,1\n"), alerting())
    assert [one.name for one in found.unused] == [f"{name}{{service_name:elsewhere}}"]


@pytest.mark.parametrize(
    ("minutes", "told_of"),
    [
        pytest.param([0, 30], "the data spans 60 minutes; expected more than an hour", id="too short"),
        pytest.param([0, 600_000], "the data spans 833 days", id="too long"),
    ],
)
def test_data_that_nothing_can_be_judged_on_is_told(minutes: list[int], told_of: str) -> None:
    text = "time,payment.requests\n" + "".join(f"{at(minute)},1\n" for minute in minutes)
    with pytest.raises(InputError, match=told_of):
        history_of(understand(tracks_of(text, gaps=True), alerting()).meant)


def test_alerts_whose_metrics_are_missing_are_named() -> None:
    made = history(csv_of({"checkout.requests": lambda _: 10, "checkout.errors": lambda _: 0}, minutes=TWO_HOURS))
    found = measurable(made, alerting())
    assert [one.name for one in found.slos] == ["checkout.availability"]
    assert [one.name for one in found.monitors] == ["checkout.telemetry"]
    assert {"checkout.latency", "checkout.memory", "payment.availability"} <= {*found.not_in_data}
    assert "payment.availability" in found.taken_as_good
