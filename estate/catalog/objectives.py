"""A promise must be one that can be measured."""

from collections.abc import Iterator

from estate.catalog.draft import Complaint, Draft, Unknown, service_file
from estate.catalog.mistakes import Way
from estate.catalog.objective import Objective, Sli
from estate.catalog.service import LambdaRuntime, Service
from estate.catalog.store import Kafka, Queue

NEEDED: dict[Sli, tuple[str, ...]] = {
    "availability": ("minimum_samples",),
    "latency": ("minimum_samples", "under"),
    "freshness": ("of", "under"),
    "correctness": ("probe",),
}
KEYS = ("of", "under", "minimum_samples", "probe")
DATADOG_ONLY = "90d"


def check_objectives(draft: Draft) -> Iterator[Complaint]:
    """Each objective says what it needs and nothing else, is promised once, and measures something that the service has."""
    newrelic = draft.organisation is not None and "newrelic" in draft.organisation.vendors
    for name, service in draft.services.items():
        seen: set[tuple[str, str | None]] = set()
        for index, objective in enumerate(service.objectives):
            path: Way = ("objectives", index)
            if (objective.sli, objective.of) in seen:
                yield Complaint(file=service_file(name), path=(*path, "sli"), text=f"{objective.sli!r} is promised twice")
            seen.add((objective.sli, objective.of))
            for key, text in (*_keys(objective), *_measured(draft, service, objective)):
                yield Complaint(file=service_file(name), path=(*path, key), text=text)
            if newrelic and objective.window == DATADOG_ONLY:
                text = "90d is no period of New Relic, which has 1, 7 and 28 days; expected 7d or 30d"
                yield Complaint(file=service_file(name), path=(*path, "window"), text=text, hint="30d becomes 28 days there")
            yield from _source(draft, name, service, objective, path)


def _keys(objective: Objective) -> Iterator[tuple[str, str]]:
    needed = NEEDED[objective.sli]
    for key in needed:
        if getattr(objective, key) is None:
            yield key, f"is missing; {objective.sli} needs it"
    for key in KEYS:
        if key not in needed and getattr(objective, key) is not None:
            yield key, f"says nothing about {objective.sli}; take it out"


def _measured(draft: Draft, service: Service, objective: Objective) -> Iterator[tuple[str, str]]:
    works = bool(service.ports) or isinstance(service.runtime, LambdaRuntime) or _reads(draft, service)
    if objective.sli in ("availability", "latency") and not works:
        yield "sli", f"{service.name!r} answers nobody and reads no messages; nothing can be counted"
    if objective.sli == "correctness" and (service.ingress is None or service.ingress.scope != "public"):
        yield "sli", f"{service.name!r} has no public ingress; a probe from outside cannot ask it"


def _reads(draft: Draft, service: Service) -> bool:
    """Whether it takes messages; what a store holds that is no stream or queue, nobody waits for."""
    return any(use.access != "write" and isinstance(draft.stores.get(use.store), Kafka | Queue) for use in service.uses)


def _source(draft: Draft, name: str, service: Service, objective: Objective, path: Way) -> Iterator[Complaint]:
    """The messages that wait are those of a stream or a queue that the service reads."""
    if objective.of is None or objective.sli != "freshness":
        return
    file, store = service_file(name), draft.stores.get(objective.of)
    if objective.of not in draft.names["stores"]:
        unknown = Unknown(word=objective.of, folder="stores")
        yield Complaint(file=file, path=(*path, "of"), text=f"{objective.of!r} is no store", unknown=unknown)
    elif store is not None and not isinstance(store, Kafka | Queue):
        yield Complaint(file=file, path=(*path, "of"), text=f"{objective.of!r} is a {store.kind}; nothing waits in it")
    elif not any(use.store == objective.of and use.access != "write" for use in service.uses):
        yield Complaint(file=file, path=(*path, "of"), text=f"{name!r} does not read {objective.of!r}")
