"""What things cost by list: the file `prices.yaml`. A price is what a page said on a day; nothing here is computed."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from estate.catalog.fact import Duration, Fact, NotAllowedError, matching

ANYWHERE = "global"
"""The region of what costs the same wherever it is: a hosted zone, a seat at a vendor."""


def _is_day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise NotAllowedError(f"{value!r} is no day of the calendar; expected year-month-day, such as 2026-08-31") from None
    return value


Sku = Annotated[str, matching(r"^[a-z0-9][a-z0-9.-]*$", "small letters, digits, dots and hyphens, such as nat-gateway-hour", max_length=80)]
Amount = Annotated[str, matching(r"^[0-9]{1,12}(\.[0-9]{1,12})?$", 'a number in quotes, so that no digit of it is lost, such as "0.045"')]
Day = Annotated[str, matching(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day, such as 2026-08-31"), AfterValidator(_is_day)]
PriceRegion = Annotated[str, matching(r"^([a-z]{2}(-[a-z]+)+-[0-9]|global)$", "a region of AWS, such as eu-central-1, or global")]


class Price(Fact):
    """What one thing costs in one region, who says so, and when."""

    sku: Sku
    unit: str = Field(min_length=1)
    """What is counted: hour, month, GB, request."""
    per: int = Field(default=1, ge=1)
    """The price is of so many units: 1000000 for requests that are sold by the million."""
    price: Amount
    currency: Literal["USD"]
    region: PriceRegion
    source: str = Field(min_length=1)
    """The page or document that says it."""
    as_of: Day
    """When the source said it."""

    @property
    def usd_per_unit(self) -> Decimal:
        """US dollars of one unit."""
        return Decimal(self.price) / self.per

    @property
    def day(self) -> date:
        """`as_of` as a date."""
        return date.fromisoformat(self.as_of)


class PriceBook(Fact):
    """Every price that is known; what stands here not is unpriced, never free."""

    stale_after: Duration
    """A price whose day is longer ago is still used, and said to be stale."""
    prices: tuple[Price, ...] = Field(strict=False)
