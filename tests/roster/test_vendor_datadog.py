"""A roster in the words of Datadog On-Call: its pitfalls and its limits."""

import re
from dataclasses import astuple
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.roster import Lane, Roster
from estate.catalog.team import OnCall, Team
from estate.roster.lock import Rotation
from estate.roster.vendor_datadog import DatadogError, Layer, Restriction, Routing, Schedule, routing, schedules
from tests.roster.handmade import (
    AFTERNOON,
    DAY,
    MONDAY,
    MORNING,
    NIGHT,
    STANDBY,
    a_lock,
    a_roster,
    everybody_in_turn,
    people_of,
    replaced,
)

TEAM = Team(name="storefront", description="Sells.", cost_centre="WEB-300", email="storefront@shop.example")


def planned(roster: Roster, rotations: tuple[Rotation, ...] | None = None) -> tuple[Schedule, ...]:
    return schedules(roster, a_lock(roster, rotations), people_of(roster))


def routed(rosters: list[Roster], **on_call: object) -> Routing:
    given = {"levels": ("operations",), "escalate_after": timedelta(minutes=10), **on_call}
    return routing(TEAM, OnCall.model_validate(given), {roster.name: roster for roster in rosters})


def layers_of(schedule: Schedule) -> dict[str, Layer]:
    return {layer.name: layer for layer in schedule.layers}


@pytest.mark.parametrize(
    ("lane", "restriction"),
    [
        pytest.param(MORNING, ("monday", "08:00:00", "monday", "16:00:00"), id="a day"),
        pytest.param(NIGHT, ("monday", "23:00:00", "tuesday", "08:00:00"), id="a night ends on the next weekday"),
        pytest.param(STANDBY, ("monday", "08:00:00", "tuesday", "08:00:00"), id="24 h on one weekday and time would be nobody's"),
    ],
)
def test_a_restriction_says_the_weekday_on_which_the_shift_ends(lane: Lane, restriction: tuple[str, str, str, str]) -> None:
    (schedule,) = planned(a_roster([lane]))
    assert astuple(schedule.layers[0].restriction) == restriction


def test_every_lane_and_seat_has_a_schedule_of_seven_layers_with_names_of_their_own() -> None:
    both = MORNING.model_copy(update={"heads": 2})
    plans = planned(a_roster([both, NIGHT]))
    assert [plan.name for plan in plans] == ["Operations - morning", "Operations - morning 2", "Operations - night"]
    assert [len(layers_of(plan)) for plan in plans] == [7, 7, 7]


def test_a_layer_begins_a_day_before_its_first_shift_in_utc() -> None:
    (schedule,) = planned(a_roster())
    # 08:00 in Istanbul is 05:00 UTC, and 2026-11-16 a Monday.
    assert (schedule.layers[0].name, schedule.layers[0].effective_date) == ("monday from 2026-11-16", "2026-11-15T05:00:00Z")


def test_a_change_ends_the_layer_where_the_new_one_begins_and_appends_that_at_the_end() -> None:
    roster = a_roster([MORNING, NIGHT])
    before = everybody_in_turn(roster)
    after = replaced(before, since=MONDAY + 21 * DAY, members={"morning": ("cedar", "olive")})
    (morning, night), (new_morning, new_night) = planned(roster, before), planned(roster, after)
    assert new_night == night
    assert [layer.name for layer in new_morning.layers[:7]] == [layer.name for layer in morning.layers]
    assert {old.users for old in morning.layers} == {old.users for old in new_morning.layers[:7]}
    for old, new in zip(new_morning.layers[:7], new_morning.layers[7:], strict=True):
        assert old.end_date == new.effective_date
    assert new_morning.layers[7].name == "monday from 2026-12-07"


@given(st.lists(st.tuples(st.integers(1, 11), st.permutations(["cedar", "plane", "olive"])), max_size=4))
def test_whatever_changes_later_a_layer_that_has_begun_keeps_all_but_its_end(changes: list[tuple[int, list[str]]]) -> None:
    roster = a_roster()
    rotations = everybody_in_turn(roster)
    for weeks, members in sorted(changes, key=lambda one: one[0]):
        (was,) = planned(roster, rotations)
        running = tuple(one for one in rotations if one.until is None)
        since = max(MONDAY + 7 * weeks * DAY, max(one.since for one in running) + DAY)
        changed = replaced(running, since=since, members={"morning": tuple(members)})
        rotations = (*(one for one in rotations if one.until), *changed)
        (now,) = planned(roster, rotations)
        assert [_without_end(layer) for layer in now.layers[: len(was.layers)]] == [_without_end(layer) for layer in was.layers]
        assert len(layers_of(now)) == len(now.layers), "two layers of one name"


