"""What Datadog and New Relic count: from what planned monitors read, and from the metrics that are planned."""

from decimal import Decimal
from typing import Any

import pytest

from estate.cost import wording
from estate.cost.model import Amount, Group, Heading, Position
from estate.graph.model import Resource, StackGraph
from tests.cost.bills import EVERYWHERE, LOGS_METRIC, MONITOR, OBSERVED, SERVICES, UNKNOWN, bill, catalog, fargate, hosts, price
from tests.graph.graphs import resource, stack

PRICES = (
    price("datadog-infra-host-month", "15", region="global"),
    price("datadog-apm-host-month", "31", region="global"),
    price("datadog-custom-metric-month", "5", per=100, region="global"),
)


def monitor(service: str, query: str) -> Resource:
    return resource(MONITOR, f"{service}-{len(query)}", {"query": query, "tags": [f"service:{service}"]}, stack=OBSERVED)


def counted(*stacks: StackGraph, vendors: tuple[str, ...] = ("datadog",)) -> dict[str, Position]:
    """The vendors' positions by what they are for."""
    found = bill(list(stacks), catalog(*PRICES, vendors=vendors))
    return {one.name: one for one in found.positions if one.owner.heading is Heading.VENDOR and not one.urn}


def observed(*resources: Resource) -> StackGraph:
    return stack(*resources, name=OBSERVED)


def metric(*tags: str) -> StackGraph:
    groups = [{"path": tag, "tagName": tag} for tag in tags]
    return stack(resource(LOGS_METRIC, "errors", {"groupBies": groups}, stack=EVERYWHERE), name=EVERYWHERE)


def test_a_host_counts_where_a_monitor_reads_what_only_an_agent_knows() -> None:
    machines = stack(*hosts(low=1, high=2), name=SERVICES)
    found = counted(machines, observed(monitor("shelf", "avg(last_5m):avg:system.cpu.idle{service:shelf} by {host} < 10")))
    assert found["hosts with an agent"].usd_monthly == Amount(at_least=Decimal(15), at_most=Decimal(30))
    assert "hosts with traces" not in found


def test_a_host_whose_service_is_watched_by_its_spans_counts_twice() -> None:
    machines = stack(*hosts(low=1, high=2), name=SERVICES)
    queries = ("avg(last_5m):avg:system.load.1{*} > 1", "sum(last_5m):sum:trace.http.server.request.hits{service:shelf} > 1")
    found = counted(machines, observed(*(monitor("shelf", query) for query in queries)))
    assert found["hosts with an agent"].usd_monthly == Amount(at_least=Decimal(15), at_most=Decimal(30))
    assert found["hosts with traces"].usd_monthly == Amount(at_least=Decimal(31), at_most=Decimal(62))


def test_tasks_with_traces_are_counted_and_have_no_price() -> None:
    tasks = stack(*fargate(low=2, high=6), name=SERVICES)
    found = counted(tasks, observed(monitor("till", "sum(last_5m):sum:trace.grpc.server.request.hits{service:till} > 1")))[
        "tasks with traces"
    ]
    assert (found.group, found.units) == (Group.UNPRICED, Amount(at_least=Decimal(2), at_most=Decimal(6)))


def test_what_cloudwatch_measures_is_no_host() -> None:
    machines = stack(*hosts(), name=SERVICES)
    assert "hosts with an agent" not in counted(machines, observed(monitor("shelf", "avg(last_5m):avg:aws.ec2.cpuutilization{*} > 1")))


def test_a_number_of_hosts_that_is_not_known_is_no_number() -> None:
    machines = stack(*hosts(high=UNKNOWN), name=SERVICES)
    found = counted(machines, observed(monitor("shelf", "avg(last_5m):avg:system.cpu.idle{*} < 10")))["hosts with an agent"]
    assert (found.group, found.why) == (Group.UNPRICED, "maxSize is known only after the deployment")


def test_planned_series_are_paid_beyond_those_that_hosts_bring_along() -> None:
    # live has two services; without a host nothing is brought along: 2 x 5 / 100 = 0.10
    found = counted(observed(), metric("service", "env"))["series of custom metrics (2 planned)"]
    assert found.usd_monthly == Amount(at_least=Decimal("0.10"), at_most=Decimal("0.10"))


def test_a_host_brings_a_hundred_series_along() -> None:
    machines = stack(*hosts(low=0, high=1), name=SERVICES)
    found = counted(machines, observed(monitor("shelf", "avg(last_5m):avg:system.cpu.idle{*} < 10")), metric("service"))
    assert found["series of custom metrics (2 planned)"].usd_monthly == Amount(at_least=Decimal(0), at_most=Decimal("0.10"))


@pytest.mark.parametrize("tags", [("service", "customer"), (UNKNOWN,)])
def test_series_by_a_tag_whose_values_nobody_knows_are_not_counted_as_few(tags: tuple[Any, ...]) -> None:
    found = counted(observed(), metric(*tags))["series of custom metrics"]
    assert (found.group, found.usd_monthly) == (Group.UNPRICED, None)


def test_what_is_ingested_needs_a_number() -> None:
    assert counted(observed(), vendors=("newrelic",))["data ingested"].group is Group.UNPRICED


def test_who_sends_nothing_to_a_vendor_pays_none() -> None:
    assert counted(observed(), metric("service"), vendors=()) == {}


def test_a_unit_that_is_many_by_itself_gets_no_second_ending() -> None:
    assert wording.counted(100, "series") == "100 series"


def on_call(*resources: tuple[str, dict[str, Any]]) -> dict[str, Position]:
    """The positions of people on call, by vendor."""
    planned = stack(*(resource(token, f"one-{index}", inputs, stack="oncall-global") for index, (token, inputs) in enumerate(resources)))
    found = bill([planned], catalog(price("pagerduty-user-month", "21", region="global")))
    return {one.owner.name: one for one in found.positions if one.name == "people on call"}


MEMBER, USER = "pagerduty:index/teamMembership:TeamMembership", "opsgenie:index/user:User"
SCHEDULE = "datadog:index/onCallSchedule:OnCallSchedule"


def test_who_is_in_two_teams_is_one_person() -> None:
    (found,) = on_call((MEMBER, {"userId": "P1"}), (MEMBER, {"userId": "P2"}), (MEMBER, {"userId": "P1"})).values()
    assert found.usd_monthly == Amount(at_least=Decimal(42), at_most=Decimal(42))  # 2 x 21


def test_people_are_counted_at_each_vendor_that_sells_by_the_person() -> None:
    layers = [{"users": ["a", "b"]}, {"users": ["b", "c", None]}]
    found = on_call((USER, {"username": "x@shop.example"}), (SCHEDULE, {"layers": layers}))
    assert {vendor: one.units and one.units.at_least for vendor, one in found.items()} == {"datadog": 3, "opsgenie": 1}


@pytest.mark.parametrize("users", [UNKNOWN, ["a", UNKNOWN]], ids=["all of them", "one of them"])
def test_people_whom_nobody_knows_yet_have_no_number(users: Any) -> None:
    (found,) = on_call((SCHEDULE, {"layers": [{"users": users}]})).values()
    assert (found.group, found.why) == (Group.UNPRICED, "who is on call is known only after the deployment")


def test_a_schedule_at_a_vendor_is_free_since_its_people_are_counted() -> None:
    found = bill(stack(resource(SCHEDULE, "office", {}, stack=OBSERVED), name=OBSERVED), catalog())
    assert [one.group for one in found.positions if one.urn] == [Group.FREE]
