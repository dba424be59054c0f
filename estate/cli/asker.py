"""Who asks: their time zone, and what time it is."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from estate.catalog.fact import NotAllowedError, zone_name
from estate.errors import InputError
from estate.roster.asked_time import AskedTime, parse_asked

LOCALTIME = Path("/etc/localtime")
AtOption = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help="Another time than this one: 2027-03-01T05:00Z, or on the clock of the zone.")
]
ZoneOption = Annotated[str | None, typer.Option("--zone", metavar="ZONE", help="Your time zone, where it is not this machine's.")]


def asker_zone(given: str | None) -> str:
    """The zone that is given, else that of `TZ`, else this machine's, else UTC. InputError for a given one that is none."""
    if given is not None:
        try:
            return str(zone_name(given))
        except NotAllowedError as error:
            raise InputError(f"--zone: {error}" + (f"\n    {error.hint}" if error.hint else "")) from None
    return next((zone for zone in (os.environ.get("TZ"), _machines_zone()) if zone and _is_zone(zone)), "UTC")


def asked_time(at: str | None, *, zone: str) -> AskedTime:
    """The time that is asked about: now, unless another is given. InputError for what is no time."""
    if at is None:
        return AskedTime(instant=datetime.now(UTC).replace(microsecond=0))
    return parse_asked(at, zone=zone)


def _machines_zone() -> str | None:
    """`Europe/Istanbul` where /etc/localtime is a link into the zones' folder."""
    parts = LOCALTIME.resolve().parts
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else None


def _is_zone(name: str) -> bool:
    try:
        zone_name(name)
    except NotAllowedError:
        return False
    return True
