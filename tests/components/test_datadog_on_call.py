"""Datadog On-Call as it is registered, and who is on there by the vendor's own rules."""

import copy
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, get_args

import pytest

from components.datadog.on_call_schedule import OnCallSchedule, OnCallScheduleArgs
from estate.catalog.roster import Roster, Wish
from estate.roster.lock import Lock
from estate.roster.vendor_datadog import schedules
from tests.components.builds import graph_of, of_type
from tests.components.samples.datadog import on_call_escalation, on_call_team
from tests.roster.datadog_rules import Counting, DatadogSchedule, instant
from tests.roster.handmade import (
    MONDAY,
    MORNING,
    NIGHT,
    STANDBY,
    a_lock,
    a_roster,
    everybody_in_turn,
    horizon_of,
    people_of,
    replaced,
    rosters_of_all_kinds,
    whoever_is_planned,
)

SCHEDULE = "datadog:index/onCallSchedule:OnCallSchedule"
KINDS = rosters_of_all_kinds()
CHANGE = MONDAY + timedelta(weeks=3)

Inputs = Mapping[str, Any]
Seats = dict[tuple[str, int], Inputs]


def registered(roster: Roster, lock: Lock) -> Seats:
    """What the provider gets of each lane and seat."""
    plans = schedules(roster, lock, people_of(roster))

    def program() -> None:
        for plan in plans:
            OnCallSchedule(plan.name, OnCallScheduleArgs(schedule=plan, team_id="team"))

    made = of_type(graph_of(program), SCHEDULE)
    return {(plan.seat.lane, plan.seat.seat): made[plan.name].inputs for plan in plans}


def ids_of(roster: Roster) -> dict[str | None, str]:
    """Names of people by their ids at Datadog."""
    return {person.datadog: person.name for person in people_of(roster).values()}


def wrong(roster: Roster, lock: Lock, seats: Seats, counting: Counting) -> Iterable[str]:
    """Every quarter of an hour at which another one is on than the rotations mean."""
    names, planned, instants = ids_of(roster), whoever_is_planned(lock), horizon_of(lock)
    for seat, inputs in seats.items():
        schedule = DatadogSchedule(inputs, counting)
        for at in instants:
            on = schedule.on(at)
            if (on and names[on]) != planned[seat].get(at):
                yield f"{seat} at {at}: {on and names[on]}, planned is {planned[seat].get(at)}"


@pytest.mark.parametrize("counting", get_args(Counting))
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_the_rotations_mean_is_on_at_every_quarter_of_an_hour(kind: str, counting: Counting) -> None:
    lock = a_lock(KINDS[kind])
    assert not list(wrong(KINDS[kind], lock, registered(KINDS[kind], lock), counting))[:5]


@pytest.mark.parametrize("counting", get_args(Counting))
def test_a_change_of_one_lane_moves_nobody_before_it_and_nobody_elsewhere(counting: Counting) -> None:
    roster = a_roster([MORNING, NIGHT, STANDBY])
    first = a_lock(roster)
    second = a_lock(roster, replaced(first.rotations, since=CHANGE, members={"morning": ("olive", "cedar")}))
    before, after = registered(roster, first), registered(roster, second)
    assert {seat: after[seat] == before[seat] for seat in before} == {("morning", 1): False, ("night", 1): True, ("standby", 1): True}
    assert not list(wrong(roster, second, after, counting))[:5]
    old, new = (DatadogSchedule(seats["morning", 1], counting) for seats in (before, after))
    moved = [at for at in horizon_of(first) if old.on(at) != new.on(at)]
    assert min(moved) == instant("2026-12-07T05:00:00Z"), "08:00 in Istanbul on the day of the change"


def test_members_edited_in_place_would_move_people_in_the_past() -> None:
    roster = a_roster([MORNING])
    (inputs,) = registered(roster, a_lock(roster)).values()
    edited = copy.deepcopy(dict(inputs))
    for layer in edited["layers"]:
        layer["users"].pop()
    old, new = DatadogSchedule(inputs), DatadogSchedule(edited)
    assert any(old.on(at) != new.on(at) for at in horizon_of(a_lock(roster)) if at < instant("2026-12-07T05:00:00Z"))


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param({"description": "Said better."}, id="other words"),
        pytest.param({"members": ("cedar", "plane", "olive", "ceiba", "mesquite", "alder")}, id="somebody joins"),
        pytest.param({"members": ("mesquite", "olive", "ceiba", "cedar", "plane")}, id="the list in another order"),
        pytest.param({"wishes": (Wish(person="olive", first=MONDAY, last=MONDAY, wants="off"),)}, id="a wish"),
        pytest.param({"lanes": (STANDBY, MORNING)}, id="another lane before it"),
    ],
)
def test_an_edit_that_changes_no_rotation_changes_no_schedule(edit: Mapping[str, Any]) -> None:
    roster = a_roster([MORNING])
    lock = a_lock(roster)
    members = {member.person: member for member in roster.members}
    if "members" in edit:
        edit = {"members": tuple(members.get(name) or members["cedar"].model_copy(update={"person": name}) for name in edit["members"])}
    edited = roster.model_copy(update=dict(edit))
    more = [one for one in everybody_in_turn(edited) if one.lane != "morning"]
    people = {**people_of(edited), **people_of(roster)}
    (before,) = schedules(roster, lock, people)
    assert before in schedules(edited, a_lock(edited, [*lock.rotations, *more]), people)


def test_the_last_rule_takes_whatever_no_other_took() -> None:
    for sample in (on_call_escalation.smallest, on_call_escalation.largest):
        (rules,) = of_type(graph_of(sample), "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules").values()
        *others, last = rules.inputs["rules"]
        assert not {"query", "timeRestrictions"} & last.keys(), "the API refuses it"
        assert last["actions"][0]["escalationPolicy"]["policyId"] == "${index/onCallEscalationPolicy.storefront.id}"
        assert all("timeRestrictions" in rule for rule in others)


def test_each_zone_of_a_team_s_own_people_has_a_rule() -> None:
    (rules,) = of_type(graph_of(on_call_escalation.largest), "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules").values()
    istanbul, kolkata, _ = rules.inputs["rules"]
    assert [rule["timeRestrictions"]["timeZone"] for rule in (istanbul, kolkata)] == ["Europe/Istanbul", "Asia/Kolkata"]
    pages = [rule["actions"][0]["escalationPolicy"] for rule in (istanbul, kolkata)]
    assert {page["policyId"] for page in pages} == {"${index/onCallEscalationPolicy.storefront-in-hours.id}"}
    assert all(30 <= page["ackTimeoutMinutes"] <= 4320 and page["urgency"] == "dynamic" for page in pages)


def test_a_step_pages_every_seat_of_its_level() -> None:
    policies = of_type(graph_of(on_call_escalation.largest), "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy")
    told = [[target["schedule"] for target in step["targets"]] for step in policies["storefront-in-hours"].inputs["steps"]]
    assert told == [
        ["schedule of storefront morning", "schedule of storefront abroad"],
        ["schedule of operations morning", "schedule of operations afternoon", "schedule of operations night"],
        ["schedule of platform standby"],
    ]
    assert {policy.inputs["resolvePageOnPolicyEnd"] for policy in policies.values()} == {False}, "what nobody answers stays open"


def test_a_team_has_its_members() -> None:
    members = of_type(graph_of(on_call_team.largest), "datadog:index/teamMembership:TeamMembership").values()
    assert {one.inputs["teamId"] for one in members} == {"${index/team.operations.id}"}
    assert [one.inputs["userId"][-1] for one in members] == ["1", "2"]
