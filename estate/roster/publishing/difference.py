"""What has to be done at one schedule so that its overrides are what the lock wants, touching only our own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from estate.roster.publishing.standing import Order, Standing, span


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The work at one schedule. What neither stands in `create` nor in `remove` nor in `change` stays as it is."""

    create: tuple[Order, ...] = ()
    change: tuple[Order, ...] = ()
    """Stands there under its alias, with other times or another person."""
    remove: tuple[Standing, ...] = ()
    kept: tuple[Standing, ...] = ()
    """Ours, and right."""
    foreign: tuple[Standing, ...] = ()
    """Somebody else's, never touched; one that says what is wanted counts as done."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.create or self.change or self.remove)


def difference(orders: Iterable[Order], standing: Iterable[Standing], *, ours: Collection[str], now: datetime) -> Difference:
    """What lies between what stands there and what is ordered; `ours` are the ids of what we made. The past is left alone."""
    wanted = {span(order, now=now): order for order in orders if order.end > now}
    live = sorted((one for one in standing if one.end > now), key=lambda one: (one.id not in ours, one.start, one.id))
    kept: list[Standing] = []
    foreign: list[Standing] = []
    stale: list[Standing] = []
    for one in live:
        done = wanted.pop(span(one, now=now), None)
        if one.id not in ours:
            foreign.append(one)
        elif done:
            kept.append(one)
        else:
            stale.append(one)
    replaced = {one.id for one in stale}
    return Difference(
        create=tuple(order for order in wanted.values() if order.alias not in replaced),
        change=tuple(order for order in wanted.values() if order.alias in replaced),
        remove=tuple(one for one in stale if one.id not in {order.alias for order in wanted.values()}),
        kept=tuple(kept),
        foreign=tuple(foreign),
    )
