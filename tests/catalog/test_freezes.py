"""Every mistake that a freeze can hold: a good estate, one change, the whole text."""

import pytest

from tests.catalog.estates import Estate, row_in_file

FILE = "maintenance.yaml"
FREEZES = """\
freezes:
  - name: sale
    reason: The busiest days of the year.
    environments: [live]
    start: "2026-11-26T00:00"
    zone: Europe/Istanbul
    length: 5d
  - name: stocktaking
    reason: Everybody counts.
    environments: [live, trial]
    start: "2027-01-02T06:00"
    zone: Europe/Istanbul
    length: 12h
"""


@pytest.fixture
def estate(estate: Estate) -> Estate:
    """When nothing is changed there."""
    estate.write(FILE, FREEZES)
    return estate


def test_the_good_one_has_no_mistake(estate: Estate) -> None:
    assert estate.mistakes() == []


ROWS = [
    row_in_file("a name twice", FILE, "stocktaking", "sale", "8:11", "freezes[1].name: 'sale' stands here twice"),
    row_in_file(
        "an environment that is none",
        FILE,
        "[live, trial]",
        "[live, tryal]",
        "10:26",
        "freezes[1].environments[1]: 'tryal' is no environment",
        hint="did you mean 'trial'? (2 environments are known: estate check --list environments)",
    ),
    row_in_file(
        "a day that never comes",
        FILE,
        "2026-11-26T00:00",
        "2026-11-31T00:00",
        "5:12",
        "freezes[0].start: '2026-11-31T00:00' is on no day of the calendar",
    ),
    row_in_file("no time at all", FILE, "5d", "0s", "7:13", "freezes[0].length: is nothing; expected a length, such as 5d"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), ROWS)
def test_a_mistake_is_told_with_its_place(estate: Estate, file: str, old: str, new: str, told: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [told]
