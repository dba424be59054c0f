"""Marks: moments of a scenario, as a clock time in UTC or as a length since its start."""

import re
from datetime import UTC, datetime

DAY = 86_400
SECONDS = {"d": DAY, "h": 3600, "m": 60, "s": 1}
PART = re.compile(r"([0-9]+)([dhms])")
MARK = r"^(([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?|\+([0-9]+[dhms])+)$"


def length_of(text: str) -> int:
    """The seconds of `90s` or `1h30m`."""
    return sum(int(number) * SECONDS[unit] for number, unit in PART.findall(text))


def place_of(mark: str, *, after: int, start: int) -> int:
    """The moment, in seconds since 1970: `+90m` counts from `start`, a clock time is the first one that is not before `after`."""
    if mark.startswith("+"):
        return start + length_of(mark)
    hours, minutes, *seconds = (int(part) for part in mark.split(":"))
    clock = hours * 3600 + minutes * 60 + sum(seconds)
    return after + (clock - after) % DAY


def moment_of(text: str) -> int:
    """`2026-11-24T10:00`, in UTC, as seconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def clock_of(time: int) -> str:
    """`12:20`, in UTC."""
    return datetime.fromtimestamp(time, UTC).strftime("%H:%M")
