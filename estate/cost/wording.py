"""Words and numbers of a bill, for every format: cents are rounded here, and nowhere before."""

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from estate.cost.bill import Bill
from estate.cost.model import Amount, Group, Heading, Position, Quote

CENT = Decimal("0.01")
NO_SUM = "no sum"
"""Where nothing of an owner has one: it is paid by use, or has no price; beside it stands which."""
HEADINGS = {
    Heading.SERVICE: "services",
    Heading.STORE: "stores",
    Heading.SHARED: "shared: of all together, spread over nobody",
    Heading.VENDOR: "vendors",
}


def cents(usd: Decimal) -> Decimal:
    """Rounded to the cent, halves up."""
    return usd.quantize(CENT, rounding=ROUND_HALF_UP)


def dollars(usd: Decimal, *, signed: bool = False) -> str:
    """`$1,234.50`; `signed`: `+$3.00`, `-$3.00`."""
    rounded = cents(usd)
    sign = "-" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}${abs(rounded):,.2f}"


def span(amount: Amount, *, signed: bool = False) -> str:
    """`$1.00`, or `$1.00 to $4.00` where it is autoscaled."""
    low, high = dollars(amount.at_least, signed=signed), dollars(amount.at_most, signed=signed)
    return low if low == high else f"{low} to {high}"


def known(amount: Amount | None) -> str:
    """As `span`; in words where nothing has a price, which is not the same as nothing to pay."""
    return "nothing priced" if amount is None else span(amount)


def plain(number: Decimal) -> str:
    """A number as people write it: no exponent, no zeros behind it."""
    return f"{number.normalize():,f}"


def units(amount: Amount) -> str:
    """`1,095 to 4,380`."""
    low, high = plain(amount.at_least), plain(amount.at_most)
    return low if low == high else f"{low} to {high}"


def per(quote: Quote) -> str:
    """`$0.40 per 1,000,000 requests`: the page's own words."""
    return f"${quote.price} per {quote.unit if quote.per == 1 else counted(quote.per, quote.unit)}"


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """`1 type`, `1,665 types`; a noun in -s is its own plural: `100 series`."""
    plural = nouns or (noun if noun.endswith("s") else f"{noun}s")
    return f"{number:,} {noun if number == 1 else plural}"


def open_ends(bill: Bill) -> str:
    """`3 by use, 2 unpriced`: what has no sum; empty when everything has one."""
    said = ((len(bill.group(Group.USAGE)), "by use"), (len(bill.group(Group.UNPRICED)), "unpriced"))
    return ", ".join(f"{count} {words}" for count, words in said if count)


def by_type(positions: Iterable[Position]) -> list[tuple[str, str, int]]:
    """Type, reason and count, by type."""
    found = Counter((one.type, one.why) for one in positions)
    return [(token, why, count) for (token, why), count in sorted(found.items())]


def metered(positions: Iterable[Position]) -> list[tuple[Quote, int]]:
    """What is paid by use, with how many owners pay it, by SKU."""
    quotes: dict[str, Quote] = {}
    owners: Counter[str] = Counter()
    for one in positions:
        if one.quote:
            quotes.setdefault(one.quote.sku, one.quote)
            owners[one.quote.sku] += 1
    return [(quotes[sku], owners[sku]) for sku in sorted(quotes)]
