"""The guide's page on costs says what has no price: it must go on being so."""

import re
from pathlib import Path

from estate.catalog.load import load_catalog

ROOT = Path(__file__).parents[2]
TABLE = re.compile(r"\| without a price in the book \|.*?\n\n", re.DOTALL)
SKU = re.compile(r"`([a-z0-9.-]+)`")


def test_what_the_guide_calls_unpriced_has_no_price_in_the_book() -> None:
    (table,) = TABLE.findall((ROOT / "docs/guide/cost.md").read_text())
    book = load_catalog(ROOT / "catalog").prices
    assert book
    named = set(SKU.findall(table))
    assert len(named) > 5
    assert named & {price.sku for price in book.prices} == set()
