"""What `remediation.yaml` names must be there, and each action must fit what it acts on."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import get_args

from estate.catalog.draft import Complaint, Draft, Unknown
from estate.catalog.mistakes import Way
from estate.catalog.remediation import (
    BY_PERSON,
    HOST_ACTIONS,
    ActionName,
    ClearDisk,
    FailOverReplica,
    Healing,
    Remediation,
    RestartConsumer,
    RollBackRelease,
    RotateLogs,
    ScaleOut,
    Teller,
)
from estate.catalog.service import Ec2Runtime, EcsRuntime
from estate.catalog.store import Postgres
from estate.catalog.words import any_of, did_you_mean

FILE = "remediation"
ERASABLE = ("/var/cache", "/var/log", "/var/tmp", "/tmp", "/srv/cache")  # noqa: S108 - what may be emptied, not where we write
"""Where rules may delete (FHS 3.0: what these hold may go, or is old); a rule elsewhere deletes data."""
LOGROTATE = "/etc/logrotate.d/"


def check_remediation(draft: Draft) -> Iterator[Complaint]:
    """Every environment has a mode for every action; alerts are about things that are there; each action fits its thing."""
    if draft.remediation is None:
        return
    yield from _dispatchers(draft, draft.remediation)
    yield from _permissions(draft, draft.remediation)
    yield from _lengths(draft.remediation)
    seen: set[str] = set()
    for index, healing in enumerate(draft.remediation.alerts):
        path: Way = ("alerts", index)
        if healing.alert in seen:
            yield Complaint(file=FILE, path=(*path, "alert"), text=f"{healing.alert!r} stands here twice; expected one action for an alert")
        seen.add(healing.alert)
        if healing.do.kind not in draft.remediation.actions:
            hint = f"write it under actions: {healing.do.kind}"
            yield Complaint(file=FILE, path=(*path, "do", "kind"), text=f"{healing.do.kind!r} has no permission here", hint=hint)
        yield from _subject(draft, healing, path)
        yield from _target(draft, healing, (*path, "do"))
        yield from _odd_paths(healing, (*path, "do"))


def _dispatchers(draft: Draft, remediation: Remediation) -> Iterator[Complaint]:
    vendors = draft.organisation.vendors if draft.organisation else None
    for environment, one in remediation.dispatchers.items():
        path: Way = ("dispatchers", environment)
        if environment not in draft.names["environments"]:
            unknown = Unknown(word=environment, folder="environments")
            yield Complaint(file=FILE, path=path, text=f"{environment!r} is no environment", unknown=unknown, is_key=True)
        for teller in one.told_by:
            if vendors is not None and teller != "alertmanager" and teller not in vendors:
                text = f"{teller!r} is no vendor of the organisation; expected {any_of((*_tellers(vendors), 'alertmanager'))}"
                yield Complaint(file=FILE, path=(*path, "told_by"), text=text)


def _tellers(vendors: Iterable[str]) -> tuple[str, ...]:
    """Those that can tell a dispatcher."""
    return tuple(vendor for vendor in vendors if vendor in get_args(Teller))


def _permissions(draft: Draft, remediation: Remediation) -> Iterator[Complaint]:
    known = draft.names["environments"]
    for name, permission in remediation.actions.items():
        path: Way = ("actions", name, "modes")
        for environment, mode in permission.modes.items():
            if environment not in known:
                unknown = Unknown(word=environment, folder="environments")
                text = f"{environment!r} is no environment"
                yield Complaint(file=FILE, path=(*path, environment), text=text, unknown=unknown, is_key=True)
            if mode == "auto" and name in BY_PERSON:
                text = f"'auto' is not for {name}, which can lose data or a release; expected 'approve' or 'observe'"
                yield Complaint(file=FILE, path=(*path, environment), text=text)
        if missing := sorted(known - permission.modes.keys()):
            yield Complaint(file=FILE, path=path, text=f"has no mode for {', '.join(missing)}; expected one for each environment")


def _lengths(remediation: Remediation) -> Iterator[Complaint]:
    limits = remediation.limits
    lengths = [
        (("limits", "rate", "per"), limits.rate.per),
        (("limits", "breaker", "within"), limits.breaker.within),
        (("limits", "stale_after"), limits.stale_after),
        (("limits", "approve_within"), limits.approve_within),
    ]
    for name, permission in remediation.actions.items():
        lengths += [(("actions", name, "cool_down"), permission.cool_down), (("actions", name, "timeout"), permission.timeout)]
    for path, length in lengths:
        if length <= timedelta(0):
            yield Complaint(file=FILE, path=path, text="is nothing; expected a length, such as 30m")


def _subject(draft: Draft, healing: Healing, path: Way) -> Iterator[Complaint]:
    """The first word of an alert is a service or a store; hosts are those of a service that runs on hosts."""
    subject = healing.alert.partition(".")[0]
    if subject not in draft.names["services"] | draft.names["stores"]:
        hint = did_you_mean(subject, draft.names["services"] | draft.names["stores"])
        yield Complaint(file=FILE, path=(*path, "alert"), text=f"{subject!r} is no service and no store", hint=hint)
        return
    service = draft.services.get(subject)
    if healing.do.kind in HOST_ACTIONS and (service is None or not isinstance(service.runtime, Ec2Runtime)):
        if subject in draft.names["services"] and service is None:
            return
        names = any_of(name for name in get_args(ActionName) if name not in HOST_ACTIONS)
        text = f"{healing.do.kind!r} acts on a host, and {subject!r} runs on none; expected {names}"
        yield Complaint(file=FILE, path=(*path, "do", "kind"), text=text)


def _target(draft: Draft, healing: Healing, path: Way) -> Iterator[Complaint]:
    action = healing.do
    if isinstance(action, RestartConsumer | ScaleOut | RollBackRelease):
        if action.service not in draft.names["services"]:
            unknown = Unknown(word=action.service, folder="services")
            yield Complaint(file=FILE, path=(*path, "service"), text=f"{action.service!r} is no service", unknown=unknown)
        elif (service := draft.services.get(action.service)) and not isinstance(service.runtime, EcsRuntime):
            text = f"{action.service!r} runs on {service.runtime.kind}; expected a service whose runtime is 'ecs'"
            yield Complaint(file=FILE, path=(*path, "service"), text=text)
    elif isinstance(action, FailOverReplica):
        if action.store not in draft.names["stores"]:
            unknown = Unknown(word=action.store, folder="stores")
            yield Complaint(file=FILE, path=(*path, "store"), text=f"{action.store!r} is no store", unknown=unknown)
        elif (store := draft.stores.get(action.store)) and not isinstance(store, Postgres):
            yield Complaint(file=FILE, path=(*path, "store"), text=f"{action.store!r} is a {store.kind}; expected one of kind 'postgres'")


def _odd_paths(healing: Healing, path: Way) -> Iterator[Complaint]:
    action = healing.do
    if isinstance(action, ClearDisk):
        if not action.rules:
            yield Complaint(file=FILE, path=(*path, "rules"), text="is empty, so nothing could go; expected at least one rule")
        for index, rule in enumerate(action.rules):
            if not any(rule.folder == root or rule.folder.startswith(f"{root}/") for root in ERASABLE):
                text = f"{rule.folder!r} may hold data; expected {any_of(ERASABLE)}, or a folder in one"
                yield Complaint(file=FILE, path=(*path, "rules", index, "folder"), text=text)
            if rule.older_than < timedelta(hours=1):
                text = "is too young; expected at least 1h, so that nothing goes that is being written"
                yield Complaint(file=FILE, path=(*path, "rules", index, "older_than"), text=text)
    if isinstance(action, RotateLogs) and not action.config.startswith(LOGROTATE):
        text = f"{action.config!r} is no configuration of a package; expected a file below {LOGROTATE}"
        yield Complaint(file=FILE, path=(*path, "config"), text=text)
