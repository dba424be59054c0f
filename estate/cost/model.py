"""What a resource costs, before and after a price was looked for.

A charge says what is counted and how many units a month; a position is a charge with its price, or the reason why it has
none. Every amount is a Decimal of US dollars a month, and has a lower and an upper end: what is autoscaled costs between them.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HOURS_MONTHLY = Decimal(730)
"""A month of a list price: 8,760 hours of a year by twelve (AWS Pricing Calculator, assumptions)."""


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Paid because it is there: how many units a month, at least and at most."""

    sku: str
    at_least: Decimal
    at_most: Decimal


@dataclass(frozen=True, kw_only=True)
class Metered:
    """Paid by use: only a measured number gives it a sum."""

    sku: str


@dataclass(frozen=True, kw_only=True)
class Unknowable:
    """What it costs cannot be read off the plan."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Free:
    """Costs nothing by itself, for a reason."""

    why: str


Charge = Fixed | Metered | Unknowable | Free


def fixed(sku: str, units: Decimal | int, most: Decimal | int | None = None) -> Fixed:
    """So many units a month; `most`: at most so many."""
    return Fixed(sku=sku, at_least=Decimal(units), at_most=Decimal(units if most is None else most))


def by_the_hour(sku: str, count: Decimal | int, most: Decimal | int | None = None) -> Fixed:
    """So many of them, through every hour of the month."""
    return fixed(sku, count * HOURS_MONTHLY, None if most is None else most * HOURS_MONTHLY)


class Group(StrEnum):
    """The four groups of a bill, never added to each other."""

    PRICED = "priced"
    USAGE = "usage_dependent"
    UNPRICED = "unpriced"
    FREE = "free"


class Heading(StrEnum):
    """Whose costs they are."""

    SERVICE = "service"
    STORE = "store"
    SHARED = "shared"
    """Of all together, such as the network: spread over nobody."""
    VENDOR = "vendor"


@dataclass(frozen=True, kw_only=True, order=True)
class Owner:
    """A line of the bill's contents: whose, and under which heading."""

    heading: Heading
    name: str


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number of a month, at least and at most: of US dollars or of units, as the name of its field says."""

    at_least: Decimal = Decimal(0)
    at_most: Decimal = Decimal(0)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(at_least=self.at_least + other.at_least, at_most=self.at_most + other.at_most)


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A price as it was found in the book."""

    sku: str
    unit: str
    usd_per_unit: Decimal
    price: str
    per: int
    """The page's own words: `price` for `per` units."""
    region: str
    foreign: bool
    """Whether it is of another region than what it prices."""
    as_of: str
    stale: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Position:
    """One line of the bill: a charge of a resource, and what became of it."""

    environment: str
    owner: Owner
    urn: str
    type: str
    name: str
    group: Group
    sku: str | None = None
    units: Amount | None = None
    """Units a month, not dollars; None where they are not known."""
    quote: Quote | None = None
    usd_monthly: Amount | None = None
    """Only a priced position has a sum."""
    why: str = ""
    """Why it is free or unpriced; of a measured use: who says the number."""
