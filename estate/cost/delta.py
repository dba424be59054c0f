"""What a change costs: two bills by the same prices, held against each other owner by owner."""

from collections import Counter
from dataclasses import dataclass

from estate.cost.bill import Bill
from estate.cost.model import Amount, Group, Owner

OPEN = (Group.USAGE, Group.UNPRICED)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """How many positions without a sum came, or went (less than none), of one SKU or type."""

    group: Group
    what: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changes for one owner in one environment."""

    environment: str
    owner: Owner
    before_usd_monthly: Amount | None
    """None: nothing of it had a price, or it was not there."""
    after_usd_monthly: Amount | None
    opened: tuple[Opened, ...]

    @property
    def more_usd_monthly(self) -> Amount:
        """What is paid more, end by end; less than nothing: less."""
        before, after = self.before_usd_monthly or Amount(), self.after_usd_monthly or Amount()
        return Amount(at_least=after.at_least - before.at_least, at_most=after.at_most - before.at_most)


def delta(before: Bill, after: Bill) -> tuple[Change, ...]:
    """Every owner for whom something changes; nothing at all when nothing does."""
    environments = dict.fromkeys((*after.environments, *before.environments))
    found = (change for environment in environments for change in _in(environment, before.of(environment), after.of(environment)))
    return tuple(change for change in found if change.before_usd_monthly != change.after_usd_monthly or change.opened)


def _in(environment: str, before: Bill, after: Bill) -> list[Change]:
    owners = Bill(positions=(*after.positions, *before.positions)).owners
    return [_change(environment, owner, before.owned_by(owner), after.owned_by(owner)) for owner in owners]


def _change(environment: str, owner: Owner, before: Bill, after: Bill) -> Change:
    opened = [
        Opened(group=group, what=what, count=count)
        for group in OPEN
        for what, count in sorted(_counted(after, group, before).items())
        if count
    ]
    return Change(
        environment=environment,
        owner=owner,
        before_usd_monthly=_sum(before),
        after_usd_monthly=_sum(after),
        opened=tuple(opened),
    )


def _sum(bill: Bill) -> Amount | None:
    return bill.usd_monthly if bill.group(Group.PRICED) else None


def _counted(after: Bill, group: Group, before: Bill) -> dict[str, int]:
    """How many more positions there are of each SKU, or type where there is none."""
    now = Counter(one.sku or one.type for one in after.group(group))
    now.subtract(Counter(one.sku or one.type for one in before.group(group)))
    return dict(now)
