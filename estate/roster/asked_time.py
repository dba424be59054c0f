"""The time that somebody asks about, on their own clock or with its zone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from estate.catalog.mistakes import show
from estate.errors import InputError
from estate.roster.clock import resolve
from estate.roster.local_time import beside_utc, place_of

ASKED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?")
EXPECTED = "expected 2027-03-01T05:00Z, 2027-03-01T08:00+03:00, or 2027-03-01T08:00 on the clock of the zone"


@dataclass(frozen=True, kw_only=True)
class AskedTime:
    """An instant in UTC; `read_as` says how, where the text alone left it open."""

    instant: datetime
    read_as: str | None = None


def parse_asked(text: str, *, zone: str) -> AskedTime:
    """The instant that is asked about. InputError for what is no time, with what is expected."""
    try:
        if not ASKED.fullmatch(text):
            raise ValueError
        told = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{show(text)} is no time; {EXPECTED}") from None
    if told.tzinfo is not None:
        return AskedTime(instant=told.astimezone(UTC))
    return _on_the_clock(told, zone)


def _on_the_clock(wall: datetime, zone: str) -> AskedTime:
    here = ZoneInfo(zone)
    instant = resolve(wall, zone)
    shown, clock = instant.astimezone(here), f"{wall:%H:%M}"
    if shown.replace(tzinfo=None) != wall:
        text = f"clocks in {place_of(zone)} skip {clock} on that day; read as the first instant after the gap"
        return AskedTime(instant=instant, read_as=f"{text}, {beside_utc(instant, zone, here)}")
    later = wall.replace(tzinfo=here, fold=1).astimezone(UTC)
    if later != instant:
        text = f"clocks in {place_of(zone)} show {clock} twice on that day; read as the first time"
        return AskedTime(instant=instant, read_as=f"{text}, {instant:%H:%M} UTC; the second is {later:%Y-%m-%dT%H:%MZ}")
    return AskedTime(instant=instant, read_as=f"{wall:%Y-%m-%d %H:%M} was read on the clock of {place_of(zone)}")
