"""Every name that a fact gives must be one that another fact has."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.catalog.draft import Complaint, Draft, Folder, Unknown, service_file, store_file
from estate.catalog.mistakes import Way
from estate.catalog.service import Use
from estate.catalog.store import Bucket, Kafka, Queue, Store, Topic


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Looks names up, and words the complaint about one that is not there."""

    draft: Draft

    def complain(self, folder: Folder, name: str, file: str, path: Way) -> Iterator[Complaint]:
        """A complaint unless `name` is known."""
        if name not in self.draft.names[folder]:
            text = f"{name!r} is no {folder.removesuffix('s')}"
            yield Complaint(file=file, path=path, text=text, unknown=Unknown(word=name, folder=folder))


def check_teams(draft: Draft) -> Iterator[Complaint]:
    """Owners, the platform's team and the teams of people exist."""
    names = _Names(draft=draft)
    if draft.organisation:
        yield from names.complain("teams", draft.organisation.platform_team, "organisation", ("platform_team",))
    for name, service in draft.services.items():
        yield from names.complain("teams", service.owner, service_file(name), ("owner",))
    for name, store in draft.stores.items():
        yield from names.complain("teams", store.owner, store_file(name), ("owner",))
    for index, person in enumerate(draft.people):
        yield from names.complain("teams", person.team, "people", ("people", index, "team"))


def check_people(draft: Draft) -> Iterator[Complaint]:
    """No two people have one call-name."""
    seen: set[str] = set()
    for index, person in enumerate(draft.people):
        if person.name in seen:
            text = f"{person.name!r} is somebody else already; expected a call-name of their own"
            yield Complaint(file="people", path=("people", index, "name"), text=text)
        seen.add(person.name)


def check_dependencies(draft: Draft) -> Iterator[Complaint]:
    """What a service depends on exists, is not the service itself, stands there once, and listens."""
    names = _Names(draft=draft)
    for name, service in draft.services.items():
        seen: set[str] = set()
        for index, dependency in enumerate(service.depends_on):
            path: Way = ("depends_on", index, "service")
            yield from names.complain("services", dependency.service, service_file(name), path)
            for text in _odd_dependency(draft, name, dependency.service, seen):
                yield Complaint(file=service_file(name), path=path, text=text)
            seen.add(dependency.service)


def _odd_dependency(draft: Draft, name: str, other: str, seen: set[str]) -> Iterator[str]:
    if other == name:
        yield f"{name!r} depends on itself"
    elif other in seen:
        yield f"{other!r} stands here twice"
    elif other in draft.services and not draft.services[other].ports:
        yield f"{other!r} listens on no port, so nothing can call it"


def check_uses(draft: Draft) -> Iterator[Complaint]:
    """The stores that services use exist, and a topic is named where, and only where, the store is Kafka."""
    names = _Names(draft=draft)
    for name, service in draft.services.items():
        seen: set[tuple[str, str | None]] = set()
        for index, use in enumerate(service.uses):
            path: Way = ("uses", index)
            yield from names.complain("stores", use.store, service_file(name), (*path, "store"))
            if (use.store, use.topic) in seen:
                text = f"{use.store!r} stands here twice; expected one use with all the access"
                yield Complaint(file=service_file(name), path=(*path, "store"), text=text)
            seen.add((use.store, use.topic))
            yield from _odd_use(service_file(name), path, use, draft.stores.get(use.store))


def _odd_use(file: str, path: Way, use: Use, store: Store | None) -> Iterator[Complaint]:
    if isinstance(store, Kafka):
        topics = [topic.name for topic in store.topics]
        expected = f"expected one of {use.store!r}: {', '.join(topics)}"
        if use.topic is None:
            yield Complaint(file=file, path=(*path, "topic"), text=f"is missing; {expected}")
        elif use.topic not in topics:
            yield Complaint(file=file, path=(*path, "topic"), text=f"{use.topic!r} is no topic; {expected}")
    elif store and use.topic is not None:
        yield Complaint(file=file, path=(*path, "topic"), text=f"{use.store!r} is no Kafka cluster but a {store.kind}; it has no topics")
    if isinstance(store, Topic) and use.access != "write":
        text = f"{use.store!r} is a topic, which nobody reads; expected 'write'"
        yield Complaint(file=file, path=(*path, "access"), text=text, hint="who wants its messages uses a queue that subscribes to it")


def check_subscriptions(draft: Draft) -> Iterator[Complaint]:
    """A queue subscribes to a topic."""
    names = _Names(draft=draft)
    for name, store in draft.stores.items():
        if not isinstance(store, Queue) or store.subscribes_to is None:
            continue
        path: Way = ("subscribes_to",)
        yield from names.complain("stores", store.subscribes_to, store_file(name), path)
        other = draft.stores.get(store.subscribes_to)
        if other and not isinstance(other, Topic):
            yield Complaint(file=store_file(name), path=path, text=f"{other.name!r} is a {other.kind}; expected a store of the kind topic")


OWN_BUCKETS = frozenset({"access-logs", "audit", "configuration", "internal-requests", "patch-compliance", "public-requests"})
"""Of every environment: the accesses to buckets, the audit trail, the record of configurations, the requests to balancers."""


def check_own_buckets(draft: Draft) -> Iterator[Complaint]:
    """A bucket is not called like one that every environment has anyway: names of buckets are the world's."""
    for name in sorted(OWN_BUCKETS & draft.stores.keys()):
        if isinstance(draft.stores[name], Bucket):
            text = f"{name!r} is a bucket of the environment itself; expected a name of its own"
            yield Complaint(file=store_file(name), path=("name",), text=text)


def check_shared_names(draft: Draft) -> Iterator[Complaint]:
    """A store is not called like a service: the tag `service` says whose cost and whose alarm it is."""
    for name in sorted(draft.names["stores"] & draft.names["services"]):
        text = f"{name!r} is a service too; expected a name of its own"
        yield Complaint(file=store_file(name), path=("name",), text=text, hint="costs and alarms are told apart by this name")
