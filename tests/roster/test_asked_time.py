"""Times that people ask about; clocks change in Kyiv on 28 March and 31 October 2027, both at 01:00 UTC (Directive 2000/84/EC)."""

from datetime import UTC, datetime

import pytest

from estate.errors import InputError
from estate.roster.asked_time import parse_asked

READ = {
    "in UTC": ("2027-03-01T05:00Z", "Europe/Kyiv", "2027-03-01T05:00"),
    "with an offset": ("2027-03-01T05:00+03:00", "Europe/Kyiv", "2027-03-01T02:00"),
    "with seconds": ("2027-03-01T05:00:30Z", "Europe/Kyiv", "2027-03-01T05:00:30"),
    "on a clock in winter": ("2027-03-01T05:00", "Europe/Kyiv", "2027-03-01T03:00"),
    "on a clock in summer": ("2027-07-01T05:00", "Europe/Kyiv", "2027-07-01T02:00"),
    "with a space": ("2027-03-01 05:00", "America/Mexico_City", "2027-03-01T11:00"),
    "a day alone": ("2027-03-01", "Europe/Istanbul", "2027-02-28T21:00"),
    "a half-hour zone": ("2027-03-01T05:00", "Asia/Kolkata", "2027-02-28T23:30"),
}


@pytest.mark.parametrize(("text", "zone", "instant"), READ.values(), ids=READ)
def test_a_time_is_the_instant_that_it_means(text: str, zone: str, instant: str) -> None:
    assert parse_asked(text, zone=zone).instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_a_time_without_a_zone_is_said_to_be_read_on_the_askers_clock() -> None:
    assert parse_asked("2027-03-01T05:00", zone="Europe/Kyiv").read_as == "2027-03-01 05:00 was read on the clock of Kyiv"
    assert parse_asked("2027-03-01T05:00Z", zone="Europe/Kyiv").read_as is None


def test_a_time_that_clocks_skip_is_the_first_instant_after_the_gap() -> None:
    asked = parse_asked("2027-03-28T03:30", zone="Europe/Kyiv")
    assert asked.instant == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert asked.read_as is not None
    assert asked.read_as.startswith("clocks in Kyiv skip 03:30 on that day; read as the first instant after the gap, Sunday 28 Mar 04:00")


def test_a_time_that_clocks_show_twice_is_the_first_one_and_the_second_is_named() -> None:
    asked = parse_asked("2027-10-31T03:30", zone="Europe/Kyiv")
    assert asked.instant == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert (
        asked.read_as == "clocks in Kyiv show 03:30 twice on that day; read as the first time, 00:30 UTC; the second is 2027-10-31T01:30Z"
    )


@pytest.mark.parametrize("text", ["", "now", "3 am", "2027-13-01T05:00Z", "2027-02-29", "2027-03-01T25:00", "2027-W10", "2027-03-01T05"])
def test_what_is_no_time_is_refused_with_what_is_expected(text: str) -> None:
    with pytest.raises(InputError, match="is no time; expected 2027-03-01T05:00Z"):
        parse_asked(text, zone="UTC")
