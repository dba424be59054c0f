"""Zones of exports, and the country that a zone lies in."""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from estate.catalog.fact import NotAllowedError, zone_name
from estate.errors import InputError


def known_zone(word: str, *, file: str, where: str) -> str:
    """The zone's name. InputError for one that the IANA database has not, or that means its opposite."""
    try:
        return zone_name(word)
    except NotAllowedError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise InputError(f"{file}: {where}: {error}{hint}") from None


def local_time(instant: datetime, zone: str) -> timedelta:
    """The time of day on the zone's clock, to the minute."""
    wall = instant.astimezone(ZoneInfo(zone))
    return timedelta(hours=wall.hour, minutes=wall.minute)


def local_weekday(instant: datetime, zone: str) -> int:
    """The weekday on the zone's clock; 0 is Monday."""
    return instant.astimezone(ZoneInfo(zone)).weekday()


def country_of(zone: str) -> str | None:
    """The country that the IANA database files the zone under (zone.tab); None for one like Etc/UTC."""
    return _countries().get(zone)


@cache
def _countries() -> dict[str, str]:
    rows = (line.split("\t") for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines() if line[:1] != "#")
    return {row[2]: row[0] for row in rows if len(row) > 2}
