"""A roster of three people for the small estate."""

from pathlib import Path

from tests.catalog.estates import Estate

SHOP = """\
# Somebody answers by day.
name: shop
team: store
description: By day, every day.
duty: shift
coverage: lanes
horizon: {first: 2027-03-01, weeks: 4}
lanes:
  - {name: day, zone: Europe/Istanbul, start: "09:00", length: 8h, regions: [all]}
members:
  - {person: cedar, region: all, country: TR, hours: 40h} # since the first day
  - {person: agave, region: all, country: MX, hours: 40h}
  - {person: maple, region: all, country: TR, hours: 40h}
rules:
  - {kind: consecutive_days, at_most: 6, source: "a test"}
  - {kind: weekly_hours, at_most: 40h, source: "a test"}
holidays: {TR: [public]}
"""
MAPLE = "  - {name: maple, team: store, zone: Europe/Istanbul}\n"
VENDORS = ", datadog: 00000000-0000-4000-8000-00000000000"


def on_call(estate: Estate) -> Path:
    """The catalog's folder, with the roster in it."""
    people = estate.catalog / "people.yaml"
    lines = (people.read_text() + MAPLE).splitlines()
    told = [f"{line[:-1]}{VENDORS}{place}}}" if line.startswith("  - ") else line for place, line in enumerate(lines)]
    people.write_text("\n".join(told) + "\n")
    (estate.catalog / "rosters").mkdir(exist_ok=True)
    (estate.catalog / "rosters/shop.yaml").write_text(SHOP)
    return estate.catalog
