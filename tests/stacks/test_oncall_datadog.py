"""The reference estate at Datadog On-Call."""

from functools import cache

import pytest

from estate.graph.record import Recording
from estate.roster.schedule_names import schedule_name, seats
from stacks import oncall_datadog
from tests.components.accepted import refused
from tests.components.builds import graph_of, of_type
from tests.roster.datadog_rules import DatadogSchedule
from tests.roster.handmade import horizon_of, whoever_is_planned
from tests.stacks.oncall_locks import reference_locks
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


@cache
def recording() -> Recording:
    return graph_of(lambda: oncall_datadog.build(CATALOG, reference_locks()))


def schedules() -> dict[str, DatadogSchedule]:
    """By the names that people see."""
    made = of_type(recording(), "datadog:index/onCallSchedule:OnCallSchedule").values()
    return {one.inputs["name"]: DatadogSchedule(one.inputs) for one in made}


def test_the_provider_accepts_everything() -> None:
    assert not refused(recording().resources)


@pytest.mark.parametrize("roster", sorted(CATALOG.rosters))
def test_whoever_the_lock_plans_is_on_at_every_quarter_of_an_hour(roster: str) -> None:
    lock, made = reference_locks()[roster], schedules()
    names = {person.datadog: name for name, person in CATALOG.people.items()}
    planned = whoever_is_planned(lock)
    for seat in seats(CATALOG.rosters[roster]):
        schedule = made[schedule_name(seat)]
        for at in horizon_of(lock):
            on = schedule.on(at)
            assert (on and names[on]) == planned[seat.lane, seat.seat].get(at), f"{schedule_name(seat)} at {at}"


def test_every_team_that_owns_services_is_paged_somewhere() -> None:
    rules = of_type(recording(), "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules")
    owners = {service.owner for service in CATALOG.services.values()}
    assert owners <= set(rules)
    assert {name: len(rule.inputs["rules"]) for name, rule in rules.items()} == {
        name: 2 if team.on_call.in_hours else 1 for name, team in CATALOG.teams.items() if team.on_call
    }
