"""Whether an alert is taken in: what it is about, how old it is, and whether anything is to be done for it at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from estate.catalog.fact import format_duration
from estate.catalog.remediation import ActionName
from estate.remediation.event import Event
from estate.remediation.fleet import Fleet
from estate.remediation.policy import Policy, needs_host

AHEAD = timedelta(minutes=5)
"""How far a sender's clock may be before ours; Kerberos allows as much (RFC 4120, clock skew)."""

Verdict = Literal["accepted", "over", "nothing", "stale", "ahead", "unknown-environment", "unknown-host"]
REFUSED: frozenset[Verdict] = frozenset({"ahead", "unknown-environment", "unknown-host"})
"""Told to the sender as its own mistake; the others are taken note of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Something to be healed: words of the catalog and a host of the inventory, and nothing of the sender's."""

    key: str
    sender: str
    alert: str
    action: ActionName
    host: str | None
    target: str
    raised_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Admission:
    """What becomes of an event; `words` say it, with names of the catalog alone."""

    verdict: Verdict
    words: str
    order: Order | None = None


def admit(event: Event, *, policy: Policy, fleet: Fleet, now: datetime) -> Admission:
    """Decide about one event."""
    name = policy.environment.name
    healing = policy.healings.get(event.alert)
    if event.environment != name and event.environment:
        return Admission(verdict="unknown-environment", words=f"this is the dispatcher of {name}, and the alert is of another environment")
    if healing is None:
        return Admission(verdict="nothing", words="nothing is healed for this alert; remediation.yaml has those that are")
    if event.state != "firing":
        over = event.state == "over"
        return Admission(verdict="over" if over else "nothing", words=f"{event.alert} {'is over' if over else 'does not fire'}")
    if refused := _by_time(event, policy, now) or _by_host(event, policy, fleet):
        return refused
    action = healing.do.kind
    host = event.host if needs_host(action) else None
    target = policy.target(event.alert, host)
    order = Order(key=event.key, sender=event.sender, alert=event.alert, action=action, host=host, target=target, raised_at=event.at)
    return Admission(verdict="accepted", words=f"{event.alert}: {action} on {target}", order=order)


def _by_time(event: Event, policy: Policy, now: datetime) -> Admission | None:
    age = now - event.at
    if age > policy.limits.stale_after:
        limit = format_duration(policy.limits.stale_after)
        return Admission(verdict="stale", words=f"{event.alert} began more than {limit} ago; whatever is still wrong is told again")
    if age < -AHEAD:
        return Admission(
            verdict="ahead", words=f"the alert begins more than {format_duration(AHEAD)} in the future; set the sender's clock"
        )
    return None


def _by_host(event: Event, policy: Policy, fleet: Fleet) -> Admission | None:
    action = policy.healings[event.alert].do.kind
    if not needs_host(action):
        return None
    if event.host is None:
        return Admission(verdict="unknown-host", words=f"{action} needs a host, and the alert names none")
    host = fleet.hosts.get(event.host)
    if host is None:
        return Admission(
            verdict="unknown-host", words=f"the alert names a host that the inventory of {policy.environment.name} does not have"
        )
    if host.service != (subject := policy.subject(event.alert)):
        return Admission(verdict="unknown-host", words=f"{host.name} is a host of {host.service}, and not of {subject}")
    return None
