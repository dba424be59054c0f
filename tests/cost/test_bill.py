"""The bill as a whole: groups, owners, prices of elsewhere and of long ago, what was measured."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.cost.bill import make_bill
from estate.cost.charging import CHARGES, free_types
from estate.cost.model import Amount, Group, Heading, Owner
from estate.graph.model import Resource
from tests.cost.bills import DAY, LOGS, NAT, NETWORK, QUEUE, SERVICES, UNKNOWN, bill, catalog, fargate, hosts, measured, one, price
from tests.graph.graphs import resource, stack

INGEST = price("log-ingest-gb", "0.50", unit="GB")


def logs(*services: str) -> list[Resource]:
    return [resource(LOGS, f"{service}-{index}", {"tags": {"service": service}}, stack=SERVICES) for index, service in enumerate(services)]


def test_what_is_used_has_a_price_and_no_sum_until_somebody_measured_it() -> None:
    found = bill(one(LOGS, {"tags": {"service": "till"}}), catalog(INGEST))
    (ingest,) = found.group(Group.USAGE)
    assert (ingest.sku, ingest.usd_monthly, ingest.quote and ingest.quote.price) == ("log-ingest-gb", None, "0.50")
    assert found.usd_monthly == Amount()
    assert not found.complete


def test_what_was_measured_has_a_sum_and_a_source() -> None:
    found = bill(one(LOGS, {"tags": {"service": "till"}}), catalog(INGEST, usage=(measured("till", "log-ingest-gb", "120"),)))
    (ingest,) = found.group(Group.PRICED)
    assert ingest.usd_monthly == Amount(at_least=Decimal(60), at_most=Decimal(60))  # 120 GB x 0.50
    assert ingest.why == "measured: a report (2026-08-31)"


def test_a_number_is_of_all_resources_of_its_owner_together() -> None:
    found = bill(stack(*logs("till", "till", "shelf"), name=SERVICES), catalog(INGEST, usage=(measured("till", "log-ingest-gb", "10"),)))
    assert found.usd_monthly.at_least == Decimal(5)
    assert [(one.owner.name, one.name) for one in found.group(Group.USAGE)] == [("shelf", "shelf-2")]
    assert [one.name for one in found.group(Group.PRICED)] == ["till-0 and 1 more"]


def test_a_number_of_another_environment_is_of_no_use_here() -> None:
    found = bill(
        one(LOGS, {"tags": {"service": "till"}}), catalog(INGEST, usage=(measured("till", "log-ingest-gb", "10", environment="trial"),))
    )
    assert not found.group(Group.PRICED)


def test_requests_that_are_sold_by_the_million_are_priced_one_by_one() -> None:
    known = catalog(price("sqs-request", "0.40", unit="request", per=1_000_000), usage=(measured("letters", "sqs-request", "2500000"),))
    assert bill(one(QUEUE, {"tags": {"service": "letters"}}), known).usd_monthly.at_least == Decimal(1)


def test_a_price_of_the_region_goes_before_one_of_elsewhere() -> None:
    known = catalog(price("nat-gateway-hour", "0.058", region="af-south-1"), price("nat-gateway-hour", "0.052"))
    (position,) = bill(one(NAT, {}), known).group(Group.PRICED)
    assert position.quote
    assert (position.quote.region, position.quote.foreign) == ("eu-central-1", False)


def test_a_price_of_elsewhere_is_used_and_said_to_be_one() -> None:
    (position,) = bill(one(NAT, {}), catalog(price("nat-gateway-hour", "0.045", region="us-east-1"))).group(Group.PRICED)
    assert position.quote
    assert (position.quote.region, position.quote.foreign) == ("us-east-1", True)


def test_a_resource_that_names_its_region_is_priced_there() -> None:
    there = stack(resource(NAT, "there", {}, stack=NETWORK, region="us-east-1"), name=NETWORK)
    (position,) = bill(there, catalog(price("nat-gateway-hour", "0.045", region="us-east-1"))).group(Group.PRICED)
    assert position.quote
    assert not position.quote.foreign


@pytest.mark.parametrize(
    ("day", "stale"),
    [pytest.param(date(2026, 11, 29), False, id="on its ninetieth day"), pytest.param(date(2026, 11, 30), True, id="a day later")],
)
def test_a_price_is_stale_after_ninety_days(*, day: date, stale: bool) -> None:
    # from 31 August: 30 days of September, 31 of October and 29 of November are ninety
    (position,) = bill(one(NAT, {}), catalog(price("nat-gateway-hour", "0.045", as_of="2026-08-31")), day).group(Group.PRICED)
    assert position.quote
    assert position.quote.stale is stale


@pytest.mark.parametrize(
    ("tags", "owner"),
    [
        pytest.param({"service": "till"}, Owner(heading=Heading.SERVICE, name="till"), id="AWS"),
        pytest.param([{"key": "service", "value": "till"}], Owner(heading=Heading.SERVICE, name="till"), id="a group of hosts"),
        pytest.param([{"key": "service", "values": ["till"]}], Owner(heading=Heading.SERVICE, name="till"), id="New Relic"),
        pytest.param(["tier:1", "service:books"], Owner(heading=Heading.STORE, name="books"), id="Datadog, a store"),
        pytest.param({"service": "network"}, Owner(heading=Heading.SHARED, name="network"), id="a part that all share"),
        pytest.param(UNKNOWN, Owner(heading=Heading.SHARED, name="network"), id="tags that are not known: its layer"),
        pytest.param(None, Owner(heading=Heading.SHARED, name="network"), id="none: its layer"),
        pytest.param({"service": UNKNOWN}, Owner(heading=Heading.SHARED, name="network"), id="a tag that is not known"),
    ],
)
def test_a_resource_belongs_to_whom_its_tag_says(tags: Any, owner: Owner) -> None:
    (position, *_) = bill(one(NAT, {"tags": tags}), catalog()).positions
    assert position.owner == owner


def test_no_type_is_free_and_charged() -> None:
    assert not CHARGES.keys() & free_types().keys()


AMOUNTS = st.decimals(min_value=0, max_value=1000, places=6).map(lambda value: f"{value:f}")
COUNTS = st.one_of(st.integers(min_value=0, max_value=50), st.just(UNKNOWN), st.just("${x.y.z}"), st.none(), st.text(max_size=3))


@st.composite
def plans(draw: st.DrawFn) -> list[Resource]:
    """Hosts, tasks and gateways; any count may be unknown."""
    low = draw(COUNTS)
    high = draw(COUNTS)
    found = [*hosts(low=low, high=high), *fargate(low=draw(COUNTS), high=draw(COUNTS))]
    return [*found, *(resource(NAT, f"gate-{index}", {}, stack=SERVICES) for index in range(draw(st.integers(0, 3))))]


@given(
    resources=plans(),
    prices=st.dictionaries(
        st.sampled_from(["nat-gateway-hour", "ec2-t4g.micro-hour", "ebs-gp3-gb-month", "fargate-arm64-vcpu-hour"]), AMOUNTS
    ),
)
def test_the_parts_are_the_total_and_every_resource_is_a_position(resources: list[Resource], prices: dict[str, str]) -> None:
    found = make_bill([stack(*resources, name=SERVICES)], catalog(*(price(sku, amount) for sku, amount in prices.items())), DAY)
    total = found.usd_monthly
    parts = [found.owned_by(owner).usd_monthly for owner in found.owners]
    assert sum((part.at_least for part in parts), Decimal()) == total.at_least
    assert sum((part.at_most for part in parts), Decimal()) == total.at_most
    assert total.at_least <= total.at_most
    assert {one.urn for one in found.positions if one.urn} <= {one.urn for one in resources}
    assert len({one.name for one in found.positions}) >= len({one.name for one in resources}) - 3  # metered ones stand together
    assert all((one.usd_monthly is not None) == (one.group is Group.PRICED) for one in found.positions)


@given(resources=plans())
def test_what_is_unknown_is_never_priced(resources: list[Resource]) -> None:
    found = make_bill([stack(*resources, name=SERVICES)], catalog(price("ec2-t4g.micro-hour", "1"), price("ebs-gp3-gb-month", "1")), DAY)
    group = next(one for one in resources if one.type == "aws:autoscaling/group:Group")
    known = all(
        isinstance(group.inputs[key], int) or (isinstance(group.inputs[key], str) and group.inputs[key].strip().isdigit())
        for key in ("minSize", "maxSize")
    )
    if not known:
        assert not [one for one in found.group(Group.PRICED) if one.urn == group.urn]
