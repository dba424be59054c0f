"""A small estate that is on call: four rosters with locks made by hand, all on Istanbul's clock, which is UTC+3 all year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Weekday
from estate.catalog.load import load_catalog
from estate.catalog.roster import Roster
from estate.roster.lock import Answer, Lock, Rotation, Shift, format_lock, lock_file, made_from
from tests.catalog.estates import Estate, small_estate

FIRST = date(2026, 12, 7)
ISTANBUL = timedelta(hours=3)
EU, MX = ("cedar", "linden", "olive"), ("agave", "ceiba", "yucca")
ZONES = {
    **dict.fromkeys(("cedar", "olive", "alder", "oak", "maple"), "Europe/Istanbul"),
    **dict.fromkeys(("linden", "birch", "elm"), "Europe/Kyiv"),
    **dict.fromkeys(MX, "America/Mexico_City"),
}
PEOPLE = "people:\n" + "".join(
    f"  - {{name: {name}, team: platform, zone: {zone}, datadog: {place:08x}-0000-0000-0000-000000000000}}\n"
    for place, (name, zone) in enumerate(ZONES.items())
)
OPS = """\
# Around the clock.
name: ops
team: platform
description: By day here, by night there.
duty: shift
coverage: always
horizon: {first: 2026-12-07, weeks: 4} # until the holidays are over
lanes:
  - {name: day, zone: Europe/Istanbul, start: "08:00", length: 12h, regions: [eu], handover: 15m}
  - {name: night, zone: Europe/Istanbul, start: "20:00", length: 12h, regions: [mx]}
members:
  - {person: cedar, region: eu, country: TR, hours: 45h}
  - {person: linden, region: eu, country: UA, hours: 40h}
  - {person: olive, region: eu, country: TR, hours: 45h}
  - {person: agave, region: mx, country: MX, hours: 46h}
  - {person: ceiba, region: mx, country: MX, hours: 46h}
  - {person: yucca, region: mx, country: MX, hours: 46h}
rules:
  - {kind: rest, at_least: 11h, source: the contract}
  - {kind: consecutive_days, at_most: 4, source: the contract}
holidays: {TR: [public], MX: [public]}
absences:
  # A wedding.
  - {person: olive, first: 2026-12-09, last: 2026-12-09}
"""
STANDBY = """\
name: {name}
team: platform
description: On standby for a week.
duty: standby
coverage: always
horizon: {{first: 2026-12-07, weeks: 4}}
lanes:
  - {{name: standby, zone: Europe/Istanbul, start: "08:00", length: 24h, regions: [all]}}
members:
  - {{person: {one}, region: all, country: TR, hours: 40h}}
  - {{person: {other}, region: all, country: UA, hours: 40h}}
rules:
  - {{kind: whole_week, lane: standby, source: the contract}}
  - {{kind: rest_after_call_out, at_least: 11h, source: the directive}}
"""
SHOP = """\
name: shop
team: store
description: In office hours.
duty: standby
coverage: lanes
horizon: {first: 2026-12-07, weeks: 4}
lanes:
  - {name: office, zone: Europe/Istanbul, start: "09:00", length: 9h, regions: [all], heads_on: {saturday: 0, sunday: 0}}
members:
  - {person: maple, region: all, country: TR, hours: 45h}
"""
MAINTENANCE = """\
windows:
  - name: till-database
    description: A newer version; sales wait, briefly.
    environment: live
    services: [till]
    start: "2026-12-09T06:00"
    zone: Europe/Istanbul
    length: 3h
    owner: ceiba
"""
ON_CALL = "on_call:\n{own}  levels: [ops, second, third]\n  escalate_after: 10m\n"
Turn = Callable[[int, str], str | None]
"""Who works a lane on the n-th day of the horizon; None: nobody has to."""


def ops_turn(day: int, lane: str) -> str:
    """Each in turn, day by day; cedar has olive's wedding day (the third, which would be olive's) and olive cedar's day after it."""
    people = EU if lane == "day" else MX
    return people[day % 3] if (day, lane) not in {(2, "day"), (3, "day")} else {2: "cedar", 3: "olive"}[day]


