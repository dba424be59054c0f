"""Subnets: properties of every plan, and the errors that teach."""

from ipaddress import IPv4Network
from itertools import combinations
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.network import NetworkError, ZoneSubnets, plan_nat, plan_subnets

ZONES = ("eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d")


@st.composite
def ranges(draw: st.DrawFn) -> IPv4Network:
    """Any range that AWS allows for a VPC and whose subnets it allows too: /16 to /24."""
    prefix = draw(st.integers(16, 24))
    return IPv4Network((draw(st.integers(0, 2**prefix - 1)) << (32 - prefix), prefix))


zone_counts = st.integers(1, 4)


def subnets_of(plan: tuple[ZoneSubnets, ...]) -> list[IPv4Network]:
    return [subnet for zone in plan for subnet in (zone.public, zone.private, zone.data)]


@given(ranges(), zone_counts)
def test_subnets_lie_inside_the_range_and_none_overlaps_another(address_range: IPv4Network, count: int) -> None:
    subnets = subnets_of(plan_subnets(address_range, ZONES[:count]))
    assert len(subnets) == 3 * count
    assert all(subnet.subnet_of(address_range) for subnet in subnets)
    assert not any(one.overlaps(other) for one, other in combinations(subnets, 2))


@given(ranges(), st.integers(1, 3))
def test_a_zone_that_joins_moves_no_subnet(address_range: IPv4Network, count: int) -> None:
    assert plan_subnets(address_range, ZONES[: count + 1])[:count] == plan_subnets(address_range, ZONES[:count])


@given(ranges(), zone_counts)
def test_every_subnet_is_of_a_size_that_aws_allows(address_range: IPv4Network, count: int) -> None:
    # VPC user guide, subnet sizing: a subnet is a /28 at the smallest and a /16 at the largest.
    assert all(16 <= subnet.prefixlen <= 28 for subnet in subnets_of(plan_subnets(address_range, ZONES[:count])))


def test_a_range_is_shared_out_as_the_arithmetic_on_paper_says() -> None:
    first, second = plan_subnets(IPv4Network("10.20.0.0/19"), ZONES[:2])
    # A /19 has 8,192 addresses: a sixteenth are 512 (/23), an eighth 1,024 (/22).
    assert (str(first.public), str(second.public)) == ("10.20.0.0/23", "10.20.2.0/23")
    assert (str(first.data), str(second.data)) == ("10.20.8.0/23", "10.20.10.0/23")
    assert (str(first.private), str(second.private)) == ("10.20.16.0/22", "10.20.20.0/22")


@pytest.mark.parametrize(
    ("address_range", "zones", "said"),
    [
        pytest.param("10.0.0.0/15", ZONES[:1], r"10\.0\.0\.0/15 is larger than AWS allows; expected /16 to /24", id="too large"),
        pytest.param("10.0.0.0/25", ZONES[:1], "has 128 addresses; a subnet needs at least /28.*expected /16 to /24", id="too small"),
        pytest.param("10.0.0.0/16", (*ZONES, "eu-central-1e"), "5 zones do not fit.*expected at most 4", id="too many zones"),
    ],
)
def test_what_does_not_fit_is_told_what_would(address_range: str, zones: tuple[str, ...], said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        plan_subnets(IPv4Network(address_range), zones)


@pytest.mark.parametrize(
    ("nat", "expected"),
    [
        pytest.param("single", {"eu-central-1a": "eu-central-1a", "eu-central-1b": "eu-central-1a"}, id="all go through the first"),
        pytest.param("per_zone", {"eu-central-1a": "eu-central-1a", "eu-central-1b": "eu-central-1b"}, id="each has its own"),
    ],
)
def test_zones_leave_through_the_gateway_that_the_environment_pays_for(
    nat: Literal["single", "per_zone"], expected: dict[str, str]
) -> None:
    assert plan_nat(nat, ZONES[:2]) == expected
