"""What `prices.yaml` and `usage.yaml` name must be there, and nothing may have two prices or two numbers."""

from collections.abc import Hashable, Iterable, Iterator

from estate.catalog.draft import Complaint, Draft, Unknown
from estate.catalog.usage import EVERYWHERE
from estate.catalog.words import did_you_mean

PRICES, USAGE = "prices", "usage"


def check_prices(draft: Draft) -> Iterator[Complaint]:
    """One price for a SKU in a region."""
    if draft.prices is None:
        return
    for index in _repeated((price.sku, price.region) for price in draft.prices.prices):
        price = draft.prices.prices[index]
        text = f"{price.sku!r} has a price in {price.region} already; expected one"
        yield Complaint(file=PRICES, path=("prices", index, "sku"), text=text, hint="keep the newer one")


def check_usage(draft: Draft) -> Iterator[Complaint]:
    """Each number is of an environment that is there and of a SKU with a price, and stands there once."""
    if draft.usage is None:
        return
    skus = {price.sku for price in draft.prices.prices} if draft.prices else None
    for index, use in enumerate(draft.usage.usage):
        if use.environment not in draft.names["environments"] | {EVERYWHERE}:
            unknown = Unknown(word=use.environment, folder="environments")
            yield Complaint(
                file=USAGE, path=("usage", index, "environment"), text=f"{use.environment!r} is no environment", unknown=unknown
            )
        if skus is not None and use.sku not in skus:
            text = f"{use.sku!r} has no price; expected a SKU of prices.yaml"
            yield Complaint(file=USAGE, path=("usage", index, "sku"), text=text, hint=did_you_mean(use.sku, skus))
    for index in _repeated((use.environment, use.of, use.sku) for use in draft.usage.usage):
        use = draft.usage.usage[index]
        text = f"{use.sku!r} of {use.of!r} in {use.environment} stands here twice; expected one number a month"
        yield Complaint(file=USAGE, path=("usage", index, "sku"), text=text)


def _repeated(keys: Iterable[Hashable]) -> Iterator[int]:
    """The places of keys that stood there before."""
    seen: set[Hashable] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index
        seen.add(key)