def weekly(*people: str) -> Turn:
    return lambda day, _: people[day // 7 % len(people)]


def office(day: int, lane: str) -> str | None:
    return "maple" if day % 7 < 5 else None


TURNS: dict[str, Turn] = {"ops": ops_turn, "second": weekly("alder", "birch"), "third": weekly("oak", "elm"), "shop": office}


def at(day: date, clock: str) -> datetime:
    """Istanbul's clock on that day."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC) - ISTANBUL


def solved(roster: Roster, catalog: Catalog, turn: Turn) -> Lock:
    """The lock in which each lane's shift is that of the turn."""
    days = [(count, FIRST + timedelta(days=count)) for count in range(roster.horizon.weeks * 7)]
    shifts = tuple(
        Shift(
            start=at(day, lane.start),
            end=at(day, lane.start) + lane.length,
            lane=lane.name,
            date=day,
            who=person,
            handover_minutes=lane.handover // timedelta(minutes=1),
        )
        for count, day in days
        for lane in roster.lanes
        if (person := turn(count, lane.name))
    )
    answer = Answer(status="optimal", cost=0, bound=0)
    rotations = tuple(_rotations(shifts))
    return Lock(roster=roster.name, made_from=made_from(roster, catalog), answer=answer, shifts=shifts, rotations=rotations)


def _rotations(shifts: tuple[Shift, ...]) -> Iterator[Rotation]:
    """For each lane and weekday whoever has it, week by week."""
    for lane in dict.fromkeys(shift.lane for shift in shifts):
        for place, weekday in enumerate(get_args(Weekday)):
            own = [shift for shift in shifts if shift.lane == lane and shift.date.weekday() == place]
            if own:
                yield Rotation(lane=lane, weekday=weekday, since=own[0].date, members=tuple(shift.who for shift in own))


@dataclass(frozen=True, kw_only=True)
class LiveEstate:
    """The estate in a folder."""

    estate: Estate

    @property
    def catalog(self) -> Catalog:
        return load_catalog(self.estate.catalog)

    @property
    def folder(self) -> Path:
        return self.estate.catalog

    def lock(self, name: str = "ops") -> Lock:
        return lock_file(self.folder, name).read()

    def solve(self, name: str, turn: Turn | None = None) -> Lock:
        lock = solved(self.catalog.rosters[name], self.catalog, turn or TURNS[name])
        self.estate.write(f"rosters/{name}.lock.yaml", format_lock(lock))
        return lock

    def solve_by_clock(self, name: str, person: str) -> None:
        """All shifts of the roster's first lane to one person, on the clock of any zone; no shift begins or ends in a gap."""
        roster = self.catalog.rosters[name]
        lane, count = roster.lanes[0], roster.horizon.weeks * 7
        walls = [datetime.fromisoformat(f"{roster.horizon.first + timedelta(days=day)}T{lane.start}") for day in range(count)]
        here = ZoneInfo(lane.zone)
        shifts = tuple(
            Shift(
                start=wall.replace(tzinfo=here).astimezone(UTC),
                end=(wall + lane.length).replace(tzinfo=here).astimezone(UTC),
                lane=lane.name,
                date=wall.date(),
                who=person,
            )
            for wall in walls
        )
        answer = Answer(status="optimal", cost=0, bound=0)
        lock = Lock(roster=name, made_from=made_from(roster, self.catalog), answer=answer, shifts=shifts, rotations=())
        self.estate.write(f"rosters/{name}.lock.yaml", format_lock(lock))

    def text(self, name: str = "ops") -> str:
        return self.estate.text(f"rosters/{name}.yaml")


def live_estate(folder: Path) -> LiveEstate:
    """The estate, written to `folder`, every roster solved."""
    estate = small_estate(folder)
    estate.write("people.yaml", PEOPLE)
    estate.write("maintenance.yaml", MAINTENANCE)
    estate.write("rosters/ops.yaml", OPS)
    estate.write("rosters/second.yaml", STANDBY.format(name="second", one="alder", other="birch"))
    estate.write("rosters/third.yaml", STANDBY.format(name="third", one="oak", other="elm"))
    estate.write("rosters/shop.yaml", SHOP)
    for team, own in (("platform", ""), ("store", "  in_hours: shop\n")):
        estate.write(f"teams/{team}.yaml", estate.text(f"teams/{team}.yaml") + ON_CALL.format(own=own))
    live = LiveEstate(estate=estate)
    for name in TURNS:
        live.solve(name)
    return live
