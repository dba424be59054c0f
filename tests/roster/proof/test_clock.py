from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from estate.roster.proof.clock import installed, instant, local_date, pinned, pinned_version, slot

# The offsets and the nights of the changes are those of the IANA database's own source, files europe, australasia and asia.
WALLS = [
    pytest.param("Europe/Kyiv", "2027-03-28T02:59", "2027-03-28T00:59", id="the last minute before the spring's gap"),
    pytest.param("Europe/Kyiv", "2027-03-28T03:00", "2027-03-28T01:00", id="the gap's first minute is its end"),
    pytest.param("Europe/Kyiv", "2027-03-28T03:30", "2027-03-28T01:00", id="inside the gap: the first instant after it"),
    pytest.param("Europe/Kyiv", "2027-03-28T03:59", "2027-03-28T01:00", id="the gap's last minute"),
    pytest.param("Europe/Kyiv", "2027-03-28T04:00", "2027-03-28T01:00", id="the first minute after the gap"),
    pytest.param("Europe/Kyiv", "2027-10-31T03:30", "2027-10-31T00:30", id="shown twice: the first time"),
    pytest.param("Europe/Kyiv", "2027-10-31T04:00", "2027-10-31T02:00", id="after the repeated hour"),
    pytest.param("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:30", id="a gap of half an hour, in the south"),
    pytest.param("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45", id="half an hour shown twice"),
    pytest.param("America/Santiago", "2027-09-05T00:00", "2027-09-05T04:00", id="a gap at midnight"),
    pytest.param("Asia/Kolkata", "2027-03-28T08:00", "2027-03-28T02:30", id="half an hour beside the hour"),
    pytest.param("Asia/Kathmandu", "2027-03-28T08:00", "2027-03-28T02:15", id="a quarter beside the hour"),
    pytest.param("Europe/Istanbul", "2027-03-28T03:30", "2027-03-28T00:30", id="no change at all"),
    pytest.param("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00", id="a day that was skipped ends with its gap"),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "wall", "meant"), WALLS)
def test_a_time_on_the_wall_is_one_instant(zone: str, wall: str, meant: str) -> None:
    assert instant(datetime.fromisoformat(wall), pinned(zone)) == utc(meant)


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/Mexico_City"])
def test_over_a_year_every_quarter_of_an_hour_comes_back_or_is_in_a_gap(zone: str) -> None:
    place = pinned(zone)
    wall = datetime(2027, 1, 1)  # noqa: DTZ001  a time on a wall has no zone
    before = instant(wall, place)
    while wall.year == 2027:
        when = instant(wall, place)
        shown = when.astimezone(place).replace(tzinfo=None)
        assert shown == wall or (shown > wall and (when - timedelta(minutes=1)).astimezone(place).replace(tzinfo=None) < wall)
        assert when >= before
        before, wall = when, wall + timedelta(minutes=15)


def test_a_lane_over_the_clock_change_lasts_an_hour_less_or_more() -> None:
    kyiv = pinned("Europe/Kyiv")
    lengths = [slot(day, "20:00", timedelta(hours=12), kyiv) for day in (date(2027, 3, 27), date(2027, 10, 30), date(2027, 11, 1))]
    assert [end - start for start, end in lengths] == [timedelta(hours=11), timedelta(hours=13), timedelta(hours=12)]


def test_a_lane_that_the_clock_skips_is_empty() -> None:
    start, end = slot(date(2027, 3, 28), "03:00", timedelta(hours=1), pinned("Europe/Kyiv"))
    assert start == end


def test_a_date_is_that_of_the_place() -> None:
    assert local_date(utc("2027-04-07T05:00"), pinned("America/Mexico_City")) == date(2027, 4, 6)


def test_the_pinned_database_is_the_requirements() -> None:
    assert pinned_version().startswith("20")
    assert isinstance(pinned("Europe/Kyiv"), ZoneInfo)


def test_a_zone_that_the_machine_does_not_have_is_none() -> None:
    place: tzinfo | None = installed("Atlantis/Capital")
    assert place is None
