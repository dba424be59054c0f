"""Host names, the order of rules, and health checks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.fact import NAME_PATTERN
from estate.catalog.service import Ingress, Service, ServicePort
from estate.decisions.edge import cdn_host, check_hosts, health_check, host_name, internal_domain, priorities, served_by_cdn
from estate.errors import InputError
from tests.stacks.recordings import reference_catalog

DEV = reference_catalog().environments["dev"]
SERVICES = reference_catalog().services
STORES = reference_catalog().stores


def named(service: str, host: str) -> Service:
    """The service, with another host."""
    return SERVICES[service].model_copy(update={"ingress": Ingress(scope="public", host=host)})


def test_a_public_host_stands_in_the_environments_domain() -> None:
    assert host_name(DEV, Ingress(scope="public", host="www")) == "www.dev.astronomy-shop.example"


def test_an_internal_host_stands_in_a_domain_that_hides_no_public_one() -> None:
    assert host_name(DEV, Ingress(scope="internal", host="images")) == "images.internal.dev.astronomy-shop.example"
    assert internal_domain(DEV) != DEV.domain


def test_the_cdn_serves_exactly_the_buckets_that_ask_for_it() -> None:
    assert [store.name for store in served_by_cdn(STORES.values())] == ["product-images"]
    assert cdn_host(DEV, STORES["product-images"]) == "product-images.dev.astronomy-shop.example"


def test_every_clash_of_host_names_is_named_at_once() -> None:
    services = [named("frontend", "product-images"), named("cart", "www"), named("checkout", "www")]
    with pytest.raises(InputError) as error:
        check_hosts(DEV, services, STORES.values())
    assert "www.dev.astronomy-shop.example is wanted by service 'cart' and service 'checkout'" in str(error.value)
    assert "product-images.dev.astronomy-shop.example is wanted by service 'frontend' and store 'product-images'" in str(error.value)


def test_no_public_host_takes_the_name_of_the_internal_domain() -> None:
    with pytest.raises(InputError, match="service 'frontend' and the domain of the internal hosts"):
        check_hosts(DEV, [named("frontend", "internal")], STORES.values())


def test_the_same_label_inside_and_outside_is_no_clash() -> None:
    inside = SERVICES["cart"].model_copy(update={"ingress": Ingress(scope="internal", host="www")})
    check_hosts(DEV, [named("frontend", "www"), inside], STORES.values())


@given(st.sets(st.from_regex(re.compile(NAME_PATTERN), fullmatch=True), max_size=60))
def test_priorities_are_different_and_allowed(names: set[str]) -> None:
    places = priorities(names)
    assert set(places) == names
    assert len(set(places.values())) == len(names)
    assert all(1 <= place <= 50_000 for place in places.values())  # ELB API reference, CreateRule


def test_a_service_that_joins_moves_no_other_rule() -> None:
    before = priorities(["frontend-proxy", "image-provider"])
    after = priorities(["ad", "frontend-proxy", "image-provider", "zebra"])
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(
    ("port", "path", "matcher"),
    [
        pytest.param(ServicePort(number=8081, protocol="http", health="/status"), "/status", "200-299", id="HTTP"),
        pytest.param(
            ServicePort(number=5050, protocol="grpc", health="/grpc.health.v1.Health/Check"), "/grpc.health.v1.Health/Check", "0", id="gRPC"
        ),
    ],
)
def test_a_target_is_asked_in_its_own_protocol(port: ServicePort, path: str, matcher: str) -> None:
    check = health_check(port)
    assert (check.path, check.matcher) == (path, matcher)
    assert check.timeout < check.interval  # ELB API reference, CreateTargetGroup
