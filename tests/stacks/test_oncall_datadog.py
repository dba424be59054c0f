"""The reference estate at Datadog On-Call."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from estate.graph.record import Recording
from estate.roster.lock import Lock
from estate.roster.schedule_names import schedule_name, seats
from stacks import oncall_datadog
from tests.components.accepted import refused
from tests.components.builds import graph_of, of_type
from tests.roster.datadog_rules import DatadogSchedule
from tests.roster.handmade import horizon_of, whoever_is_planned
from tests.stacks.oncall_locks import reference_locks, without
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


@cache
def recording() -> Recording:
    return graph_of(lambda: oncall_datadog.build(CATALOG, reference_locks()))


def inputs_of(recording: Recording) -> dict[str, Mapping[str, Any]]:
    """What the provider gets of each schedule, by the names that people see."""
    return {one.inputs["name"]: one.inputs for one in of_type(recording, "datadog:index/onCallSchedule:OnCallSchedule").values()}


def wrong(recording: Recording, roster: str, lock: Lock) -> Iterator[str]:
    """Every quarter of an hour at which another one is on than the lock plans."""
    names = {person.datadog: name for name, person in CATALOG.people.items()}
    planned, made = whoever_is_planned(lock), inputs_of(recording)
    for seat in seats(CATALOG.rosters[roster]):
        schedule = DatadogSchedule(made[schedule_name(seat)])
        for at in horizon_of(lock):
            on = schedule.on(at)
            if (on and names[on]) != planned[seat.lane, seat.seat].get(at):
                yield f"{schedule_name(seat)} at {at}: {on and names[on]}"


def test_the_provider_accepts_everything() -> None:
    assert not refused(recording().resources)


@pytest.mark.parametrize("roster", sorted(CATALOG.rosters))
def test_whoever_the_lock_plans_is_on_at_every_quarter_of_an_hour(roster: str) -> None:
    assert not list(wrong(recording(), roster, reference_locks()[roster]))[:5]


def test_somebody_who_leaves_ends_layers_and_appends_others_and_nothing_else_is_touched() -> None:
    locks = without("cedar", since=date(2026, 12, 14))
    after = graph_of(lambda: oncall_datadog.build(CATALOG, locks))
    assert not list(wrong(after, "operations", locks["operations"]))[:5]
    old, new = inputs_of(recording()), inputs_of(after)
    changed = {name for name in old if old[name] != new[name]}
    assert changed
    assert changed <= {"Operations - morning", "Operations - afternoon"}, "nobody of the night has left"
    for name in changed:
        running = new[name]["layers"]
        for was in old[name]["layers"]:
            if was["effectiveDate"] < "2026-12-13":
                (now,) = [layer for layer in running if layer["name"] == was["name"]]
                assert {**now, "endDate": None} == {**was, "endDate": None}, "nothing but its end"


def test_every_team_that_owns_services_is_paged_somewhere() -> None:
    rules = of_type(recording(), "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules")
    owners = {service.owner for service in CATALOG.services.values()}
    assert owners <= set(rules)
    assert {name: len(rule.inputs["rules"]) for name, rule in rules.items()} == {
        name: 2 if team.on_call.in_hours else 1 for name, team in CATALOG.teams.items() if team.on_call
    }
