"""Looking a price up: of the region where there is one, otherwise of another, which the quote then says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from estate.catalog.prices import ANYWHERE, Price, PriceBook
from estate.cost.model import Quote


@dataclass(frozen=True, kw_only=True)
class Book:
    """The prices as they are seen on a day."""

    prices: Mapping[str, tuple[Price, ...]]
    day: date
    stale_after: timedelta

    def quote(self, sku: str, region: str) -> Quote | None:
        """The price of a SKU in a region; None when no region has one."""
        known = self.prices.get(sku, ())
        price = next((one for one in known if one.region in (region, ANYWHERE)), known[0] if known else None)
        if price is None:
            return None
        return Quote(
            sku=sku,
            unit=price.unit,
            usd_per_unit=price.usd_per_unit,
            price=price.price,
            per=price.per,
            region=price.region,
            foreign=price.region not in (region, ANYWHERE),
            as_of=price.as_of,
            stale=price.day + self.stale_after < self.day,
            source=price.source,
        )


def open_book(prices: PriceBook | None, day: date) -> Book:
    """The book as it is on a day; without one nothing has a price."""
    known: dict[str, tuple[Price, ...]] = {}
    for price in sorted(prices.prices if prices else (), key=lambda one: (one.sku, one.region)):
        known[price.sku] = (*known.get(price.sku, ()), price)
    return Book(prices=known, day=day, stale_after=prices.stale_after if prices else timedelta())
