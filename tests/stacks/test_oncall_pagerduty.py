"""The reference estate at PagerDuty: whom its services call, at every instant of the horizon."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pulumi
import pytest
from pulumi.runtime import set_all_config

from estate.graph.model import Resource
from estate.graph.record import Recording, RecordingMonitor, record
from estate.graph.symbols import Symbols
from estate.roster.lock import Lock
from estate.roster.schedule_names import schedule_name, seats
from stacks import oncall, oncall_pagerduty
from stacks.contracts import read_on_call, symbols
from tests.components.accepted import refused
from tests.components.builds import ROOT, graph_of, of_type
from tests.roster.handmade import horizon_of, whoever_is_planned
from tests.roster.pagerduty.layer_rules import Layers
from tests.stacks.oncall_locks import reference_locks, without
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()
IDS = {person.pagerduty: name for name, person in CATALOG.people.items()}
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
MEANWHILE = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
POLICY = "pagerduty:index/escalationPolicy:EscalationPolicy"


def recorded(locks: Mapping[str, Lock]) -> Recording:
    return graph_of(lambda: oncall_pagerduty.build(CATALOG, locks))


@cache
def recording() -> Recording:
    return recorded(reference_locks())


def schedules_of(*applied: tuple[Recording, datetime]) -> dict[str, Layers]:
    """What stands at PagerDuty after these were applied, by name."""
    made: dict[str, Layers] = {}
    for one, now in applied:
        for schedule in of_type(one, "pagerduty:index/schedule:Schedule").values():
            made.setdefault(schedule.inputs["name"], Layers()).apply(schedule.inputs, now=now)
    return made


def assert_as_planned(roster: str, lock: Lock, made: Mapping[str, Layers]) -> None:
    planned = whoever_is_planned(lock)
    for seat in seats(CATALOG.rosters[roster]):
        for at in horizon_of(lock):
            on = made[schedule_name(seat)].on(at)
            assert (on and IDS[on]) == planned[seat.lane, seat.seat].get(at), f"{schedule_name(seat)} at {at}"


def test_the_provider_accepts_everything() -> None:
    assert not refused(recording().resources)


@pytest.mark.parametrize("roster", sorted(CATALOG.rosters))
def test_whoever_the_lock_plans_is_on_at_every_quarter_of_an_hour(roster: str) -> None:
    assert_as_planned(roster, reference_locks()[roster], schedules_of((recording(), BEFORE)))


def test_somebody_who_leaves_is_replaced_and_nobody_else_moves() -> None:
    after = without("olive", since=date(2026, 12, 21))
    made = schedules_of((recording(), BEFORE), (recorded(after), MEANWHILE))
    assert_as_planned("operations", after["operations"], made)
    assert not sum(schedule.rewritten for schedule in made.values())


def levels(policy: Resource, made: Mapping[str, Layers], at: datetime) -> list[set[str]]:
    """Who would be called by each rule."""
    names = {
        f"${{index/schedule.{one.name}.id}}": one.inputs["name"]
        for one in of_type(recording(), "pagerduty:index/schedule:Schedule").values()
    }
    found = [{made[names[target["id"]]].on(at) for target in rule["targets"]} - {None} for rule in policy.inputs["rules"]]
    return [{IDS[who] for who in level if who} for level in found]


def test_around_the_clock_every_level_calls_somebody_and_never_the_same_person() -> None:
    made, lock = schedules_of((recording(), BEFORE)), reference_locks()["operations"]
    policy = of_type(recording(), POLICY)["storefront"]
    for at in horizon_of(lock):
        found = levels(policy, made, at)
        assert all(found), f"at {at} the levels of storefront call {found}"
        assert not found[0] & found[1], f"at {at} the first and the second level of storefront call {found}"


def test_in_hours_a_team_s_own_people_are_the_first_rule() -> None:
    made = schedules_of((recording(), BEFORE))
    monday_noon = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    policies = of_type(recording(), POLICY)
    assert all(CATALOG.people[who].team == "storefront" for who in levels(policies["storefront-in-hours"], made, monday_noon)[0])
    assert levels(policies["storefront-in-hours"], made, monday_noon)[1:] == levels(policies["storefront"], made, monday_noon)
    assert "operations-in-hours" not in policies


def test_policies_are_within_the_limits() -> None:
    for policy in of_type(recording(), POLICY).values():
        inputs = policy.inputs
        assert not re.search(r"[\\/&<>]", inputs["name"]), "the provider refuses such a name"
        assert 0 <= inputs["numLoops"] <= 9
        assert len(inputs["rules"]) >= 1
        assert all(1 <= len(rule["targets"]) <= 10 and rule["escalationDelayInMinutes"] >= 1 for rule in inputs["rules"])
        assert {target["type"] for rule in inputs["rules"] for target in rule["targets"]} == {"schedule_reference"}


def test_every_service_of_every_environment_has_an_owner_who_is_called() -> None:
    services = of_type(recording(), "pagerduty:index/service:Service")
    expected = {
        f"{environment.name}/{one.name}" for environment in CATALOG.environments.values() for one in CATALOG.services_in(environment)
    }
    assert set(services) == expected
    for name, service in services.items():
        owner = CATALOG.services[name.split("/")[1]].owner
        assert service.inputs["escalationPolicy"] == f"${{index/escalationPolicy.{owner}.id}}"


def test_announced_work_names_services_of_its_environment() -> None:
    made = of_type(recording(), "pagerduty:index/maintenanceWindow:MaintenanceWindow")
    assert set(made) == {window.name for window in CATALOG.maintenance}
    for window in CATALOG.maintenance:
        inputs = made[window.name].inputs
        assert inputs["services"] == [f"${{index/service.{window.environment}/{name}.id}}" for name in window.services]
        assert datetime.fromisoformat(inputs["endTime"]) - datetime.fromisoformat(inputs["startTime"]) == window.length


def test_severe_incidents_of_production_start_a_workflow() -> None:
    triggers = of_type(recording(), "pagerduty:index/incidentWorkflowTrigger:IncidentWorkflowTrigger")
    production = CATALOG.services_in(CATALOG.environments["production"])
    assert set(triggers) == {"P1", "P2"}
    for trigger in triggers.values():
        assert trigger.inputs["subscribedToAllServices"] is False
        assert len(trigger.inputs["services"]) == len(production)


def test_every_resource_is_made_with_the_stack_s_own_token(monkeypatch: pytest.MonkeyPatch) -> None:
    used: dict[str, str] = {}
    register = RecordingMonitor.RegisterResource

    def spy(monitor: RecordingMonitor, request: Any) -> Any:
        response = register(monitor, request)
        if request.custom and request.type.startswith("pagerduty:"):
            used[response.urn] = request.provider
        return response

    monkeypatch.setattr(RecordingMonitor, "RegisterResource", spy)

    def program() -> None:
        set_all_config({"pagerduty:token": "a-token-of-the-test"})
        oncall_pagerduty.build(CATALOG, reference_locks())

    made = graph_of(program)
    (provider,) = of_type(made, "pulumi:providers:pagerduty").values()
    assert used
    assert not [urn for urn, by in used.items() if not by.startswith(provider.urn)]
    assert provider.inputs["token"] == {"$secret": True}
    assert "a-token-of-the-test" not in repr(made)


def shape(value: Any) -> Any:
    """Keys without values."""
    return {key: shape(member) for key, member in value.items()} if isinstance(value, Mapping) and "$secret" not in value else None


def test_the_layer_gives_what_its_contract_says() -> None:
    assert shape(recording().outputs) == shape(symbols(CATALOG)["oncall-global"])
    keys = {one["integration_key"].get("$secret") for one in recording().outputs["services"].values()}
    assert keys == {True}


def _reading(program: Callable[[], None]) -> Recording:
    """What a program of a layer above registers."""
    return record(program, stack="observability-production", answers=Symbols(symbols(CATALOG)), root=ROOT)


def test_the_layers_above_read_the_services_of_their_environment_by_name() -> None:
    read: dict[str, Any] = {}

    def program() -> None:
        environment = CATALOG.environments["production"]
        contract = read_on_call(environment, CATALOG)
        read["services"] = set(contract.services)
        pulumi.export("key", contract.services["checkout"].integration_key)
        pulumi.export("policy", contract.policy_ids["operations"])
        pulumi.export("schedule", contract.schedule_ids["Operations - morning"])

    made = _reading(program)
    assert read["services"] == {one.name for one in CATALOG.services_in(CATALOG.environments["production"])}
    assert made.outputs == {
        "key": '${oncall-global.services["production/checkout"].integration_key}',
        "policy": '${oncall-global.policy_ids["operations"]}',
        "schedule": '${oncall-global.schedule_ids["Operations - morning"]}',
    }


def test_shift_based_schedules_are_made_where_they_are_wanted_and_nothing_pages_from_them() -> None:
    def program() -> None:
        set_all_config({"estate:shiftSchedules": "true"})
        oncall_pagerduty.build(CATALOG, reference_locks())

    made, token = graph_of(program), "pagerduty:index/schedulev2:Schedulev2"
    wanted = of_type(made, token)
    assert set(wanted) == {f"{name}.shifts" for name in CATALOG.rosters}
    events = [one["events"] for one in wanted["operations.shifts"].inputs["rotations"]]
    assert (len(events), {len(each) for each in events}) == (len(reference_locks()["operations"].rotations), {1})
    assert not refused(made.resources)
    assert "schedulev2" not in repr([one.inputs for one in of_type(made, POLICY).values()])
    assert not of_type(recording(), token)


def test_only_the_vendors_of_the_organisation_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def imported(name: str) -> _Asked:
        return _Asked(name, asked)

    monkeypatch.setattr(oncall.importlib, "import_module", imported)
    alone = CATALOG.organisation.model_copy(update={"vendors": ("newrelic", "pagerduty")})
    oncall.build(replace(CATALOG, organisation=alone), None)
    assert asked == ["stacks.oncall_pagerduty"]


class _Asked:
    """A vendor's module that only notes that it was asked."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self._name, self._asked = name, asked

    def build(self, _catalog: object, _locks: object) -> None:
        self._asked.append(self._name)


def test_a_dispatcher_is_told_of_the_services_that_it_heals() -> None:
    made = of_type(recording(), "pagerduty:index/webhookSubscription:WebhookSubscription")
    services = {name.partition(".")[0] for name in (CATALOG.remediation.healings() if CATALOG.remediation else ())}
    expected = {f"production/{name}" for name in services & CATALOG.services.keys()}
    assert made.keys() == expected, "production's dispatcher is the only one that PagerDuty tells"
    for name, one in made.items():
        assert one.inputs["filters"] == [{"type": "service_reference", "id": f"${{index/service.{name}.id}}"}]
        (delivery,) = one.inputs["deliveryMethods"]
        assert delivery["url"] == "https://remediation.astronomy-shop.example/webhooks/pagerduty"
        assert one.inputs["events"] == ["incident.triggered", "incident.resolved"]
