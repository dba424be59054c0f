"""The edge of an environment: host names, the order of a load balancer's rules, and how targets are found well.

Public hosts stand in the environment's domain, internal ones in a private zone below it, which only the network answers:
a private zone of the same name would hide every public host from the network.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from estate.catalog.environment import Environment
from estate.catalog.service import Ingress, Service, ServicePort
from estate.catalog.store import Bucket, Store
from estate.errors import InputError

INTERNAL_LABEL = "internal"
HTTPS = 443
HTTP = 80
CDN_REGION = (
    "us-east-1"  # certificates, web ACLs and DNS query logs of global services live there (CloudFront and Route 53 developer guides)
)
LAST_PRIORITY = 50_000  # ELB API reference, CreateRule
REQUESTS_PER_ADDRESS = 2_000  # in five minutes from one address: some six a second, more than a person clicks


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """How a load balancer finds out whether a target is well."""

    path: str
    matcher: str
    """HTTP or gRPC status codes."""
    interval: int
    """Seconds between two checks; three failures take a target out."""
    timeout: int
    """Seconds."""


def internal_domain(environment: Environment) -> str:
    """The domain that only the environment's network answers."""
    return f"{INTERNAL_LABEL}.{environment.domain}"


def host_name(environment: Environment, ingress: Ingress) -> str:
    """Where callers from outside the cluster find a service: `www.dev.shop.example`, `images.internal.dev.shop.example`."""
    domain = environment.domain if ingress.scope == "public" else internal_domain(environment)
    return f"{ingress.host}.{domain}"


def cdn_host(environment: Environment, store: Store) -> str:
    """Where browsers find a bucket that is served by the CDN."""
    return f"{store.name}.{environment.domain}"


def served_by_cdn(stores: Iterable[Store]) -> tuple[Bucket, ...]:
    """The buckets that everybody may read, through the CDN alone."""
    return tuple(store for store in stores if isinstance(store, Bucket) and store.served == "cdn")


def check_hosts(environment: Environment, services: Iterable[Service], stores: Iterable[Store]) -> None:
    """InputError when two things of the environment want the same host name; every clash is named."""
    owners: dict[str, list[str]] = {}
    for service in services:
        if service.ingress:
            owners.setdefault(host_name(environment, service.ingress), []).append(f"service {service.name!r}")
    for store in served_by_cdn(stores):
        owners.setdefault(cdn_host(environment, store), []).append(f"store {store.name!r}")
    owners.setdefault(internal_domain(environment), []).append("the domain of the internal hosts")
    clashes = [f"{host} is wanted by {' and '.join(names)}" for host, names in sorted(owners.items()) if len(names) > 1]
    if clashes:
        raise InputError(
            f"{'; '.join(clashes)}; a host name leads to one place. Give one of them another `ingress.host`, or rename the store."
        )


def priorities(names: Iterable[str]) -> dict[str, int]:
    """The place of each name's rule on a listener, 1 to 50,000.

    It comes from the name, not from the order, so that a service which joins moves no other rule; of two names that fall on the
    same place the later one takes the next free place.
    """
    taken: dict[int, str] = {}
    for name in sorted(names):
        place = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % LAST_PRIORITY + 1
        while place in taken:
            place = place % LAST_PRIORITY + 1
        taken[place] = name
    return {name: place for place, name in sorted(taken.items(), key=lambda item: item[1])}


def health_check(port: ServicePort) -> HealthCheck:
    """The load balancer's check of a port: HTTP wants a 2xx, gRPC the status OK (0), by the path that the catalog gives."""
    return HealthCheck(path=port.health, matcher="0" if port.protocol == "grpc" else "200-299", interval=15, timeout=5)
