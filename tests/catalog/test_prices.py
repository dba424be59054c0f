"""Every mistake that `prices.yaml` and `usage.yaml` can hold: a good estate, one change, the whole text."""

from pathlib import Path

import pytest

from estate.catalog.load import load_catalog
from tests.catalog.estates import Estate, row_in_file

ROOT = Path(__file__).resolve().parents[2]
PRICES, USAGE = "prices.yaml", "usage.yaml"
FILES = {
    PRICES: """\
stale_after: 90d
prices:
  - sku: nat-gateway-hour
    unit: hour
    price: "0.045"
    currency: USD
    region: us-east-1
    source: a page
    as_of: 2026-08-31
""",
    USAGE: """\
usage:
  - {environment: live, of: till, sku: nat-gateway-hour, quantity: "12.5", source: a report, as_of: 2026-08-31}
""",
}
TWICE = FILES[PRICES].split("prices:\n")[1]


@pytest.fixture
def estate(estate: Estate) -> Estate:
    """With prices and numbers."""
    for name, text in FILES.items():
        estate.write(name, text)
    return estate


def test_the_good_ones_have_no_mistake(estate: Estate) -> None:
    assert estate.mistakes() == []


ROWS = [
    row_in_file(
        "a number without quotes, of which YAML makes another",
        PRICES,
        '"0.045"',
        "0.045",
        "5:12",
        "prices[0].price: 0.045 is a number; expected text",
        hint='put it in quotes: "0.045"',
    ),
    row_in_file(
        "a day that is none",
        PRICES,
        "2026-08-31",
        "2026-08-32",
        "9:12",
        "prices[0].as_of: '2026-08-32' is no day of the calendar; expected year-month-day, such as 2026-08-31",
    ),
    row_in_file(
        "two prices of one thing in one place",
        PRICES,
        "prices:\n",
        f"prices:\n{TWICE}",
        "10:10",
        "prices[1].sku: 'nat-gateway-hour' has a price in us-east-1 already; expected one",
        hint="keep the newer one",
    ),
    row_in_file(
        "an environment that is none",
        USAGE,
        "live",
        "lvie",
        "2:19",
        "usage[0].environment: 'lvie' is no environment",
        hint="did you mean 'live'? (2 environments are known: estate check --list environments)",
    ),
    row_in_file(
        "a number of what has no price",
        USAGE,
        "sku: nat-gateway-hour",
        "sku: nat-gatewy-hour",
        "2:40",
        "usage[0].sku: 'nat-gatewy-hour' has no price; expected a SKU of prices.yaml",
        hint="did you mean 'nat-gateway-hour'?",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "mistake"), ROWS)
def test_a_mistake_is_told_at_its_place(estate: Estate, file: str, old: str, new: str, mistake: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [mistake]


def test_a_number_stands_there_once(estate: Estate) -> None:
    estate.write(USAGE, FILES[USAGE] + FILES[USAGE].split("usage:\n")[1])
    assert estate.mistakes() == [
        "catalog/usage.yaml:3:40  usage[1].sku: 'nat-gateway-hour' of 'till' in live stands here twice; expected one number a month"
    ]


def test_every_price_says_who_says_so() -> None:
    book = load_catalog(ROOT / "catalog").prices
    assert book
    assert [price.sku for price in book.prices if "https://" not in price.source and "infracost" not in price.source] == []
