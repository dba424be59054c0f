"""Planned monitors over recorded data, with numbers that can be followed by hand."""

from collections.abc import Mapping

import pytest

from estate.alerting.history.backtest import Backtest
from estate.alerting.history.scoring import Score
from tests.alerting.history.worlds import Curve, at, backtest, csv_of, incident
from tests.alerting.testing.worlds import Monitor, errors_above

DAY = 1440
COLUMNS: Mapping[str, Curve] = {
    "payment.requests": lambda _: 200.0,
    # Half of the calls fail from 10:00 to 10:29, a tenth from 15:00 to 15:09.
    "payment.errors": lambda minute: 50.0 if 600 <= minute < 630 else 10.0 if 900 <= minute < 910 else 0.0,
}
OUTAGE = incident(600, 630)


def page(percent: float = 5, window: str = "5m") -> Monitor:
    """Under the name of an alert of the estate, so that its owner's page is one of that alert."""
    one = errors_above(percent, window=window)
    return Monitor(name="payment.availability.1h", inputs=one.inputs)


def payment(found: Backtest) -> Score:
    return found.run("datadog").scores["payment.availability"]


def test_both_outages_page_and_one_of_them_was_none() -> None:
    """More than 5 % in 5 min: at 10:01 half of one minute in five is 10 %; 15:03 is the first with three minutes of 10 %, 6 %."""
    one = payment(backtest(csv_of(COLUMNS, minutes=DAY), page(), incidents=[OUTAGE]))
    assert [call.start for call in one.calls] == [at(601), at(903)]
    assert (one.precision, one.recall, one.detection) == (0.5, 1.0, (60,))
    assert one.per_week == pytest.approx(2 * 7 * 24 / 23)


def test_a_false_page_lasts_until_less_than_the_threshold_is_left_in_the_window() -> None:
    """15:03 until 15:12, when two minutes of 10 % are left in five."""
    one = payment(backtest(csv_of(COLUMNS, minutes=DAY), page(), incidents=[OUTAGE]))
    false = one.calls[1]
    assert (false.end, one.false_minutes) == (at(913), 10)


def test_a_higher_threshold_misses_the_smaller_one() -> None:
    one = payment(backtest(csv_of(COLUMNS, minutes=DAY), page(20), incidents=[OUTAGE, incident(900, 910, name="small")]))
    assert (len(one.calls), one.precision, one.recall) == (1, 1.0, 0.5)


def test_a_gap_is_no_data_and_hides_what_happened_in_it() -> None:
    content = csv_of(COLUMNS, minutes=DAY, without=range(595, 640))
    one = payment(backtest(content, page(), incidents=[OUTAGE], gaps=True))
    assert ([call.start for call in one.calls], one.recall) == ([at(903)], 0.0)


def test_a_monitor_that_is_not_simulated_is_named_and_counted_nowhere() -> None:
    text = "max(next_7d):forecast(max:system.disk.in_use{service:payment}, 'linear', 1) > 90"
    odd = Monitor(name="payment.availability.6h", inputs={**errors_above(5).inputs, "query": text})
    found = backtest(csv_of(COLUMNS, minutes=DAY), page(), odd, incidents=[OUTAGE]).run("datadog")
    assert [*found.not_simulated] == ["payment.availability.6h"]
    assert (found.simulated, found.planned, [*found.scores]) == (("payment.availability.1h",), 2, [])


def test_an_alert_of_which_the_vendor_has_no_monitor_has_no_score() -> None:
    found = backtest(csv_of(COLUMNS, minutes=DAY), page(), incidents=[OUTAGE]).run("datadog")
    assert ([*found.scores], found.absent) == (["payment.availability"], ("payment.telemetry",))


def test_a_step_of_five_minutes_finds_the_same_outage() -> None:
    """Two minutes of 50 % in five are 20 %, which is not more than 20; the third is."""
    one = payment(backtest(csv_of(COLUMNS, minutes=DAY, step=5), page(20), incidents=[OUTAGE]))
    assert [call.start for call in one.calls] == [at(603)]
