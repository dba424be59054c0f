"""The catalog of this repository against the compose files of the OpenTelemetry Demo, typed here by hand."""

import re
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.service import EcsRuntime
from estate.catalog.store import Bucket, DynamoDb, Kafka, Postgres, Queue, Topic, Valkey
from estate.network import plan_subnets

ROOT = Path(__file__).resolve().parents[2]

# Name: language, ports with their protocol, memory in MiB, services and stores that it needs.
DEMO: dict[str, tuple[str, tuple[tuple[int, str], ...], int, set[str], set[str]]] = {
    "frontend-proxy": ("envoy", ((8080, "http"),), 90, {"frontend", "image-provider", "flagd"}, set()),
    "frontend": (
        "typescript",
        ((8080, "http"),),
        250,
        {"ad", "cart", "checkout", "currency", "product-catalog", "quote", "recommendation", "shipping", "image-provider", "flagd"},
        {"sessions"},
    ),
    "ad": ("java", ((9555, "grpc"),), 300, {"flagd"}, set()),
    "cart": ("c#", ((7070, "grpc"),), 160, {"flagd"}, {"valkey-cart"}),
    "checkout": (
        "go",
        ((5050, "grpc"),),
        20,
        {"cart", "currency", "email", "payment", "product-catalog", "shipping", "flagd"},
        {"order-stream", "order-events"},
    ),
    "currency": ("c++", ((7001, "grpc"),), 20, set(), set()),
    "email": ("ruby", ((6060, "http"),), 100, {"flagd"}, {"order-mail"}),
    "payment": ("javascript", ((50051, "grpc"),), 140, {"flagd"}, set()),
    "product-catalog": ("go", ((3550, "grpc"),), 20, {"flagd"}, {"astronomy-db"}),
    "quote": ("php", ((8090, "http"),), 40, set(), set()),
    "recommendation": ("python", ((9001, "grpc"),), 500, {"product-catalog", "flagd"}, set()),
    "shipping": ("rust", ((50050, "http"),), 20, {"quote", "flagd"}, set()),
    "accounting": ("c#", (), 160, set(), {"order-stream", "astronomy-db"}),
    "fraud-detection": ("kotlin", (), 300, {"flagd"}, {"order-stream"}),
    "flagd": ("go", ((8013, "grpc"), (8016, "http")), 75, set(), set()),
}
# Those that run on hosts, where the memory is the host's.
ON_HOSTS: dict[str, tuple[str, tuple[tuple[int, str], ...], set[str]]] = {
    "image-provider": ("nginx", ((8081, "http"),), set()),
    "load-generator": ("python", (), {"frontend-proxy"}),
}
FLAGS = [
    "adFailure",
    "adHighCpu",
    "adManualGc",
    "cartFailure",
    "emailMemoryLeak",
    "failedReadinessProbe",
    "imageSlowLoad",
    "intlShippingSlowdown",
    "kafkaQueueProblems",
    "loadGeneratorTraffic",
    "paymentFailure",
    "paymentUnreachable",
    "productCatalogFailure",
    "recommendationCacheFailure",
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "catalog")


@pytest.mark.parametrize("name", DEMO)
def test_a_container_is_as_the_demo_has_it(catalog: Catalog, name: str) -> None:
    language, ports, memory, dependencies, stores = DEMO[name]
    service = catalog.services[name]
    assert isinstance(service.runtime, EcsRuntime)
    assert service.language == language
    assert tuple((port.number, port.protocol) for port in service.ports) == ports
    assert service.runtime.memory == memory
    assert {dependency.service for dependency in service.depends_on} == dependencies
    assert {use.store for use in service.uses} == stores


@pytest.mark.parametrize("name", ON_HOSTS)
def test_a_host_is_as_the_demo_has_it(catalog: Catalog, name: str) -> None:
    language, ports, dependencies = ON_HOSTS[name]
    service = catalog.services[name]
    assert service.runtime.kind == "ec2"
    assert service.language == language
    assert tuple((port.number, port.protocol) for port in service.ports) == ports
    assert {dependency.service for dependency in service.depends_on} == dependencies


def test_there_are_eighteen_services(catalog: Catalog) -> None:
    assert set(catalog.services) == {*DEMO, *ON_HOSTS, "sales-report"}


def test_the_nightly_report_reads_the_database_and_writes_its_bucket(catalog: Catalog) -> None:
    report = catalog.services["sales-report"]
    assert report.runtime.kind == "lambda"
    assert report.runtime.schedule == "cron(30 1 * * ? *)"
    assert {(use.store, use.access) for use in report.uses} == {("astronomy-db", "read"), ("sales-reports", "write")}


