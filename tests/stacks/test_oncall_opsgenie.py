"""The reference estate at Opsgenie."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from estate.graph.record import Recording
from estate.roster.schedule_names import schedule_name, seats
from stacks import oncall_opsgenie
from tests.components.accepted import refused
from tests.components.builds import graph_of, of_type
from tests.roster.handmade import horizon_of, whoever_is_planned
from tests.roster.opsgenie_rules import OpsgenieSchedule
from tests.stacks.oncall_locks import reference_locks
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


@cache
def recording() -> Recording:
    return graph_of(lambda: oncall_opsgenie.build(CATALOG, reference_locks()))


def schedules() -> dict[str, OpsgenieSchedule]:
    """By the names that people see."""
    rotations: dict[str, list[Mapping[str, Any]]] = {}
    for one in of_type(recording(), "opsgenie:index/scheduleRotation:ScheduleRotation").values():
        rotations.setdefault(one.inputs["scheduleId"], []).append(one.inputs)
    made = of_type(recording(), "opsgenie:index/schedule:Schedule").values()
    return {one.inputs["name"]: OpsgenieSchedule(one.inputs, rotations[f"${{index/schedule.{one.name}.id}}"]) for one in made}


def test_the_provider_accepts_everything() -> None:
    assert not refused(recording().resources)


@pytest.mark.parametrize("roster", sorted(CATALOG.rosters))
def test_whoever_the_lock_plans_is_on_at_every_quarter_of_an_hour(roster: str) -> None:
    lock, made = reference_locks()[roster], schedules()
    planned = whoever_is_planned(lock)
    for seat in seats(CATALOG.rosters[roster]):
        schedule = made[schedule_name(seat)]
        for at in horizon_of(lock):
            who = planned[seat.lane, seat.seat].get(at)
            assert schedule.on(at) == ([f"${{index/user.{who}.id}}"] if who else []), f"{schedule_name(seat)} at {at}"


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
