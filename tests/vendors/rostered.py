"""An estate with one solved roster, far enough in the future that no clock reaches it, and vendors that render its rotations."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from estate.catalog.load import load_catalog
from estate.roster.lock import Lock, Shift, format_lock, lock_file, made_from
from tests.catalog.estates import Estate, small_estate
from tests.cli.catalog_commands import Outcome
from tests.roster.handmade import a_lock
from tests.vendors.fakes import Fake, FakeDatadog, FakeOpsgenie, FakePagerDuty, Turn, served

FIRST = date(2091, 3, 5)
NOW = datetime(2091, 1, 1, tzinfo=UTC)
NAMES = ("cedar", "plane", "olive", "agave", "ceiba")
PEOPLE = "people:\n" + "".join(
    f"  - {{name: {name}, team: platform, zone: Europe/Kyiv, email: {name}@corner.example, pagerduty: P{name.upper()},"
    f" datadog: 00000000-0000-0000-0000-00000000000{place}}}\n"
    for place, name in enumerate(NAMES)
)
OPS = """\
name: ops
team: platform
description: Around the clock.
duty: shift
coverage: always
horizon: {first: 2091-03-05, weeks: 3}
lanes:
  - {name: day, zone: Europe/Kyiv, start: "08:00", length: 12h, regions: [eu], handover: 15m}
  - {name: night, zone: Europe/Kyiv, start: "20:00", length: 12h, regions: [mx]}
members:
  - {person: cedar, region: eu, country: TR, hours: 45h}
  - {person: plane, region: eu, country: TR, hours: 45h}
  - {person: olive, region: eu, country: TR, hours: 45h}
  - {person: agave, region: mx, country: MX, hours: 46h}
  - {person: ceiba, region: mx, country: MX, hours: 46h}
"""
VARIABLES = {
    "PAGERDUTY_TOKEN": "pd-secret",
    "DD_API_KEY": "dd-secret",
    "DD_APP_KEY": "dd-other-secret",
    "OPSGENIE_API_KEY": "og-secret",
}
ADDRESSES = {"pagerduty": "PAGERDUTY_URL", "pagerduty-v3": "PAGERDUTY_URL", "datadog": "DATADOG_URL", "opsgenie": "OPSGENIE_URL"}
VENDORS = tuple(ADDRESSES)


def user(vendor: str, person: str) -> str:
    """The vendor's id of somebody."""
    if vendor == "datadog":
        return f"00000000-0000-0000-0000-00000000000{NAMES.index(person)}"
    return f"{person}@corner.example" if vendor == "opsgenie" else f"P{person.upper()}"


@dataclass(frozen=True, kw_only=True)
class Rostered:
    """The estate, and what its rotations say."""

    estate: Estate
    rotated: Lock
    """Nobody has swapped."""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def lock(self) -> Lock:
        return lock_file(self.estate.catalog, "ops").read()

    @property
    def ledger(self) -> str:
        return self.estate.text("rosters/ops.published.yaml")

    def swap(self, *places: int) -> list[Shift]:
        """These shifts are worked by another person of the same lane, and no others are."""
        shifts = list(self.rotated.shifts)
        for place in places:
            old = shifts[place]
            other = {"cedar": "plane", "plane": "olive", "olive": "cedar", "agave": "ceiba", "ceiba": "agave"}[old.who]
            shifts[place] = old.model_copy(update={"who": other, "instead_of": old.who, "why": "swap"})
        self.estate.write("rosters/ops.lock.yaml", format_lock(self.rotated.model_copy(update={"shifts": tuple(shifts)})))
        return [shifts[place] for place in places]

    def run(self, *words: object) -> Outcome:
        """Run `estate roster ...` on the catalog, with nothing in the environment but what was set."""
        from tests.cli.roster_commands import run_roster

        with pytest.MonkeyPatch.context() as patch:
            for name in (*VARIABLES, *ADDRESSES.values()):
                patch.delenv(name, raising=False)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            return run_roster([*words, "--catalog", self.estate.catalog])


def rostered(folder: Path) -> Rostered:
    """The estate, written to `folder`: twenty-one days and nights, over the change to summer time."""
    estate = small_estate(folder)
    estate.write("people.yaml", PEOPLE)
    estate.write("rosters/ops.yaml", OPS)
    catalog = load_catalog(estate.catalog)
    made = a_lock(catalog.rosters["ops"])
    shifts = tuple(sorted(made.shifts, key=lambda one: (one.start, one.lane)))
    lock = made.model_copy(update={"made_from": made_from(catalog.rosters["ops"], catalog), "shifts": shifts})
    estate.write("rosters/ops.lock.yaml", format_lock(lock))
    return Rostered(estate=estate, rotated=lock)


def fake_of(vendor: str, lock: Lock) -> Fake:
    """A vendor that has the roster's schedules, and renders its rotations."""
    day, night = ([_turn(vendor, one) for one in lock.shifts if one.lane == lane] for lane in ("day", "night"))
    names, turns = {"SDAY": "Ops - day", "SNIGHT": "Ops - night"}, {"SDAY": day, "SNIGHT": night}
    match vendor:
        case "pagerduty":
            return FakePagerDuty(now=NOW, token="pd-secret", schedules=names, turns=turns)
        case "pagerduty-v3":
            return FakePagerDuty(now=NOW, token="pd-secret", schedules={"SV3": "Ops - shifts"}, turns={"SV3": [*day, *night]})
        case "datadog":
            return FakeDatadog(now=NOW, key="dd-secret", app_key="dd-other-secret", schedules=names, turns=turns)
        case _:
            return FakeOpsgenie(now=NOW, key="og-secret", schedules=names, turns=turns)


def _turn(vendor: str, one: Shift) -> Turn:
    return Turn(start=one.start, end=one.end, user=user(vendor, one.who), rotation=f"R{one.lane}{one.date.weekday()}")


@contextmanager
def reachable(estate: Rostered, vendor: str, fake: Fake) -> Generator[Fake]:
    """The vendor answers under the address that the environment names."""
    with served(fake) as url:
        estate.environment.update({**VARIABLES, ADDRESSES[vendor]: url})
        yield fake
        estate.environment.clear()


def secrets_in(texts: Sequence[str]) -> list[str]:
    """The secrets that some text gives away."""
    return [secret for secret in VARIABLES.values() if any(secret in text for text in texts)]
