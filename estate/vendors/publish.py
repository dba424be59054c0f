"""Bringing a vendor's overrides to what the lock wants: look first, then do; safe to stop anywhere and to run again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from estate.roster.publishing.difference import Difference, difference
from estate.roster.publishing.ledger import Ledger, Window
from estate.roster.publishing.standing import Order, Standing
from estate.roster.publishing.wanted import Wanted
from estate.roster.schedule_names import Seat
from estate.vendors.api import OnCallApi
from estate.vendors.http import VendorError

MINUTE = timedelta(minutes=1)
ALIAS = "estate-"
"""Begins the alias of every override of ours, at a vendor that keeps aliases."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be published, in the vendor's own ids of people, and what is known about what was."""

    names: Mapping[Seat, str]
    """The schedule that each seat is part of."""
    wanted: tuple[Wanted, ...]
    users: Mapping[str, str]
    """The vendor's id of each person."""
    windows: Mapping[str, Window]
    """From when to when the lock speaks of each schedule: what begins at another time belongs to another lock, and stays."""
    ledger: Ledger
    now: datetime

    @property
    def next_minute(self) -> datetime:
        """The first whole minute that has not begun; what is earlier cannot be changed any more."""
        rest = timedelta(seconds=self.now.second, microseconds=self.now.microsecond)
        return self.now if not rest else self.now - rest + MINUTE


@dataclass(frozen=True, kw_only=True)
class Work:
    """What has to be done at one schedule."""

    name: str
    schedule: str
    difference: Difference


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What has to be done for a roster; the ledger knows by now what had been lost."""

    works: tuple[Work, ...]
    ledger: Ledger

    @property
    def is_nothing(self) -> bool:
        """Whether the vendor has all of it already."""
        return all(work.difference.is_nothing for work in self.works)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An override that the vendor did not take."""

    name: str
    order: Order
    reason: str


def plan(api: OnCallApi, request: Request) -> Plan:
    """What lies between the vendor's overrides and the lock. Asks, and changes nothing."""
    names = list(dict.fromkeys(request.names.values()))
    schedules = api.schedules(names)
    orders = _orders(request, clip=not api.keeps_aliases)
    ledger = request.ledger
    works: list[Work] = []
    for name in names:
        schedule = schedules[name]
        first, last = request.windows[name]
        listed = api.standing(schedule, since=max(first, request.now), until=last) if last > request.now else ()
        standing = [one for one in listed if first <= one.start < last]
        if not api.keeps_aliases:
            ledger = ledger.settled(api.vendor, schedule, standing, span_of=(first, last), now=request.next_minute)
        ours = _aliased(request, name, standing) if api.keeps_aliases else ledger.ours(api.vendor, schedule)
        found = difference(orders[name], standing, ours=ours, now=request.next_minute)
        works.append(Work(name=name, schedule=schedule, difference=found))
    return Plan(works=tuple(works), ledger=ledger)


def _orders(request: Request, *, clip: bool) -> Mapping[str, Sequence[Order]]:
    """The orders of each schedule; a vendor that takes nothing of the past gets the rest of a shift that has begun."""
    orders: defaultdict[str, list[Order]] = defaultdict(list)
    for one in request.wanted:
        start = max(one.start, request.next_minute) if clip else one.start
        user, instead_of = request.users[one.who], request.users[one.instead_of]
        order = Order(alias=alias(one), start=start, end=one.end, user=user, instead_of=instead_of)
        orders[request.names[one.seat]].append(order)
    return orders


def alias(one: Wanted) -> str:
    """The same for a shift whoever works it: it is all that an override is recognised by."""
    return f"{_prefix(one.seat)}{one.date}"


def _prefix(seat: Seat) -> str:
    return f"{ALIAS}{seat.roster}-{seat.lane}-{seat.seat}-"


def _aliased(request: Request, name: str, standing: Iterable[Standing]) -> frozenset[str]:
    prefixes = tuple(_prefix(seat) for seat, schedule in request.names.items() if schedule == name)
    return frozenset(one.id for one in standing if one.id.startswith(prefixes))


def carry_out(api: OnCallApi, todo: Plan, *, save: Callable[[Ledger], None]) -> tuple[Refused, ...]:
    """Do what the plan says. `save` is called before each order and after its answer; what the vendor refused is returned.

    Where a later override wins, the new one is made before the old one goes, so that at no instant the rotation's person is called.
    """
    ledger = todo.ledger
    refused: list[Refused] = []
    save(ledger)
    for work in todo.works:
        if not api.later_wins:
            ledger = _remove(api, work, ledger, save)
        for order in work.difference.change:
            api.change(work.schedule, order)
        orders = work.difference.create
        for first in range(0, len(orders), api.most_at_once):
            ledger, wrong = _create(api, work, orders[first : first + api.most_at_once], ledger, save)
            refused += wrong
        if api.later_wins:
            ledger = _remove(api, work, ledger, save)
    return tuple(refused)


def _create(
    api: OnCallApi, work: Work, orders: Sequence[Order], ledger: Ledger, save: Callable[[Ledger], None]
) -> tuple[Ledger, list[Refused]]:
    if not api.keeps_aliases:
        save(ledger.ordered(api.vendor, work.schedule, orders))
    made = api.create(work.schedule, orders)
    if len(made) != len(orders):
        raise VendorError(f"{api.vendor} answered {len(orders)} orders with {len(made)} overrides; run it again: it reads what is there")
    if not api.keeps_aliases:
        ledger = ledger.made(api.vendor, work.schedule, [(order, one.id) for order, one in zip(orders, made, strict=True) if one.id])
        save(ledger)
    return ledger, [Refused(name=work.name, order=order, reason=one.refusal) for order, one in zip(orders, made, strict=True) if not one.id]


def _remove(api: OnCallApi, work: Work, ledger: Ledger, save: Callable[[Ledger], None]) -> Ledger:
    for one in work.difference.remove:
        api.remove(work.schedule, one.id)
        ledger = ledger.removed(api.vendor, work.schedule, one.id)
    if work.difference.remove:
        save(ledger)
    return ledger
