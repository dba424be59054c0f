"""Local times are instants, on the days on which clocks change too. The changes are those of the IANA database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from estate.roster.clock import instant, local_date, monday

TIMES = [
    pytest.param("2027-03-27", "03:30", "Europe/Kyiv", "2027-03-27T01:30", id="winter time, two hours ahead"),
    pytest.param("2027-03-28", "02:59", "Europe/Kyiv", "2027-03-28T00:59", id="the last minute before the gap"),
    pytest.param("2027-03-28", "03:00", "Europe/Kyiv", "2027-03-28T01:00", id="the gap begins: its end"),
    pytest.param("2027-03-28", "03:30", "Europe/Kyiv", "2027-03-28T01:00", id="in the gap: its end"),
    pytest.param("2027-03-28", "04:00", "Europe/Kyiv", "2027-03-28T01:00", id="the first minute that is there again"),
    pytest.param("2027-10-31", "03:30", "Europe/Kyiv", "2027-10-31T00:30", id="twice: the first one"),
    pytest.param("2027-10-31", "04:00", "Europe/Kyiv", "2027-10-31T02:00", id="after the hour that was twice"),
    pytest.param("2027-10-03", "02:30", "Australia/Sydney", "2027-10-02T16:00", id="the gap of the south, in October"),
    pytest.param("2027-04-04", "02:30", "Australia/Sydney", "2027-04-03T15:30", id="twice in the south, in April"),
    pytest.param("2027-09-05", "00:00", "America/Santiago", "2027-09-05T04:00", id="the gap takes midnight"),
    pytest.param("2027-10-03", "02:15", "Australia/Lord_Howe", "2027-10-02T15:30", id="a gap of half an hour"),
    pytest.param("2027-10-03", "02:30", "Australia/Adelaide", "2027-10-02T16:30", id="half an hour off, with a gap"),
    pytest.param("2027-03-28", "02:30", "Asia/Kolkata", "2027-03-27T21:00", id="half an hour off, without changes"),
]


@pytest.mark.parametrize(("day", "clock", "zone", "expected"), TIMES)
def test_a_local_time_is_the_instant_that_it_means(day: str, clock: str, zone: str, expected: str) -> None:
    assert instant(date.fromisoformat(day), clock, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_every_minute_of_a_day_with_a_gap_comes_in_order() -> None:
    day = date(2027, 3, 28)
    minutes = [instant(day, f"{minute // 60:02}:{minute % 60:02}", "Europe/Kyiv") for minute in range(24 * 60)]
    assert minutes == sorted(minutes)
    assert minutes[-1] - minutes[0] == timedelta(hours=22, minutes=59)


def test_dates_are_those_of_the_place() -> None:
    evening = datetime(2026, 11, 16, 20, tzinfo=UTC)
    assert [local_date(evening, zone).day for zone in ("America/Mexico_City", "Europe/Kyiv", "Asia/Kolkata")] == [16, 16, 17]


def test_a_week_begins_on_its_monday() -> None:
    assert [monday(date(2027, 1, day)) for day in (3, 4, 10)] == [date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 4)]
