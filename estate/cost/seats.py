"""Vendors that sell by the person: how many people the plan puts on call at each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.cost.model import Charge, Unknowable, fixed
from estate.graph.model import Resource, StackGraph, is_secret, is_unknown


@dataclass(frozen=True, kw_only=True)
class Seats:
    """What a vendor sells, and where the plan names who needs it."""

    vendor: str
    sku: str
    type: str
    people: Callable[[Resource], Iterator[Any]]


def _value(name: str) -> Callable[[Resource], Iterator[Any]]:
    def people(resource: Resource) -> Iterator[Any]:
        yield resource.inputs.get(name)

    return people


def _on_call(schedule: Resource) -> Iterator[Any]:
    """A seat is needed by who is on call (Datadog docs: account_management/billing/incident_response)."""
    for layer in _listed(schedule.inputs.get("layers")):
        yield from _listed(layer.get("users") if isinstance(layer, Mapping) else layer)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else () if value is None else (value,)


SOLD = (
    Seats(vendor="datadog", sku="datadog-on-call-seat-month", type="datadog:index/onCallSchedule:OnCallSchedule", people=_on_call),
    Seats(vendor="opsgenie", sku="opsgenie-user-month", type="opsgenie:index/user:User", people=_value("username")),
    Seats(vendor="pagerduty", sku="pagerduty-user-month", type="pagerduty:index/teamMembership:TeamMembership", people=_value("userId")),
)


def seats(stacks: Sequence[StackGraph]) -> Iterator[tuple[str, Charge]]:
    """The vendor and the charge of each that has people on call in these stacks."""
    for sold in SOLD:
        planned = [one for stack in stacks for one in stack.made if one.type == sold.type]
        if planned:
            yield sold.vendor, _charge(sold, [person for one in planned for person in sold.people(one)])


def _charge(sold: Seats, people: Sequence[Any]) -> Charge:
    if any(is_unknown(person) or is_secret(person) for person in people):
        return Unknowable(why="who is on call is known only after the deployment")
    return fixed(sold.sku, len({person for person in people if isinstance(person, str)}))
