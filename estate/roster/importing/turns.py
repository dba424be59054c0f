"""What every export comes down to: people who take turns in windows of the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True, order=True)
class Window:
    """A stretch of one weekday's clock, over midnight where it must be."""

    weekday: int
    """0 is Monday."""
    start: timedelta
    """After midnight."""
    length: timedelta


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A person, as the vendor knows them."""

    id: str
    """What `people.yaml` knows of them: PagerDuty's id, or the address."""
    label: str
    """As people call them."""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """A rotation or layer: its people take turns of so long, in these windows."""

    name: str
    zone: str
    windows: tuple[Window, ...]
    people: tuple[Somebody, ...]
    """In their order; somebody may come twice."""
    turn: timedelta


@dataclass(frozen=True, kw_only=True)
class Export:
    """One schedule of an export, and what of it has no place in a roster."""

    name: str
    description: str
    team: str | None
    turns: tuple[Turns, ...]
    unsaid: tuple[str, ...]


def every_day(start: timedelta, length: timedelta) -> tuple[Window, ...]:
    """The same window on each day of the week."""
    return tuple(Window(weekday=day, start=start % DAY, length=length) for day in range(len(WEEKDAYS)))


def week_window(weekday: int, start: timedelta, length: timedelta) -> tuple[Window, ...]:
    """A window that begins on that weekday, cut into days where it is longer than one."""
    weekday, start = weekday + start // DAY, start % DAY
    windows: list[Window] = []
    while length > DAY:
        windows.append(Window(weekday=weekday % 7, start=start, length=DAY))
        weekday, length = weekday + 1, length - DAY
    return (*windows, Window(weekday=weekday % 7, start=start, length=length))


def clock(start: timedelta) -> str:
    """`08:00`."""
    minutes = start // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def is_round_the_clock(turns: Sequence[Turns]) -> bool:
    """Whether somebody is on at every minute of every week, as far as one clock can tell: of several zones nobody says so."""
    if len({one.zone for one in turns}) != 1:
        return False
    spans = sorted((window.weekday * DAY + window.start, window.length) for one in turns for window in one.windows)
    reached = max((start + length - WEEK for start, length in spans), default=timedelta(0))
    for start, length in spans:
        if start > max(reached, timedelta(0)):
            return False
        reached = max(reached, start + length)
    return reached >= WEEK
