"""The reference estate at New Relic, in every environment, and what its production would have told."""

import json
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pytest

from estate.alerting.newrelic import Notification, Simulation, resources, simulate
from estate.alerting.series import Events
from estate.decisions.healing import dispatch
from estate.graph.model import is_secret
from tests.components.builds import of_type
from tests.stacks.observability import CATALOG, ENVIRONMENTS, recording_of, wanted

DASHBOARD = "newrelic:index/oneDashboardJson:OneDashboardJson"
PROBE = "newrelic:synthetics/monitor:Monitor"
MIDNIGHT = 1_767_225_600
"""2026-01-01T00:00:00Z."""
HOURS = 10
Share = Callable[[float], float]
"""How many of the requests are bad, of 1, at a minute after midnight."""


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_condition_can_be_simulated(environment: str) -> None:
    found = simulate(recording_of(environment).resources, [], start=MIDNIGHT, end=MIDNIGHT + 60)
    assert not found.not_simulated


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_spec_has_its_service_level_or_condition(environment: str) -> None:
    recording, alerting = recording_of(environment), wanted(environment)
    assert of_type(recording, resources.SERVICE_LEVEL).keys() == {slo.name for slo in alerting.slos}
    made = of_type(recording, resources.CONDITION).keys()
    assert {one.name for one in alerting.monitors} - made == {one.name for one in alerting.monitors if one.ahead}, "forecasts alone"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_policy_but_that_of_components_has_one_workflow_for_what_is_critical(environment: str) -> None:
    recording = recording_of(environment)
    people = [one for name, one in of_type(recording, resources.WORKFLOW).items() if name != "dispatcher"]
    told = [policy for one in people for policy in _critical_policies(one.inputs["issuesFilter"])]
    policies = {resources.symbol(one) for name, one in of_type(recording, resources.POLICY).items() if name != "components"}
    assert sorted(told) == sorted(policies)


def _critical_policies(chosen: dict[str, list[dict[str, list[str]]]]) -> list[str]:
    by_attribute = {str(one["attribute"]): one["values"] for one in chosen["predicates"]}
    return by_attribute["labels.policyIds"] if by_attribute.get("priority") != ["HIGH"] else []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_components_stand_in_the_silent_policy_and_nothing_else_does(environment: str) -> None:
    recording = recording_of(environment)
    conditions = of_type(recording, resources.CONDITION)
    silent = {resources.symbol(one) for one in conditions.values() if one.inputs["policyId"] == "${index/alertPolicy.components.id}"}
    compounds = of_type(recording, resources.COMPOUND).values()
    assert silent == {part["id"] for one in compounds for part in one.inputs["componentConditions"]}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_only_production_calls_and_with_a_secret_key(environment: str) -> None:
    places = of_type(recording_of(environment), resources.DESTINATION).values()
    calling = [one for one in places if one.inputs["type"] == "PAGERDUTY_SERVICE_INTEGRATION"]
    assert bool(calling) == (environment == "production")
    assert all(is_secret(one.inputs["authToken"]["token"]) for one in calling)


def test_dashboards_are_json_and_fill_every_name_of_an_objective() -> None:
    for name, one in of_type(recording_of("production"), DASHBOARD).items():
        document = json.loads(one.inputs["json"])
        assert document["pages"][0]["widgets"], f"{name} shows nothing"
        assert "$sli[" not in one.inputs["json"]


def test_a_probe_asks_the_public_address_of_its_service() -> None:
    (probe,) = of_type(recording_of("production"), PROBE).values()
    domain = CATALOG.environments["production"].domain
    assert probe.inputs["uri"].endswith(f".{domain}/api/products")
    assert {one["key"]: one["values"] for one in probe.inputs["tags"]}["service"] == ["frontend-proxy"], "the objective counts by it"


def spans(service: str, bad: Share, *, a_minute: int = 100) -> Iterable[Events]:
    """Requests of a service, over all hours."""
    times = np.arange(MIDNIGHT, MIDNIGHT + HOURS * 3600, 60, dtype=np.int64)
    failed = np.array([round(bad((int(time) - MIDNIGHT) / 60) * a_minute) for time in times], dtype=float)
    attributes = {"service.name": service, "deployment.environment": "production", "span.kind": "server", "duration.ms": 10.0}
    for status, counts in (("OK", a_minute - failed), ("ERROR", failed)):
        yield Events(type="Span", attributes={**attributes, "otel.status_code": status}, times=times, counts=counts)


def out_for_half_an_hour(minute: float) -> float:
    return 1.0 if 420 <= minute < 450 else 0.0


def never(_minute: float) -> float:
    return 0.0


