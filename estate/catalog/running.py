"""Whether a service can run as it is written: ports, ingress, runtime, runbook, and what it needs in each environment."""

from collections.abc import Iterator, Mapping

from estate.catalog.draft import Complaint, Draft, service_file
from estate.catalog.mistakes import Way
from estate.catalog.service import Ec2Runtime, EcsRuntime, EksRuntime, LambdaRuntime, Service

COLLECTOR_PORTS = {4317: "the collector (OTLP over gRPC)", 4318: "the collector (OTLP over HTTP)", 13133: "the collector (health)"}
"""OpenTelemetry collector, default endpoints; one runs beside every service."""
HOST_PORTS = {**COLLECTOR_PORTS, 22: "SSH"}

Oddity = tuple[Way, str]


def check_services(draft: Draft) -> Iterator[Complaint]:
    """Ports, ingress and runtime of every service fit together."""
    for name, service in draft.services.items():
        for path, text in oddities(service):
            yield Complaint(file=service_file(name), path=path, text=text)


def oddities(service: Service) -> Iterator[Oddity]:
    """What does not fit together in a service by itself: the path, and what is wrong there."""
    yield from _odd_kind(service)
    yield from _odd_ports(service)
    yield from _odd_ingress(service)


def _odd_kind(service: Service) -> Iterator[Oddity]:
    if isinstance(service.runtime, EksRuntime):
        yield ("runtime", "kind"), "'eks' is built by no component here; expected 'ecs', 'ec2' or 'lambda'"
    if isinstance(service.runtime, LambdaRuntime) and service.ports:
        yield ("port",) if service.port else ("more_ports",), "a function listens on no port; expected none for the runtime 'lambda'"


def _taken(service: Service) -> Mapping[int, str]:
    """The ports that something else has where the service runs."""
    if isinstance(service.runtime, Ec2Runtime):
        return HOST_PORTS
    return COLLECTOR_PORTS if isinstance(service.runtime, EcsRuntime) else {}


def _odd_ports(service: Service) -> Iterator[Oddity]:
    if service.port is None and service.more_ports:
        yield ("more_ports",), "stand here without a port; expected the main one as 'port'"
    owners = dict(_taken(service))
    places: list[tuple[Way, int]] = [(("more_ports", index, "number"), port.number) for index, port in enumerate(service.more_ports)]
    if service.port:
        places.insert(0, (("port", "number"), service.port.number))
    for path, number in places:
        if number in owners:
            yield path, f"{number} is taken by {owners[number]}; expected another port"
        owners.setdefault(number, "another port of this service")


def _odd_ingress(service: Service) -> Iterator[Oddity]:
    if service.ingress and service.port is None and not isinstance(service.runtime, LambdaRuntime):
        yield ("ingress",), "needs a port that callers reach; expected 'port'"
    elif service.ingress and isinstance(service.runtime, LambdaRuntime):
        yield ("ingress",), "a function listens on no port; expected none for the runtime 'lambda'"


def check_runbooks(draft: Draft) -> Iterator[Complaint]:
    """A production service has a runbook, and a runbook that is named is there."""
    for name, service in draft.services.items():
        if service.runbook is None:
            if service.maturity == "production":
                hint = f"write docs/runbooks/{name}.md and name it; or call the service a pilot"
                yield Complaint(file=service_file(name), path=("runbook",), text="is missing; a production service has one", hint=hint)
        elif not draft.is_file(service.runbook):
            yield Complaint(file=service_file(name), path=("runbook",), text=f"{service.runbook!r} is no file of the repository")


def check_ways(draft: Draft) -> Iterator[Complaint]:
    """Every service can reach what it calls: containers find each other by name, hosts and functions need an ingress."""
    for name, service in draft.services.items():
        for index, dependency in enumerate(service.depends_on):
            other = draft.services.get(dependency.service)
            if other is None or not other.ports or other.ingress or other.runtime.kind == service.runtime.kind == "ecs":
                continue
            pair = f"{name!r} ({service.runtime.kind}) cannot reach {other.name!r} ({other.runtime.kind})"
            text = f"{pair}: only containers find each other by name"
            hint = f"give {other.name} an ingress: {{scope: internal, host: {other.name}}}"
            yield Complaint(file=service_file(name), path=("depends_on", index, "service"), text=text, hint=hint)


def check_company(draft: Draft) -> Iterator[Complaint]:
    """What a service cannot do without runs in every environment that it runs in."""
    for name, service in draft.services.items():
        for index, dependency in enumerate(service.depends_on):
            other = draft.services.get(dependency.service)
            if other is None or dependency.need == "soft":
                continue
            alone = [
                place
                for place, where in draft.environments.items()
                if service.maturity in where.accepts and other.maturity not in where.accepts
            ]
            if alone:
                text = f"{other.name!r} is a {other.maturity}, which {', '.join(alone)} does not accept; it would be missing there"
                yield Complaint(file=service_file(name), path=("depends_on", index, "service"), text=text)
