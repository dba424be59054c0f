"""Opsgenie as it is registered, and who is on there by the vendor's own rules."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any, get_args

import pytest

from components.opsgenie.schedule import Schedule, ScheduleArgs
from estate.catalog.roster import Roster
from estate.graph.record import Recording, RecordingMonitor
from estate.roster.lock import Lock
from estate.roster.vendor_opsgenie import schedules
from tests.components.builds import graph_of, of_type, waits_for
from tests.components.samples.opsgenie import escalation, people, team
from tests.roster.datadog_rules import Counting
from tests.roster.handmade import (
    MONDAY,
    MORNING,
    NIGHT,
    STANDBY,
    a_lock,
    a_roster,
    horizon_of,
    people_of,
    replaced,
    rosters_of_all_kinds,
    whoever_is_planned,
)
from tests.roster.opsgenie_rules import OpsgenieSchedule, date_of

KINDS = rosters_of_all_kinds()
CHANGE = MONDAY + timedelta(weeks=3)
Seats = dict[tuple[str, int], tuple[Mapping[str, Any], dict[str, Mapping[str, Any]]]]


def registered(roster: Roster, lock: Lock) -> Seats:
    """What the provider gets of each lane and seat: the schedule, and its rotations by their names."""
    plans = schedules(roster, lock, people_of(roster))
    user_ids = {member.person: member.person for member in roster.members}

    def program() -> None:
        for plan in plans:
            Schedule(plan.name, ScheduleArgs(schedule=plan, team_id="team", user_ids=user_ids))

    recording = graph_of(program)
    made = of_type(recording, "opsgenie:index/schedule:Schedule")
    return {(plan.seat.lane, plan.seat.seat): (made[plan.name].inputs, rotations_of(recording, plan.name)) for plan in plans}


def rotations_of(recording: Recording, schedule: str) -> dict[str, Mapping[str, Any]]:
    rotations = of_type(recording, "opsgenie:index/scheduleRotation:ScheduleRotation").values()
    return {one.inputs["name"]: one.inputs for one in rotations if one.inputs["scheduleId"] == f"${{index/schedule.{schedule}.id}}"}


def wrong(lock: Lock, seats: Seats, counting: Counting) -> Iterable[str]:
    """Every quarter of an hour at which others are on than the rotations mean."""
    planned, instants = whoever_is_planned(lock), horizon_of(lock)
    for seat, (inputs, rotations) in seats.items():
        schedule = OpsgenieSchedule(inputs, rotations.values(), counting)
        for at in instants:
            expected = [planned[seat][at]] if at in planned[seat] else []
            if schedule.on(at) != expected:
                yield f"{seat} at {at}: {schedule.on(at)}, planned is {expected}"


@pytest.mark.parametrize("counting", get_args(Counting))
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_the_rotations_mean_is_on_at_every_quarter_of_an_hour(kind: str, counting: Counting) -> None:
    lock = a_lock(KINDS[kind])
    assert not list(wrong(lock, registered(KINDS[kind], lock), counting))[:5]


@pytest.mark.parametrize("counting", get_args(Counting))
def test_a_change_of_one_lane_moves_nobody_before_it_and_nobody_elsewhere(counting: Counting) -> None:
    roster = a_roster([MORNING, NIGHT, STANDBY])
    first = a_lock(roster)
    second = a_lock(roster, replaced(first.rotations, since=CHANGE, members={"morning": ("olive", "cedar")}))
    before, after = registered(roster, first), registered(roster, second)
    assert {seat: after[seat] == before[seat] for seat in before} == {("morning", 1): False, ("night", 1): True, ("standby", 1): True}
    for name, rotation in before["morning", 1][1].items():
        assert {**after["morning", 1][1][name], "endDate": None} == {**rotation, "endDate": None}, "nothing but its end"
    assert not list(wrong(second, after, counting))[:5]
    old, new = (OpsgenieSchedule(seats["morning", 1][0], seats["morning", 1][1].values(), counting) for seats in (before, after))
    moved = [at for at in horizon_of(first) if old.on(at) != new.on(at)]
    assert min(moved) == date_of("2026-12-07T05:00:00Z"), "08:00 in Istanbul on the day of the change"


def test_rules_are_asked_in_their_order_and_the_last_takes_whatever_no_other_took() -> None:
    recording = graph_of(escalation.largest)
    rules = sorted(of_type(recording, "opsgenie:index/teamRoutingRule:TeamRoutingRule").values(), key=lambda one: one.inputs["order"])
    assert [rule.inputs["order"] for rule in rules] == [0, 1, 2]
    assert [rule.inputs.get("timezone") for rule in rules] == ["Europe/Istanbul", "Asia/Kolkata", None]
    assert "timeRestrictions" not in rules[-1].inputs
    assert [rule.inputs["notifies"][0]["id"].split(".")[1] for rule in rules] == [
        "storefront-in-hours",
        "storefront-in-hours",
        "storefront",
    ]
    for earlier, later in pairwise(rules):
        assert earlier.urn in waits_for(recording, later), "an order is a place among the rules that are there"


def test_an_escalation_has_one_recipient_a_rule_and_begins_again_as_often_as_the_team_says() -> None:
    for sample, repeats in ((escalation.smallest, None), (escalation.largest, 9)):
        policy = of_type(graph_of(sample), "opsgenie:index/escalation:Escalation")["storefront"]
        assert {len(rule["recipients"]) for rule in policy.inputs["rules"]} == {1}, "the provider keeps the last of several"
        assert {rule["condition"] for rule in policy.inputs["rules"]} == {"if-not-acked"}
        again = policy.inputs.get("repeats")
        assert (again[0]["count"] if again else None) == repeats
        assert not again or not again[0]["closeAlertAfterAll"]


def test_what_opsgenie_makes_by_itself_for_a_team_is_taken_away() -> None:
    for sample in (team.smallest, team.largest):
        (made,) = of_type(graph_of(sample), "opsgenie:index/team:Team").values()
        assert made.inputs["deleteDefaultResources"] is True


def test_accounts_stay_as_people_have_set_them_and_outlive_their_place_in_the_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    outlive: dict[str, bool] = {}
    register = RecordingMonitor.RegisterResource

    def spy(monitor: RecordingMonitor, request: Any) -> Any:
        outlive[request.type] = request.retainOnDelete
        return register(monitor, request)

    monkeypatch.setattr(RecordingMonitor, "RegisterResource", spy)
    users = of_type(graph_of(people.largest), "opsgenie:index/user:User")
    assert outlive["opsgenie:index/user:User"]
    assert {name: user.inputs["username"] for name, user in users.items()} == {"cedar": "cedar@shop.example", "plane": "plane@shop.example"}
    assert {"fullName", "role", "locale", "timezone"} <= set(users["cedar"].ignore_changes)