def test_the_stores_are_of_their_kinds(catalog: Catalog) -> None:
    assert {name: type(store) for name, store in catalog.stores.items()} == {
        "astronomy-db": Postgres,
        "valkey-cart": Valkey,
        "order-stream": Kafka,
        "product-images": Bucket,
        "sessions": DynamoDb,
        "order-events": Topic,
        "order-mail": Queue,
        "sales-reports": Bucket,
    }


def test_orders_flow_over_one_topic(catalog: Catalog) -> None:
    stream = catalog.stores["order-stream"]
    assert isinstance(stream, Kafka)
    assert [topic.name for topic in stream.topics] == ["orders"]
    access = {name: use.access for name, service in catalog.services.items() for use in service.uses if use.topic == "orders"}
    assert access == {"checkout": "write", "accounting": "read", "fraud-detection": "read"}


def test_the_door_is_the_only_public_one(catalog: Catalog) -> None:
    doors = {name: (service.ingress.scope, service.ingress.host) for name, service in catalog.services.items() if service.ingress}
    assert doors == {"frontend-proxy": ("public", "www"), "image-provider": ("internal", "images")}


def test_no_service_of_the_first_tier_needs_one_of_a_lower_tier(catalog: Catalog) -> None:
    first = [service for service in catalog.services.values() if service.tier == 1]
    needs = {other.service for service in first for other in service.depends_on if other.need == "hard"}
    assert {name: catalog.services[name].tier for name in needs if catalog.services[name].tier != 1} == {}


def test_the_shop_stands_without_its_flags(catalog: Catalog) -> None:
    needs = {other.need for service in catalog.services.values() for other in service.depends_on if other.service == "flagd"}
    assert needs == {"soft"}


def test_eight_people_are_on_call_in_two_places(catalog: Catalog) -> None:
    zones = Counter(person.zone for person in catalog.people.values() if person.team == "operations")
    assert zones["America/Mexico_City"] == 3
    assert zones["Europe/Istanbul"] + zones["Europe/Kyiv"] == 5
    assert zones.total() == 8
    assert all(ZoneInfo(zone) for zone in zones)


def test_accounts_differ_and_networks_hold_their_subnets(catalog: Catalog) -> None:
    environments = catalog.environments
    assert set(environments) == {"sandbox", "dev", "staging", "production"}
    accounts = {environment.account for environment in environments.values()} | {catalog.organisation.shared_account}
    assert len(accounts) == 5
    for environment in environments.values():
        assert len(plan_subnets(environment.address_range, environment.zones)) == len(environment.zones)


def test_production_survives_the_loss_of_a_zone_and_takes_no_experiments(catalog: Catalog) -> None:
    production = catalog.environments["production"]
    assert len(production.zones) == 3
    assert production.nat == "per_zone"
    assert production.deletion_protection
    assert production.accepts == ("pilot", "production")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def test_production_runs_what_staging_has_run_and_is_a_little_behind(catalog: Catalog) -> None:
    staging, production = catalog.environments["staging"].versions, catalog.environments["production"].versions
    behind = {name for name, version in production.items() if version != staging[name]}
    assert all(numbers(production[name]) < numbers(staging[name]) for name in behind)
    assert 0 < len(behind) < len(production) / 2


def test_required_tags_are_the_eight(catalog: Catalog) -> None:
    assert catalog.organisation.required_tags == (
        "organisation",
        "environment",
        "service",
        "owner",
        "tier",
        "cost-centre",
        "managed-by",
        "source",
    )


SECTIONS = ["What it does", "First look", "Known failures", "Roll back"]


@pytest.mark.parametrize("name", [*DEMO, *ON_HOSTS, "sales-report"])
def test_a_runbook_has_its_four_sections_and_something_in_each(catalog: Catalog, name: str) -> None:
    runbook = catalog.services[name].runbook
    assert runbook is not None
    parts = re.split(r"^## (.+)$", (ROOT / runbook).read_text(), flags=re.MULTILINE)
    assert parts[1::2] == SECTIONS
    assert all(len(text.split()) > 10 for text in parts[2::2])


def test_every_failure_that_the_demo_ships_is_in_a_runbook(catalog: Catalog) -> None:
    books = "".join((ROOT / service.runbook).read_text() for service in catalog.services.values() if service.runbook)
    assert [flag for flag in FLAGS if f"`{flag}`" not in books] == []
