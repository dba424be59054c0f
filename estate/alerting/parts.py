"""The parts of an environment that can be watched: services, stores, and what they stand on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from estate.alerting.spec import Subject
from estate.alerting.subjects import subject_of
from estate.catalog.alerts import AlertChange
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import LambdaRuntime, Service
from estate.catalog.store import Queue, Store
from estate.naming import Scope, scope_of, scope_of_platform


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that is watched."""

    name: str
    kinds: frozenset[str]
    """What it is, as the causes name it: a runtime, a kind of store, `ingress`, `nat`, `edge`."""
    subject: Subject
    words: Mapping[str, str]
    """What queries and first steps may name."""
    alerts: tuple[AlertChange, ...]
    file: str
    timeout: timedelta | None = None
    """Of a function."""


PLATFORM: Mapping[str, str] = {"network": "nat", "services": "edge"}
"""Layer -> what of it is watched; the edge has the certificate and the firewall."""


def parts_of(catalog: Catalog, environment: Environment) -> Iterator[Part]:
    """Every part of the environment; services that do not run there are none."""
    for service in catalog.services_in(environment):
        yield _service(catalog, environment, service)
    for store in catalog.stores.values():
        yield _store(catalog, environment, store)
    for layer, kind in PLATFORM.items():
        yield _platform(catalog, environment, layer, kind)


def _service(catalog: Catalog, environment: Environment, service: Service) -> Part:
    scope = scope_of(organisation=catalog.organisation, environment=environment, team=catalog.teams[service.owner], thing=service)
    runtime = service.runtime
    words = {
        "service": service.name,
        "environment": environment.name,
        "cluster": scope.name("ecs/cluster", "services"),
        **_own_names(scope, service),
    }
    return Part(
        name=service.name,
        kinds=frozenset({runtime.kind, *(("ingress",) if service.ingress else ())}),
        subject=subject_of(catalog, environment, service),
        words=words,
        alerts=service.alerts,
        file=f"catalog/services/{service.name}.yaml",
        timeout=runtime.timeout if isinstance(runtime, LambdaRuntime) else None,
    )


def _own_names(scope: Scope, service: Service) -> Mapping[str, str]:
    """What the service is called where it runs; a function has a queue for the calls that failed."""
    if not isinstance(service.runtime, LambdaRuntime):
        return {"physical": service.name}
    queue = scope.name("sqs/queue", service.name, "dead-letter")
    return {"physical": scope.name("lambda/function", service.name), "dead_letter_queue": queue}


PHYSICAL: Mapping[str, str] = {
    "postgres": "rds/cluster",
    "valkey": "elasticache/replicationGroup",
    "kafka": "msk/cluster",
    "dynamodb": "dynamodb/table",
}
"""The type whose physical name a store has, where it has one of its own."""


def _store(catalog: Catalog, environment: Environment, store: Store) -> Part:
    scope = scope_of(organisation=catalog.organisation, environment=environment, team=catalog.teams[store.owner], thing=store)
    words = {"service": store.name, "environment": environment.name, **_physical(scope, store)}
    return Part(
        name=store.name,
        kinds=frozenset({store.kind}),
        subject=subject_of(catalog, environment, store),
        words=words,
        alerts=store.alerts,
        file=f"catalog/stores/{store.name}.yaml",
    )


def _physical(scope: Scope, store: Store) -> Mapping[str, str]:
    if isinstance(store, Queue):
        queue = scope.name("sqs/queue", store.name)
        return {"queue": queue, "dead_letter_queue": scope.name("sqs/queue", store.name, "dead-letter"), "physical": queue}
    kind = PHYSICAL.get(store.kind)
    return {"physical": scope.name(kind, store.name)} if kind else {}


def _platform(catalog: Catalog, environment: Environment, layer: str, kind: str) -> Part:
    """What services of the environment stand on in a layer: its tag `service` is the layer, and it belongs to the platform's team."""
    team = catalog.teams[catalog.organisation.platform_team]
    scope = scope_of_platform(organisation=catalog.organisation, environment=environment, team=team, what=layer)
    subject = Subject(service=layer, environment=environment.name, team=team.name, tier=1, runbook="", tags=scope.tags)
    return Part(
        name=layer,
        kinds=frozenset({kind}),
        subject=subject,
        words={"service": layer, "environment": environment.name},
        alerts=(),
        file=f"catalog/environments/{environment.name}.yaml",
    )
