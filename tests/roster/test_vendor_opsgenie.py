"""A roster in the words of Opsgenie: its pitfalls and its limits."""

import re
from dataclasses import astuple
from datetime import date, timedelta

import pytest

from estate.catalog.roster import Lane, Roster
from estate.catalog.team import OnCall, Team
from estate.roster import vendor_opsgenie
from estate.roster.lock import Rotation
from estate.roster.vendor_opsgenie import OpsgenieError, Routing, Schedule, routing, schedules
from tests.roster.handmade import AFTERNOON, DAY, MONDAY, MORNING, NIGHT, STANDBY, a_lock, a_roster, everybody_in_turn, people_of, replaced
from tests.roster.opsgenie_rules import date_of

TEAM = Team(name="storefront", description="Sells.", cost_centre="WEB-300", email="storefront@shop.example")


def planned(roster: Roster, rotations: tuple[Rotation, ...] | None = None) -> tuple[Schedule, ...]:
    return schedules(roster, a_lock(roster, rotations), people_of(roster))


def routed(rosters: list[Roster], **on_call: object) -> Routing:
    given = {"levels": ("operations", "platform"), "escalate_after": timedelta(minutes=10), **on_call}
    return routing(TEAM, OnCall.model_validate(given), {roster.name: roster for roster in rosters})


def test_it_is_said_when_opsgenie_ends() -> None:
    assert date(2027, 4, 5) == vendor_opsgenie.END_OF_SERVICE
    assert "2027-04-05" in (vendor_opsgenie.__doc__ or "")


@pytest.mark.parametrize(
    ("lane", "restriction"),
    [
        pytest.param(MORNING, ("monday", 8, 0, "monday", 16, 0), id="a day"),
        pytest.param(NIGHT, ("monday", 23, 0, "tuesday", 8, 0), id="a night ends on the next weekday"),
        pytest.param(STANDBY, ("monday", 8, 0, "tuesday", 8, 0), id="24 h"),
        pytest.param(MORNING.model_copy(update={"start": "08:30"}), ("monday", 8, 30, "monday", 16, 30), id="half hours stay"),
    ],
)
def test_a_restriction_is_the_lane_s_own_window(lane: Lane, restriction: tuple[object, ...]) -> None:
    (schedule,) = planned(a_roster([lane]))
    assert astuple(schedule.rotations[0].restriction) == restriction


@pytest.mark.parametrize(
    ("start", "length", "told"),
    [
        pytest.param("08:15", 480, ["ends at 16:15", "starts at 08:15"], id="a quarter past"),
        pytest.param("08:00", 495, ["ends at 16:15"], id="an odd length"),
        pytest.param("07:59", 481, ["starts at 07:59"], id="a minute before"),
    ],
)
def test_a_lane_between_half_hours_is_refused_and_not_moved(start: str, length: int, told: list[str]) -> None:
    odd = MORNING.model_copy(update={"start": start, "length": timedelta(minutes=length)})
    with pytest.raises(OpsgenieError) as raised:
        planned(a_roster([odd]))
    lines = str(raised.value).splitlines()
    assert [found[0] for line in lines if (found := re.search(r"(starts|ends) at [0-9:]+", line))] == told
    assert all(line.startswith("lane morning of roster operations ") and "move the lane" in line for line in lines)


@pytest.mark.parametrize("zone", ["Europe/Istanbul", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Eucla", "Pacific/Chatham", "UTC"])
def test_dates_are_in_utc_with_a_literal_z_and_on_half_hours_whatever_the_zone_s_offset(zone: str) -> None:
    roster = a_roster([MORNING.model_copy(update={"zone": zone})])
    rotations = replaced(everybody_in_turn(roster), since=MONDAY + 21 * DAY, members={"morning": ("cedar",)})
    (schedule,) = planned(roster, rotations)
    assert len(schedule.rotations) == 14
    for turns in schedule.rotations:
        assert date_of(turns.start_date)
        assert turns.end_date is None or date_of(turns.end_date)


def test_a_change_ends_the_rotation_where_the_new_one_begins() -> None:
    roster = a_roster([MORNING, NIGHT])
    before = everybody_in_turn(roster)
    after = replaced(before, since=MONDAY + 21 * DAY, members={"morning": ("cedar", "olive")})
    (morning, night), (new_morning, new_night) = planned(roster, before), planned(roster, after)
    assert new_night == night
    was, now = ({turns.name: turns for turns in plan.rotations} for plan in (morning, new_morning))
    assert len(now) == 14, "every name is its own"
    for name, turns in was.items():
        assert (now[name].start_date, now[name].participants, now[name].restriction) == (
            turns.start_date,
            turns.participants,
            turns.restriction,
        )
    assert now["monday from 2026-11-16"].end_date == now["monday from 2026-12-07"].start_date


def test_a_level_is_asked_later_than_the_one_before_and_all_its_lanes_at_once() -> None:
    rosters = [a_roster([MORNING, AFTERNOON, NIGHT]), a_roster([STANDBY], name="platform"), a_roster([MORNING], name="storefront")]
    way = routed(rosters, in_hours="storefront", repeats=0)
    told = [(rule.delay_minutes, rule.seat.lane) for rule in way.always.rules]
    assert told == [(0, "morning"), (0, "afternoon"), (0, "night"), (10, "standby")]
    assert way.in_hours
    own = [(rule.delay_minutes, rule.seat.roster) for rule in way.in_hours.rules]
    assert own == [(0, "storefront"), (10, "operations"), (10, "operations"), (10, "operations"), (20, "platform")]
    assert (way.always.repeats, way.always.wait_minutes) == (0, 10)


def test_parts_of_a_minute_are_refused() -> None:
    with pytest.raises(OpsgenieError, match="escalate_after of team storefront is 90s; Opsgenie counts whole minutes"):
        routed([a_roster(), a_roster(name="platform")], escalate_after=timedelta(seconds=90))


def test_all_who_have_no_address_are_told_at_once() -> None:
    roster = a_roster()
    people = people_of(roster)
    del people["cedar"]
    people["plane"] = people["plane"].model_copy(update={"email": None})
    with pytest.raises(OpsgenieError) as raised:
        schedules(roster, a_lock(roster), people)
    first, second = str(raised.value).splitlines()
    assert "'cedar' takes turns in the lock of operations, and is nobody of people.yaml" in first
    assert "'plane' takes turns in the lock of operations and has no `email`" in second
