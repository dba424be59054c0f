"""Lanes become intervals: no hole and no overlap where the clocks of a lane say that there is none."""

from collections import Counter
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any

import pytest

from estate.catalog.roster import Horizon, Lane, Roster
from estate.roster.slots import Slot, slots_of
from tests.roster.solver.teams import reference

HOUR = timedelta(hours=1)
SPRING, AUTUMN = date(2027, 3, 22), date(2027, 10, 25)
ZONES = ("Europe/Kyiv", "America/Santiago", "Australia/Sydney", "Europe/Istanbul", "Asia/Kolkata", "Australia/Adelaide")


def lane(**more: Any) -> Lane:
    return Lane.model_validate({"name": "watch", "zone": "Europe/Kyiv", "start": "08:00", "length": "12h", "regions": ["eu"], **more})


def staffed(*lanes: Lane, first: date = SPRING, weeks: int = 1) -> tuple[Slot, ...]:
    roster: Roster = reference(lanes=lanes, horizon=Horizon(first=first, weeks=weeks))
    return slots_of(roster)


@pytest.mark.parametrize("zone", ZONES)
def test_lanes_that_abut_on_the_clock_abut_over_all_changes_of_a_year(zone: str) -> None:
    day, night = lane(zone=zone, name="day"), lane(zone=zone, name="night", start="20:00")
    slots = staffed(day, night, first=date(2027, 1, 4), weeks=52)
    assert all(before.end == after.start for before, after in pairwise(slots))


@pytest.mark.parametrize(("first", "hours"), [(SPRING, 11), (AUTUMN, 13)])
def test_a_night_over_a_change_is_an_hour_shorter_or_longer(first: date, hours: int) -> None:
    slots = {slot.date: slot for slot in staffed(lane(start="20:00"), first=first)}
    lengths = {(slot.end - slot.start) // HOUR for day, slot in slots.items() if day != first + timedelta(days=5)}
    saturday = slots[first + timedelta(days=5)]
    assert (saturday.end - saturday.start) // HOUR == hours
    assert lengths == {12}


# The European Union's summer is from 29 March to 25 October 2026, that of Tijuana from 8 March to 1 November; Istanbul has none.
@pytest.mark.parametrize(
    ("days", "night", "gaps"),
    [
        pytest.param("Europe/Kyiv", ("Europe/Istanbul", "23:00"), {1: 87 + 68}, id="winter mornings: 87 days of spring, 68 of autumn"),
        pytest.param("Europe/Istanbul", ("Europe/Istanbul", "23:00"), {}, id="one clock has none"),
        pytest.param(
            "Europe/Istanbul", ("America/Tijuana", "14:00"), {1: 238, 2: 365 - 238}, id="a night on the other side: every evening"
        ),
    ],
)
def test_lanes_on_clocks_that_change_apart_leave_gaps(days: str, night: tuple[str, str], gaps: dict[int, int]) -> None:
    zone, start = night
    lanes = (
        lane(name="morning", zone=days, start="08:00", length="8h"),
        lane(name="afternoon", zone=days, start="16:00", length="7h"),
        lane(name="night", zone=zone, start=start, length="9h"),
    )
    slots = staffed(*lanes, first=date(2025, 12, 29), weeks=53)
    until = list(accumulate((slot.end for slot in slots), max))
    empty = [(after.start, after.start - end) for end, after in zip(until, slots[1:], strict=False) if after.start > end]
    assert Counter(length // HOUR for at, length in empty if at.year == 2026) == gaps


def test_a_lane_that_a_clock_skips_is_not_staffed_on_that_day() -> None:
    days = {slot.date for slot in staffed(lane(start="03:00", length="1h"))}
    assert date(2027, 3, 28) not in days
    assert len(days) == 6


def test_a_day_whose_head_count_is_nobody_has_no_slot() -> None:
    slots = staffed(lane(heads=2, heads_on={"saturday": 1, "sunday": 0}))
    assert [slot.heads for slot in slots] == [2, 2, 2, 2, 2, 1]


def test_who_comes_is_there_a_handover_before_the_start() -> None:
    first, *_ = staffed(lane(handover="15m"))
    assert first.start - first.works_from == timedelta(minutes=15)
