"""Silence: requests that stop are worse than requests that fail, and no burn rate sees them."""

from collections.abc import Iterator
from datetime import timedelta

from estate.alerting.parts import Part, parts_of
from estate.alerting.routing import route
from estate.alerting.spec import MonitorSpec, Nature, NoData, Told
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.calling import CALLED

WINDOW = timedelta(minutes=30)  # GitLab's metrics catalog: traffic cessation and absence look at half an hour
CEASED = "No request came in for half an hour: customers do not reach us."
ABSENT = "The service tells of no request any more: nobody calls it, or its telemetry is lost."


def traffic_monitors(catalog: Catalog, environment: Environment) -> tuple[MonitorSpec, ...]:
    """The monitors of silence, for tiers 1 and 2.

    Requests are counted at the balancer, where telemetry that is lost cannot be taken for customers that are; what the
    service tells of itself, when it falls silent, is a ticket.
    """
    return tuple(monitor for part in parts_of(catalog, environment) for monitor in _of(part, catalog))


def _of(part: Part, catalog: Catalog) -> Iterator[MonitorSpec]:
    service = catalog.services.get(part.name)
    if service is None or part.subject.tier not in CALLED:
        return
    if service.ingress and service.ingress.scope == "public":
        yield _monitor(part, "traffic", "alb.requests", "symptom", "page", "zero", CEASED)
    if service.port:
        yield _monitor(part, "telemetry", f"spans.{service.port.protocol}", "cause", "ticket", "told", ABSENT)


def _monitor(part: Part, what: str, signal: str, nature: Nature, told: Told, no_data: NoData, meaning: str) -> MonitorSpec:
    name = f"{part.name}.{what}"
    return MonitorSpec(
        name=name,
        subject=part.subject,
        nature=nature,
        signal=signal,
        of=part.words,
        comparison="<=",
        critical=0,
        warning=None,
        recovery=None,
        window=WINDOW,
        no_data=no_data,
        route=route(told, nature, part.subject, what),
        meaning=meaning,
        first_step=f"estate alerts explain {name}",
        source="GitLab's metrics catalog: traffic cessation and absence",
    )
