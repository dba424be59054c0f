"""Who is to blame: a service that cannot answer because another one does not calls nobody of its own."""

from collections.abc import Iterator

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.objective import Sli
from estate.catalog.service import Service

PASSED_ON: frozenset[Sli] = frozenset({"availability", "latency"})
"""Whoever calls a service that fails, fails; whoever waits for a slow one is slow."""


def silencers(catalog: Catalog, environment: Environment, service: Service, sli: Sli) -> tuple[str, ...]:
    """The same promise of all that the service needs, near ones first: `payment.availability`, `shipping.availability`..."""
    if sli not in PASSED_ON:
        return ()
    running = {one.name for one in catalog.services_in(environment)}
    needed = (one for one in _needed(catalog, service) if one.name in running)
    return tuple(f"{one.name}.{sli}" for one in needed if any(objective.sli == sli for objective in one.objectives))


def _needed(catalog: Catalog, service: Service) -> Iterator[Service]:
    """What the service needs and what those need, each once; the catalog's checks leave no circles."""
    seen, waiting = {service.name}, [service]
    while waiting:
        for dependency in waiting.pop(0).depends_on:
            if dependency.need == "hard" and dependency.service not in seen:
                seen.add(dependency.service)
                waiting.append(catalog.services[dependency.service])
                yield catalog.services[dependency.service]
