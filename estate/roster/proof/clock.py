"""From a clock on the wall to the instant, by the pinned time zone database and by the machine's own.

Written for the prover alone: what resolved the roster must not judge it.
"""

import re
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from pathlib import Path

SECOND = timedelta(seconds=1)
MACHINES_VERSION = re.compile(r"# version (\S+)")


@cache
def pinned(zone: str) -> tzinfo:
    """The zone as the package `tzdata` has it: the same on every machine."""
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as stream:
        return zoneinfo.ZoneInfo.from_file(stream, key=zone)


@cache
def installed(zone: str) -> tzinfo | None:
    """The zone as this machine has it; None where it has no database of its own."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, *zone.split("/"))
        if file.is_file():
            with file.open("rb") as stream:
                return zoneinfo.ZoneInfo.from_file(stream, key=zone)
    return None


def pinned_version() -> str:
    """Such as 2026f."""
    import tzdata

    return tzdata.IANA_VERSION


def installed_version() -> str | None:
    """As `pinned_version`, of this machine; None where it does not say."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, "tzdata.zi")
        if file.is_file():
            with file.open(encoding="utf-8") as stream:
                found = MACHINES_VERSION.match(stream.readline())
            return found[1] if found else None
    return None


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """When the clock of the zone first shows `wall`, in UTC; where it never does, the first instant after the gap.

    A repeated local time means its first occurrence.
    """
    readings = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    for reading in readings:
        if reading.astimezone(zone).replace(tzinfo=None) == wall:
            return reading
    return _after_gap(wall, zone, early=readings[0], late=readings[1])


def _after_gap(wall: datetime, zone: tzinfo, *, early: datetime, late: datetime) -> datetime:
    """The jump of the clock between two instants: before it the clock shows less than `wall`, from it on more."""
    while late - early > SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    return late


def slot(day: date, start: str, length: timedelta, zone: tzinfo) -> tuple[datetime, datetime]:
    """From the start of a lane on that date to so much later on the wall, in UTC."""
    wall = datetime.combine(day, time.fromisoformat(start))
    return instant(wall, zone), instant(wall + length, zone)


def local_date(moment: datetime, zone: tzinfo) -> date:
    """The date on the calendar of the zone."""
    return moment.astimezone(zone).date()
