"""The reference estate at Opsgenie."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from estate.graph.record import Recording
from estate.roster.lock import Lock
from estate.roster.schedule_names import schedule_name, seats
from stacks import oncall_opsgenie
from tests.components.accepted import refused
from tests.components.builds import graph_of, of_type
from tests.roster.handmade import horizon_of, whoever_is_planned
from tests.roster.opsgenie_rules import OpsgenieSchedule
from tests.stacks.oncall_locks import reference_locks, without
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


@cache
def recording() -> Recording:
    return graph_of(lambda: oncall_opsgenie.build(CATALOG, reference_locks()))


def rotations_of(recording: Recording) -> dict[str, Mapping[str, Any]]:
    """What the provider gets of each rotation, by what the program calls it."""
    return {name: one.inputs for name, one in of_type(recording, "opsgenie:index/scheduleRotation:ScheduleRotation").items()}


def schedules(recording: Recording) -> dict[str, OpsgenieSchedule]:
    """By the names that people see."""
    rotations: dict[str, list[Mapping[str, Any]]] = {}
    for one in rotations_of(recording).values():
        rotations.setdefault(one["scheduleId"], []).append(one)
    made = of_type(recording, "opsgenie:index/schedule:Schedule").values()
    return {one.inputs["name"]: OpsgenieSchedule(one.inputs, rotations[f"${{index/schedule.{one.name}.id}}"]) for one in made}


def wrong(recording: Recording, roster: str, lock: Lock) -> Iterator[str]:
    """Every quarter of an hour at which others are on than the lock plans."""
    planned, made = whoever_is_planned(lock), schedules(recording)
    for seat in seats(CATALOG.rosters[roster]):
        schedule = made[schedule_name(seat)]
        for at in horizon_of(lock):
            who = planned[seat.lane, seat.seat].get(at)
            if schedule.on(at) != ([f"${{index/user.{who}.id}}"] if who else []):
                yield f"{schedule_name(seat)} at {at}: {schedule.on(at)}, planned is {who}"


def test_the_provider_accepts_everything() -> None:
    assert not refused(recording().resources)


@pytest.mark.parametrize("roster", sorted(CATALOG.rosters))
def test_whoever_the_lock_plans_is_on_at_every_quarter_of_an_hour(roster: str) -> None:
    assert not list(wrong(recording(), roster, reference_locks()[roster]))[:5]


def test_somebody_who_leaves_ends_rotations_and_appends_others_and_nothing_else_is_touched() -> None:
    locks = without("cedar", since=date(2026, 12, 14))
    after = graph_of(lambda: oncall_opsgenie.build(CATALOG, locks))
    assert not list(wrong(after, "operations", locks["operations"]))[:5]
    old, new = rotations_of(recording()), rotations_of(after)
    changed = {name for name in {**old, **new} if old.get(name) != new.get(name)}
    assert changed
    assert {name.rsplit(".", 1)[0] for name in changed} <= {"operations.morning", "operations.afternoon"}, "nobody of the night has left"
    for name in changed & old.keys():
        if old[name]["startDate"] < "2026-12-13":
            assert {**new[name], "endDate": None} == {**old[name], "endDate": None}, "nothing but its end"


def test_whoever_takes_turns_is_a_user_known_by_the_address() -> None:
    users = of_type(recording(), "opsgenie:index/user:User")
    rostered = {member for lock in reference_locks().values() for rotation in lock.rotations for member in rotation.members}
    assert rostered <= set(users)
    assert {name: user.inputs["username"] for name, user in users.items()} == {name: CATALOG.people[name].email for name in users}


def test_every_team_that_owns_services_is_notified_somewhere() -> None:
    rules = of_type(recording(), "opsgenie:index/teamRoutingRule:TeamRoutingRule")
    assert {service.owner for service in CATALOG.services.values()} <= set(rules)
    assert {name for name in rules if name.endswith("-in-hours-0")} == {"fulfilment-in-hours-0", "storefront-in-hours-0"}


def test_names_are_what_opsgenie_allows() -> None:
    # The provider's validation of names: letters, digits, spaces, hyphens and underscores, fewer than 100.
    named = [one for one in recording().resources if one.custom and one.type.split(":")[-1] in ("Schedule", "Team", "Escalation")]
    assert named
    assert not [
        one.urn for one in named if not one.inputs["name"].replace(" ", "").replace("-", "").isalnum() or len(one.inputs["name"]) > 99
    ]
