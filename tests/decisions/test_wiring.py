"""Who may call whom, and what each service is told."""

import pytest

from estate.catalog.service import Dependency, Ingress, Service, Use
from estate.decisions.wiring import (
    Passage,
    WiringError,
    dependency_variables,
    own_variables,
    passages,
    routes,
    store_secrets,
    store_variables,
    variable_word,
)
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()
DEV = CATALOG.environments["dev"]
SERVICES = CATALOG.services


def depending(service: Service, *others: str) -> Service:
    """The service, with hard dependencies on exactly these."""
    needs = tuple(Dependency(service=other, need="hard") for other in others)
    return service.model_copy(update={"depends_on": needs})


def among(*services: Service) -> dict[str, Service]:
    return {service.name: service for service in services}


def test_containers_call_each_other_by_name_and_port() -> None:
    caller = depending(SERVICES["checkout"], "cart", "product-catalog")
    ways = routes(among(caller, SERVICES["cart"], SERVICES["product-catalog"]))
    told = dependency_variables(caller, ways, DEV)
    assert told == {"CART_ADDR": "cart:7070", "PRODUCT_CATALOG_ADDR": "product-catalog:3550"}


def test_further_ports_are_told_by_their_number() -> None:
    caller = depending(SERVICES["frontend"], "flagd")
    told = dependency_variables(caller, routes(among(caller, SERVICES["flagd"])), DEV)
    assert told == {"FLAGD_ADDR": "flagd:8013", "FLAGD_ADDR_8016": "flagd:8016"}


def test_every_port_of_a_service_is_open_to_its_callers_and_to_nobody_else() -> None:
    caller = depending(SERVICES["frontend"], "flagd")
    open_ports = passages(routes(among(caller, SERVICES["flagd"], depending(SERVICES["cart"]))))
    assert open_ports == (
        Passage(caller="frontend", callee="flagd", port=8013),
        Passage(caller="frontend", callee="flagd", port=8016),
    )


def test_hosts_are_called_through_the_load_balancer_of_their_ingress() -> None:
    caller = depending(SERVICES["frontend"], "image-provider")
    ways = routes(among(caller, SERVICES["image-provider"]))
    assert [way.via for way in ways] == ["internal"]
    assert passages(ways) == ()
    assert dependency_variables(caller, ways, DEV) == {"IMAGE_PROVIDER_ADDR": "images.internal.dev.astronomy-shop.example:443"}


def test_hosts_call_containers_through_the_load_balancer_too() -> None:
    caller = depending(SERVICES["load-generator"], "frontend-proxy")
    ways = routes(among(caller, SERVICES["frontend-proxy"]))
    assert dependency_variables(caller, ways, DEV) == {"FRONTEND_PROXY_ADDR": "www.dev.astronomy-shop.example:443"}


def test_every_call_without_a_way_is_named_with_what_mends_it() -> None:
    generator = depending(SERVICES["load-generator"], "cart")
    report = depending(SERVICES["sales-report"], "currency")
    with pytest.raises(WiringError) as error:
        routes(among(generator, report, SERVICES["cart"], SERVICES["currency"]))
    assert "load-generator (ec2) cannot reach cart (ecs)" in str(error.value)
    assert "sales-report (lambda) cannot reach currency (ecs)" in str(error.value)
    assert "Give cart an ingress, such as ingress: {scope: internal, host: cart}" in str(error.value)


def test_an_ingress_opens_the_way_from_a_host() -> None:
    cart = SERVICES["cart"].model_copy(update={"ingress": Ingress(scope="internal", host="cart")})
    (way,) = routes(among(depending(SERVICES["load-generator"], "cart"), cart))
    assert way.via == "internal"


def test_what_does_not_run_here_or_does_not_listen_needs_no_way() -> None:
    caller = depending(SERVICES["checkout"], "cart", "accounting")
    assert routes(among(caller, SERVICES["accounting"])) == ()


def test_services_that_call_each_other_have_a_way_each() -> None:
    cart, checkout = depending(SERVICES["cart"], "checkout"), depending(SERVICES["checkout"], "cart")
    assert {(way.caller, way.callee.name) for way in routes(among(cart, checkout))} == {("cart", "checkout"), ("checkout", "cart")}


def test_a_service_is_told_its_port_and_its_name_for_telemetry() -> None:
    told = own_variables(SERVICES["checkout"], DEV)
    assert told["PORT"] == "5050"
    assert told["OTEL_SERVICE_NAME"] == "checkout"
    assert "deployment.environment.name=dev" in told["OTEL_RESOURCE_ATTRIBUTES"].split(",")
    assert "PORT" not in own_variables(SERVICES["accounting"], DEV)


@pytest.mark.parametrize(
    ("store", "topic", "expected"),
    [
        pytest.param(
            "astronomy-db",
            None,
            {
                "ASTRONOMY_DB_ADDR": "{address}:{port}",
                "ASTRONOMY_DB_DATABASE": "astronomy",
                "ASTRONOMY_DB_SECRET_ARN": "{secret_arn}",
            },
            id="PostgreSQL",
        ),
        pytest.param("valkey-cart", None, {"VALKEY_CART_ADDR": "{address}:{port}"}, id="Valkey"),
        pytest.param("order-stream", "orders", {"ORDER_STREAM_ADDR": "{address}", "ORDER_STREAM_TOPIC": "orders"}, id="Kafka"),
        pytest.param("sessions", None, {"SESSIONS_TABLE": "{address}"}, id="DynamoDB"),
        pytest.param("product-images", None, {"PRODUCT_IMAGES_BUCKET": "{address}"}, id="bucket"),
        pytest.param("order-mail", None, {"ORDER_MAIL_URL": "{address}"}, id="queue"),
        pytest.param("order-events", None, {"ORDER_EVENTS_ARN": "{arn}"}, id="topic"),
    ],
)
def test_a_service_is_told_where_its_store_is(store: str, topic: str | None, expected: dict[str, str]) -> None:
    assert store_variables(Use(store=store, access="read", topic=topic), CATALOG.stores[store]) == expected


def test_only_a_database_has_a_secret() -> None:
    assert {name: store_secrets(store) for name, store in CATALOG.stores.items() if store_secrets(store)} == {
        "astronomy-db": ("ASTRONOMY_DB_SECRET",)
    }


def test_a_name_becomes_the_beginning_of_a_variable() -> None:
    assert variable_word("product-catalog") == "PRODUCT_CATALOG"
