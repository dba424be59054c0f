"""Curves mean what people read in them."""

import numpy as np
import pytest

from estate.alerting.testing.curve import parse_curve
from estate.alerting.testing.marks import moment_of, place_of

START = moment_of("2026-11-24T10:00")


def at(text: object, *minutes: float) -> list[float]:
    times = np.array([START + int(minute * 60) for minute in minutes], dtype=np.int64)
    return [round(value, 6) for value in parse_curve(text).values(times, START).tolist()]


def test_a_number_is_always_so() -> None:
    assert at(200, -600, 0, 600) == [200, 200, 200]


def test_what_stands_first_was_so_before_and_what_stands_last_stays() -> None:
    assert at("0.5 until 11:00 then 50", -600, 59, 60, 6000) == [0.5, 0.5, 50, 50]


def test_a_blip_of_90_seconds_ends_within_a_minute() -> None:
    assert at("0 until 10:30 then 20 until 10:31:30 then 0", 29.75, 30, 31.25, 31.5) == [0, 20, 20, 0]


def test_a_ramp_goes_straight_from_the_value_before_it_and_stays_where_it_went() -> None:
    assert at("70 until 12:00 then ramp to 97 by 12:30", 120, 130, 150, 200) == [70, 79, 97, 97]


def test_a_ramp_may_follow_a_ramp() -> None:
    assert at("0 until 10:10 then ramp to 10 by 10:20 then ramp to 0 by 10:30", 20, 25, 30) == [10, 5, 0]


def test_a_wave_is_lowest_at_midnight_and_highest_half_a_period_later() -> None:
    assert at("sine(200, 0.5, 1d)", -600, 120) == [100, 300]


def test_a_clock_time_is_the_first_one_after_the_mark_before_it() -> None:
    assert place_of("09:00", after=START, start=START) == moment_of("2026-11-25T09:00")
    assert at("1 until 23:00 then 2 until 01:00 then 3", 12 * 60, 13 * 60, 14 * 60, 15 * 60) == [1, 2, 2, 3]


def test_a_length_counts_from_the_start() -> None:
    assert at("1 until +1h30m then 2", 89, 90) == [1, 2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("tweny", "at column 1", id="no number"),
        pytest.param("0 until", "at its end", id="broken off"),
        pytest.param("0 then 50", "until when each part lasts", id="no mark"),
        pytest.param("ramp to 9 by 12:00", "begins with a ramp", id="a ramp from nowhere"),
        pytest.param("0 until 25:00 then 1", "at column", id="no time of day"),
        pytest.param(True, "true is no curve", id="a switch"),
    ],
)
def test_what_is_no_curve_is_refused_with_an_example(text: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_curve(text)
