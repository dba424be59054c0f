"""Everything that `estate cost` has to say, before it is written in one format or another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from estate.catalog.catalog import Catalog
from estate.catalog.usage import Measured
from estate.cost.bill import Bill
from estate.cost.budgets import Budgeted
from estate.cost.delta import Change
from estate.cost.model import Owner, Quote
from estate.cost.rightsizing import Hint


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The change against a base."""

    base: str
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The bill, its budgets, and what a reader must know of both."""

    day: date
    bill: Bill
    budgets: tuple[Budgeted, ...]
    regions: Mapping[str, str]
    """Of each environment."""
    errors: tuple[str, ...] = ()
    """Stacks that could not be planned: their costs are missing."""
    warnings: tuple[str, ...] = ()
    compared: Compared | None = None
    hints: tuple[Hint, ...] | None = None
    """None: nobody handed in what is used."""
    detailed: bool = False
    """Whether single positions are asked for."""

    @property
    def over(self) -> tuple[Budgeted, ...]:
        """What is over its budget even at its least."""
        return tuple(one for one in self.budgets if one.over_usd_monthly)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every price that the bill uses, once."""
        return tuple({(quote.sku, quote.region): quote for one in self.bill.positions if (quote := one.quote)}.values())


def unused(bill: Bill, catalog: Catalog) -> tuple[Measured, ...]:
    """Numbers that were measured of what is nowhere on the bill: renamed, or gone."""
    used = {(one.environment, one.owner.name, one.sku) for one in bill.positions}
    return tuple(
        one
        for one in (catalog.usage.usage if catalog.usage else ())
        if one.environment in bill.environments and (one.environment, one.of, one.sku) not in used
    )


def only(bill: Bill, name: str) -> Bill:
    """The part of the owners with this name."""
    return Bill(positions=tuple(one for one in bill.positions if one.owner.name == name))


def names(bill: Bill) -> frozenset[str]:
    """Every owner's name."""
    return frozenset(owner.name for owner in bill.owners)


def budget_of(statement: Statement, environment: str, owner: Owner | None) -> Budgeted | None:
    """The budget of an owner, or of the environment."""
    service = owner.name if owner else None
    return next((one for one in statement.budgets if (one.environment, one.service) == (environment, service)), None)
