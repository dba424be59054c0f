"""How much of what is paid by use is used a month: the file `usage.yaml`. Who states a number says where it was read."""

from decimal import Decimal

from pydantic import Field

from estate.catalog.fact import Fact, Name
from estate.catalog.prices import Amount, Day, Sku

EVERYWHERE = "global"
"""In place of an environment, for what serves all of them."""


class Measured(Fact):
    """What one thing uses of one SKU in one environment."""

    environment: Name
    """An environment, or `global` for what serves all of them."""
    of: Name
    """A service, a store, or a part that all share (`network`): the value of the tag `service`."""
    sku: Sku
    quantity: Amount
    """Units a month, of all its resources together; the price says which unit."""
    source: str = Field(min_length=1)
    """Where the number was read: a report, a metric, a load test."""
    as_of: Day

    @property
    def units_monthly(self) -> Decimal:
        """The quantity as a number."""
        return Decimal(self.quantity)


class Usage(Fact):
    """Everything that was measured; without a number a thing that is paid by use has no sum."""

    usage: tuple[Measured, ...] = Field(default=(), strict=False)
