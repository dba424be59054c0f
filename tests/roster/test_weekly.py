"""What vendors repeat every week."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.fact import Weekday
from estate.catalog.roster import Lane
from estate.roster.schedule_names import Seat
from estate.roster.weekly import (
    WEEKDAYS,
    WeeklyWindow,
    label,
    rotations_of,
    seats_without_rotation,
    staffed_windows,
    turn_begins,
    weekly_window,
)
from tests.roster.handmade import DAY, MONDAY, MORNING, NIGHT, STANDBY, a_lock, a_roster, everybody_in_turn

HOUR = timedelta(hours=1)
# DST in the north, in the south (Lord Howe: by half an hour), none, and offsets of half and three quarters of an hour.
ZONES = ("Europe/Kyiv", "America/Santiago", "Australia/Lord_Howe", "Europe/Istanbul", "Asia/Kolkata", "Asia/Kathmandu", "UTC")


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    """Any lane that the catalog accepts."""
    start = f"{draw(st.integers(0, 23)):02d}:{draw(st.integers(0, 59)):02d}"
    length = timedelta(minutes=draw(st.integers(1, 24 * 60)))
    return Lane(name="lane", zone=draw(st.sampled_from(ZONES)), start=start, length=length, regions=("eu",))


@pytest.mark.parametrize(
    ("lane", "weekday", "end_day", "end"),
    [
        pytest.param(MORNING, "monday", "monday", time(16), id="a day ends on its weekday"),
        pytest.param(NIGHT, "monday", "tuesday", time(8), id="a night ends on the next"),
        pytest.param(NIGHT, "sunday", "monday", time(8), id="a night of Sunday ends in the next week"),
        pytest.param(STANDBY, "wednesday", "thursday", time(8), id="twenty-four hours end on the next weekday"),
        pytest.param(STANDBY.model_copy(update={"start": "00:00"}), "sunday", "monday", time(0), id="a whole day ends at midnight"),
    ],
)
def test_a_window_ends_where_the_shift_does(lane: Lane, weekday: Weekday, end_day: Weekday, end: time) -> None:
    start = time.fromisoformat(lane.start)
    assert weekly_window(lane, weekday) == WeeklyWindow(start_day=weekday, start=start, end_day=end_day, end=end)


@given(lanes(), st.sampled_from(WEEKDAYS))
def test_no_window_ends_on_the_weekday_and_at_the_time_at_which_it_begins(lane: Lane, weekday: Weekday) -> None:
    window = weekly_window(lane, weekday)
    assert (window.start_day, window.start) != (window.end_day, window.end), "Datadog would assign nobody"


@given(lanes(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_turns_change_hours_away_from_every_shift_of_the_rotation(lane: Lane, day: date) -> None:
    zone = ZoneInfo(lane.zone)
    wall = datetime.combine(day, time.fromisoformat(lane.start))
    next_shift = wall.replace(tzinfo=zone).astimezone(UTC)
    last_end = (wall - 7 * DAY + lane.length).replace(tzinfo=zone).astimezone(UTC)
    assert last_end + 5 * DAY <= turn_begins(lane, day) <= next_shift - 22 * HOUR


def test_hours_are_told_by_zone_and_only_where_somebody_is_on() -> None:
    office = Lane.model_validate({**MORNING.model_dump(), "name": "office", "heads_on": {"saturday": 0, "sunday": 0}})
    abroad = Lane.model_validate({**MORNING.model_dump(), "name": "abroad", "zone": "Asia/Kolkata", "heads": 0, "heads_on": {"sunday": 1}})
    nobody = Lane.model_validate({**MORNING.model_dump(), "name": "nobody", "zone": "UTC", "heads": 0})
    windows = staffed_windows(a_roster([office, abroad, nobody]))
    assert {zone: [window.start_day for window in found] for zone, found in windows.items()} == {
        "Europe/Istanbul": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "Asia/Kolkata": ["sunday"],
    }


def test_a_seat_s_rotations_come_in_the_order_in_which_they_begin_without_those_that_never_hold() -> None:
    roster = a_roster()
    monday = everybody_in_turn(roster)[0]
    later = monday.model_copy(update={"since": MONDAY + 14 * DAY})
    never = monday.model_copy(update={"since": MONDAY + 7 * DAY, "until": MONDAY + 7 * DAY})
    elsewhere = monday.model_copy(update={"seat": 2})
    lock = a_lock(roster, [later, never, elsewhere, monday])
    assert rotations_of(Seat(roster="operations", lane="morning"), lock) == (monday, later)


def test_a_seat_of_nobody_is_told_with_what_to_do() -> None:
    roster = a_roster([MORNING.model_copy(update={"heads": 2})])
    first_seat = [one for one in everybody_in_turn(roster) if one.seat == 1]
    assert list(seats_without_rotation(roster, a_lock(roster, first_seat))) == [
        "Operations - morning 2: the lock has no rotation for it; solve it again: estate roster solve operations"
    ]


def test_a_program_s_word_for_a_seat_is_its_own() -> None:
    one = Seat(roster="order-mail", lane="night")
    assert [label(one), label(Seat(roster="order-mail", lane="night", seat=2))] == ["order-mail.night", "order-mail.night.2"]
