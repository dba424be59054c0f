import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.fact import NAME_PATTERN
from estate.roster.pagerduty.shifts import shift_schedules
from estate.roster.schedule_names import Seat, schedule_name, shift_schedule_name
from tests.roster.handmade import AFTERNOON, MORNING, a_lock, a_roster, people_of

names = st.from_regex(re.compile(NAME_PATTERN, re.ASCII), fullmatch=True)


@pytest.mark.parametrize(
    ("seat", "name"),
    [
        pytest.param(Seat(roster="operations", lane="morning"), "Operations - morning", id="the first seat has no number"),
        pytest.param(Seat(roster="operations", lane="morning", seat=2), "Operations - morning 2", id="the others have one"),
        pytest.param(Seat(roster="order-mail", lane="late-night"), "Order-mail - late-night", id="hyphens stay"),
    ],
)
def test_a_seat_has_the_name_that_people_look_for(seat: Seat, name: str) -> None:
    assert schedule_name(seat) == name


@given(st.lists(names, min_size=1, max_size=4), st.lists(names, min_size=1, max_size=4))
def test_no_two_seats_share_a_name(rosters: list[str], lanes: list[str]) -> None:
    seats = {Seat(roster=roster, lane=lane, seat=seat) for roster, lane, seat in product(rosters, lanes, range(1, 6))}
    assert len({schedule_name(seat) for seat in seats}) == len(seats)
    assert all(schedule_name(seat).isascii() for seat in seats)


@pytest.mark.parametrize("zones", [("Europe/Istanbul", "Europe/Istanbul"), ("Europe/Istanbul", "America/Mexico_City")])
def test_pagerdutys_shift_schedules_are_called_as_they_are_looked_for(zones: tuple[str, str]) -> None:
    lanes = [lane.model_copy(update={"zone": zone}) for lane, zone in zip((MORNING, AFTERNOON), zones, strict=True)]
    roster = a_roster(lanes, weeks=1)
    people = {name: person.model_copy(update={"pagerduty": f"P{name.upper()}"}) for name, person in people_of(roster).items()}
    made = {schedule.name for schedule in shift_schedules(roster, a_lock(roster), people)}
    assert made == {shift_schedule_name(roster, zone) for zone in zones}