def simulated(*data: Iterable[Events]) -> Simulation:
    every = [one for of in data for one in of]
    return simulate(recording_of("production").resources, every, start=MIDNIGHT, end=MIDNIGHT + HOURS * 3600)


def begun(found: Simulation) -> list[Notification]:
    return [one for one in found.notifications if one.trigger == "ACTIVATED"]


def test_an_outage_calls_the_owner_once_and_within_its_budget() -> None:
    found = simulated(spans("checkout", out_for_half_an_hour), spans("payment", never))
    (call,) = begun(found)
    assert call.workflow == "checkout.page"
    # 0.672 % of an hour of requests fail within a minute; two minutes of delay, and two to find somebody else to blame.
    assert 421 <= (call.time - MIDNIGHT) / 60 <= 426
    assert [one.workflow for one in found.notifications if one.is_recovery] == ["checkout.page"]


def test_whoever_needs_a_service_that_is_out_opens_a_ticket_instead_of_calling() -> None:
    found = simulated(spans("checkout", out_for_half_an_hour), spans("payment", out_for_half_an_hour))
    assert [one.workflow for one in begun(found)] == ["payment.page", "storefront.ticket"]


def test_one_failure_of_a_needed_service_with_few_requests_holds_nobody_back() -> None:
    once = spans("payment", lambda minute: 1.0 if minute == 425 else 0.0, a_minute=1)
    assert [one.workflow for one in begun(simulated(spans("checkout", out_for_half_an_hour), once))] == ["checkout.page"]


def test_one_failed_request_at_night_calls_nobody() -> None:
    assert not simulated(spans("checkout", lambda minute: 1.0 if minute == 425 else 0.0, a_minute=1)).notifications


def test_a_service_that_falls_silent_is_a_ticket_of_its_team() -> None:
    (traffic, _) = spans("cart", never)
    stopped = Events(type=traffic.type, attributes=traffic.attributes, times=traffic.times[:240], counts=traffic.counts[:240])
    assert [(one.workflow, one.monitor) for one in begun(simulated([stopped]))] == [("storefront.ticket", "cart.telemetry")]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_dispatcher_is_told_of_what_the_catalog_heals_and_of_nothing_else(environment: str) -> None:
    recording, known = recording_of(environment), dispatch(CATALOG, CATALOG.environments[environment])
    flow = of_type(recording, resources.WORKFLOW).get("dispatcher")
    if known is None or "newrelic" not in known.told_by:
        assert flow is None
        return
    assert flow is not None
    made = {one.inputs["name"]: name for name, one in of_type(recording, resources.CONDITION).items()}
    chosen = {str(one["attribute"]): one["values"] for one in flow.inputs["issuesFilter"]["predicates"]}
    assert {made[title] for title in chosen["accumulations.conditionName"]} == known.healings.keys() & set(made.values())
    place = of_type(recording, resources.DESTINATION)["dispatcher"]
    assert place.inputs["properties"] == [{"key": "url", "value": f"{known.address}/webhooks/newrelic"}]


def disk(host: str, *, percent: Mapping[int, float]) -> Iterable[Events]:
    """A disk of image-provider, 10 percent full at midnight, and from each of these minutes on as full as it says."""
    times = np.arange(MIDNIGHT, MIDNIGHT + HOURS * 3600, 60, dtype=np.int64)
    attributes: dict[str, str | float] = {"service": "image-provider", "environment": "production", "hostname": host}
    for (begin, full), end in zip([(0, 10.0), *percent.items()], [*percent, HOURS * 60], strict=True):
        yield Events(
            type="StorageSample",
            attributes={**attributes, "diskUsedPercent": full},
            times=times[begin:end],
            counts=np.ones(end - begin),
        )


def test_two_full_disks_are_two_issues_for_the_dispatcher_and_the_team_is_told_of_both() -> None:
    found = begun(simulated(disk("web-1", percent={60: 99.0}), disk("web-2", percent={90: 99.0})))
    assert sorted(one.workflow for one in found) == ["dispatcher"] * 2 + ["storefront.ticket"] * 2
    assert {one.monitor for one in found} == {"image-provider.disk"}


def test_the_dispatcher_is_told_of_a_disk_that_fills_slowly_once_it_is_critical() -> None:
    found = simulated(disk("web-1", percent={60: 87.0, 180: 99.0})).notifications
    # A warning above 85 percent opens the issue, and above 90 its priority changes; a minute's window and two minutes of delay.
    assert [(one.workflow, one.trigger, (one.time - MIDNIGHT) // 60) for one in found] == [
        ("storefront.warning", "ACTIVATED", 63),
        ("dispatcher", "PRIORITY_CHANGED", 183),
        ("storefront.ticket", "PRIORITY_CHANGED", 183),
    ]