def _without_end(layer: Layer) -> tuple[object, ...]:
    return (layer.name, layer.effective_date, layer.users, layer.restriction)


def test_pages_go_to_the_team_s_own_people_in_their_hours_and_else_to_the_levels() -> None:
    office = Lane.model_validate({**MORNING.model_dump(), "name": "office", "heads_on": {"saturday": 0, "sunday": 0}})
    own = a_roster([office], name="storefront")
    way = routed([a_roster([MORNING, AFTERNOON, NIGHT]), own], in_hours="storefront", repeats=3)
    assert way.in_hours
    assert [[seat.lane for seat in step.seats] for step in way.in_hours.steps] == [["office"], ["morning", "afternoon", "night"]]
    assert [[seat.lane for seat in step.seats] for step in way.always.steps] == [["morning", "afternoon", "night"]]
    assert {way.always.retries, way.in_hours.retries} == {3}
    assert {step.escalate_after_seconds for step in way.always.steps} == {600}
    (hours,) = way.hours
    assert (hours.zone, len(hours.restrictions)) == ("Europe/Istanbul", 5)
    assert hours.restrictions[4] == Restriction(start_day="friday", start_time="08:00:00", end_day="friday", end_time="16:00:00")


def test_a_forgotten_page_calls_again_within_what_datadog_allows() -> None:
    assert 30 <= routed([a_roster()]).acknowledgement_minutes <= 4320


@pytest.mark.parametrize(
    ("lanes", "on_call", "told"),
    [
        pytest.param(
            1, {"escalate_after": timedelta(seconds=59)}, "escalate_after of team storefront is 59s; .* from 1m to 10h", id="soon"
        ),
        pytest.param(1, {"escalate_after": timedelta(seconds=36001)}, "is 36001s; .* from 1m to 10h", id="late"),
        pytest.param(1, {"escalate_after": timedelta(milliseconds=60500)}, "is 60500ms; .* whole seconds", id="parts of a second"),
        pytest.param(11, {}, "roster operations has 11 seats; a step of Datadog pages 1 to 10", id="eleven targets"),
        pytest.param(0, {}, "roster operations has 0 seats; a step of Datadog pages 1 to 10", id="no target"),
        pytest.param(1, {"levels": ("operations",) * 11}, "on_call of team storefront has 11 levels; Datadog allows 10", id="eleven steps"),
    ],
)
def test_what_datadog_does_not_allow_is_told(lanes: int, on_call: dict[str, object], told: str) -> None:
    heads = 1 if lanes else 0
    many = [MORNING.model_copy(update={"name": f"lane-{place}", "heads": heads}) for place in range(max(lanes, 1))]
    with pytest.raises(DatadogError, match=told):
        routed([a_roster(many)], **on_call)


@pytest.mark.parametrize(("seconds", "levels"), [(60, 1), (36000, 10)])
def test_the_limits_themselves_are_allowed(seconds: int, levels: int) -> None:
    ten = [MORNING.model_copy(update={"name": f"lane-{place}"}) for place in range(10)]
    way = routed([a_roster(ten)], levels=("operations",) * levels, escalate_after=timedelta(seconds=seconds))
    assert len(way.always.steps) == levels
    assert {len(step.seats) for step in way.always.steps} == {10}


def test_all_who_have_no_id_are_told_at_once() -> None:
    roster = a_roster()
    people = people_of(roster)
    del people["cedar"]
    people["plane"] = people["plane"].model_copy(update={"datadog": None})
    with pytest.raises(DatadogError) as raised:
        schedules(roster, a_lock(roster), people)
    first, second = str(raised.value).splitlines()
    assert re.search("'cedar' takes turns in the lock of operations, and is nobody of people.yaml", first)
    assert re.search("'plane' takes turns in the lock of operations and has no `datadog`", second)
