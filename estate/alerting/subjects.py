"""Whose alert it is."""

from estate.alerting.spec import Measured, Subject
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import LambdaRuntime, Service
from estate.catalog.store import Kafka, Queue, Store
from estate.naming import scope_of


def subject_of(catalog: Catalog, environment: Environment, thing: Service | Store) -> Subject:
    """The subject of an alert on a service or a store; a store has no runbook of its own."""
    team = catalog.teams[thing.owner]
    scope = scope_of(organisation=catalog.organisation, environment=environment, team=team, thing=thing)
    runbook = (thing.runbook if isinstance(thing, Service) else None) or ""
    return Subject(service=thing.name, environment=environment.name, team=team.name, tier=thing.tier, runbook=runbook, tags=scope.tags)


def measured_on(catalog: Catalog, service: Service) -> Measured | None:
    """What a service's requests are: those of its port, its invocations, or the messages that it reads; None where it has none."""
    if service.port:
        return service.port.protocol
    if isinstance(service.runtime, LambdaRuntime):
        return "lambda"
    read = (catalog.stores[use.store] for use in service.uses if use.access != "write")
    return next((kind for store in read if (kind := waiting_in(store))), None)


def waiting_in(store: Store) -> Measured | None:
    """How messages wait in a store; None where they do not."""
    if isinstance(store, Kafka):
        return "kafka"
    return "queue" if isinstance(store, Queue) else None
