"""Who talks to whom, over which port, and what each service is told about it: pure decisions over the catalog.

Containers find each other by name through Service Connect. Hosts and functions are no part of it, so a call from or to one of them goes
through the load balancer of the called service's ingress.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from estate.catalog.environment import Environment
from estate.catalog.service import Service, ServicePort, Use
from estate.catalog.store import Kafka, Postgres, Store
from estate.decisions.edge import HTTPS, host_name
from estate.errors import InputError

# What is said of a store, by kind: its address with a port, or the name by which AWS's interfaces know it.
ADDRESS_WORD: Mapping[str, str] = {
    "postgres": "ADDR",
    "valkey": "ADDR",
    "kafka": "ADDR",
    "dynamodb": "TABLE",
    "bucket": "BUCKET",
    "queue": "URL",
    "topic": "ARN",
}
IN_NETWORK = frozenset({"postgres", "valkey", "kafka"})
"""The kinds of stores that stand in the network, behind a security group."""

LoadBalancer = Literal["public", "internal"]


class WiringError(InputError):
    """A service depends on what it cannot reach; every such dependency is named."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A port that is open from one service to another."""

    caller: str
    callee: str
    port: int


@dataclass(frozen=True, kw_only=True)
class Route:
    """How a caller reaches a service: ports by name, or HTTPS at the load balancer of its ingress."""

    caller: str
    callee: Service
    via: LoadBalancer | None
    """The load balancer; nothing: straight, through Service Connect."""


def routes(services: Mapping[str, Service]) -> tuple[Route, ...]:
    """How each of the services reaches those that it depends on; one that is not among them, or has no port, needs no way.

    WiringError names every dependency without a way.
    """
    found: list[Route] = []
    problems: list[str] = []
    for service in services.values():
        for dependency in service.depends_on:
            callee = services.get(dependency.service)
            if callee is None or not callee.ports:
                continue
            if _reaches(service, callee):
                found.append(Route(caller=service.name, callee=callee, via=_via(service, callee)))
            else:
                problems.append(_problem(service, callee))
    if problems:
        raise WiringError("\n".join(problems))
    return tuple(found)


def passages(ways: tuple[Route, ...]) -> tuple[Passage, ...]:
    """The ports that are open between services: every port of the called one, to its callers alone."""
    return tuple(
        Passage(caller=way.caller, callee=way.callee.name, port=port.number) for way in ways if way.via is None for port in way.callee.ports
    )


def dependency_variables(service: Service, ways: tuple[Route, ...], environment: Environment) -> dict[str, str]:
    """Where the service finds those that it depends on: `CART_ADDR=cart:7070`; further ports as `FLAGD_ADDR_8016=flagd:8016`."""
    return {name: value for way in ways if way.caller == service.name for name, value in _addresses(way, environment)}


def own_variables(service: Service, environment: Environment) -> dict[str, str]:
    """What the service is told about itself: its port, and the name under which its telemetry is found."""
    port = {"PORT": str(service.port.number)} if service.port else {}
    attributes = f"deployment.environment.name={environment.name},service.tier={service.tier},service.owner={service.owner}"
    return {**port, "OTEL_SERVICE_NAME": service.name, "OTEL_RESOURCE_ATTRIBUTES": attributes}


def store_variables(use: Use, store: Store) -> dict[str, str]:
    """What the service is told about a store: names to patterns over `address`, `port`, `arn` and `secret_arn`."""
    word = variable_word(store.name)
    address = {"postgres": "{address}:{port}", "valkey": "{address}:{port}", "topic": "{arn}"}.get(store.kind, "{address}")
    found = {f"{word}_{ADDRESS_WORD[store.kind]}": address}
    if isinstance(store, Postgres):
        found |= {f"{word}_DATABASE": store.database, f"{word}_SECRET_ARN": "{secret_arn}"}
    if isinstance(store, Kafka) and use.topic:
        found |= {f"{word}_TOPIC": use.topic}
    return found


def store_secrets(store: Store) -> tuple[str, ...]:
    """The variables that hold a store's secret itself; a container gets them from Secrets Manager when it starts."""
    return (f"{variable_word(store.name)}_SECRET",) if isinstance(store, Postgres) else ()


def variable_word(name: str) -> str:
    """A name of the catalog as the beginning of a variable: `product-catalog` is `PRODUCT_CATALOG`."""
    return name.replace("-", "_").upper()


def _straight(caller: Service, callee: Service) -> bool:
    return caller.runtime.kind == "ecs" and callee.runtime.kind == "ecs"


def _reaches(caller: Service, callee: Service) -> bool:
    return _straight(caller, callee) or callee.ingress is not None


def _via(caller: Service, callee: Service) -> LoadBalancer | None:
    return None if _straight(caller, callee) or callee.ingress is None else callee.ingress.scope


def _problem(caller: Service, callee: Service) -> str:
    return (
        f"services/{caller.name}.yaml: {caller.name} ({caller.runtime.kind}) cannot reach {callee.name} ({callee.runtime.kind}): only ECS "
        f"services find each other by name. Give {callee.name} an ingress, such as ingress: {{scope: internal, host: {callee.name}}}"
    )


def _addresses(way: Route, environment: Environment) -> list[tuple[str, str]]:
    word = f"{variable_word(way.callee.name)}_ADDR"
    if way.via is not None and way.callee.ingress is not None:
        return [(word, f"{host_name(environment, way.callee.ingress)}:{HTTPS}")]
    return [(_port_word(word, way.callee, port), f"{way.callee.name}:{port.number}") for port in way.callee.ports]


def _port_word(word: str, callee: Service, port: ServicePort) -> str:
    return word if port == callee.ports[0] else f"{word}_{port.number}"
