"""The terminal's calendar: days downwards, lanes across; on a narrow terminal fewer lanes beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from textwrap import wrap
from typing import Any
from zoneinfo import ZoneInfo

from rich.text import Text

from estate.catalog.roster import Lane, Roster, format_instant, parse_date
from estate.cli.roster_desk import locked, open_desk
from estate.errors import InputError
from estate.roster.board import DAY, Cell, Column, Day, columns_of, days_of, in_calling_order
from estate.roster.clock import monday
from estate.roster.duties import Duty
from estate.roster.edits import format_week
from estate.roster.escalation import Desk
from estate.roster.local_time import beside_utc, clock_of, place_of
from estate.roster.lock import Shift

JSON_VERSION = 1
DAY_WIDTH = len(" Mon 16 Nov ")
NOW, CHANGED, PLANNED = ">", "~", "*"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What is shown: the weeks from `first` on, and which instant counts as now."""

    desk: Desk
    names: tuple[str, ...]
    first: date
    weeks: int
    now: datetime
    zone: str

    @property
    def stale(self) -> tuple[str, ...]:
        """Rosters that are shown and changed after they were solved."""
        return tuple(name for name in self.names if name in self.desk.stale)

    def days(self, columns: Sequence[Column]) -> tuple[Day, ...]:
        """Every day of these weeks."""
        return days_of(self.desk, columns, first=self.first, count=7 * self.weeks)


def read(folder: Path, roster: str | None, *, weeks: int, start: str | None, now: datetime, zone: str) -> Calendar:
    """The calendar that is asked for. LockError, InputError for a roster that cannot be shown, or a date that is none."""
    desk = open_desk(folder)
    chosen = locked(desk, roster)
    names = tuple(name for name in in_calling_order(desk) if name in chosen)
    first = _first(desk, names, start=start, now=now)
    return Calendar(desk=desk, names=names, first=first, weeks=weeks, now=now, zone=zone)


def _first(desk: Desk, names: Sequence[str], *, start: str | None, now: datetime) -> date:
    """The Monday of the week that is asked for; else of this one, else the first or last of the horizon."""
    horizons = [desk.catalog.rosters[name].horizon for name in names]
    begins = min(horizon.first for horizon in horizons)
    ends = max(horizon.first + horizon.weeks * WEEK for horizon in horizons)
    if start is not None:
        try:
            asked = monday(parse_date(start))
        except ValueError as error:
            raise InputError(f"--from: {error}") from None
        if not begins <= asked < ends:
            raise InputError(f"--from: {start} is not in what is solved; expected a date from {begins} to {ends - DAY}")
        return asked
    this_week = monday(now.astimezone(ZoneInfo(desk.catalog.rosters[names[0]].lanes[0].zone)).date())
    return min(max(this_week, begins), ends - WEEK)


def as_text(calendar: Calendar, *, width: int) -> Iterator[Text]:
    """The calendar in lines of at most `width` characters, where the names allow it."""
    yield from _wrapped(beside_utc(calendar.now, calendar.zone, ZoneInfo(calendar.zone)), width)
    for name in calendar.stale:
        yield from _wrapped(f"{name} changed after it was solved; this is what it was: estate roster solve {name}", width, style="yellow")
    marks: set[str] = set()
    for table in _tables(calendar, columns_of(calendar.desk, calendar.names), width):
        yield Text()
        for line in _table(calendar, table, width):
            marks |= {mark for mark in (NOW, CHANGED, PLANNED) if mark in line.plain}
            yield line
    yield Text()
    words = {NOW: "on now", CHANGED: "swapped, covered or overridden", PLANNED: "planned maintenance"}
    told = ", ".join(f"{mark} {words[mark]}" for mark in words if mark in marks)
    if told:
        yield from _wrapped(told, width)


def _wrapped(words: str, width: int, *, style: str = "dim") -> Iterator[Text]:
    return (Text(f" {line}", style=style) for line in wrap(words, width - 1))


def _tables(calendar: Calendar, columns: Sequence[Column], width: int) -> Iterator[list[Column]]:
    """The columns in order, as many beside each other as there is room for; a roster's lanes stay together where they can."""
    table: list[Column] = []
    for name in calendar.names:
        own = [column for column in columns if column.roster.name == name]
        if table and _width([*table, *own]) > width:
            yield table
            table = []
        for column in own:
            if table and _width([*table, column]) > width:
                yield table
                table = []
            table.append(column)
    if table:
        yield table


def _width(columns: Sequence[Column]) -> int:
    return DAY_WIDTH + sum(_column_width(column) for column in columns)


def _column_width(column: Column) -> int:
    """Room for the longest name with its marks, the hours and the heading, and a space after them."""
    names = [member.person for member in column.roster.members]
    longest = max(len(name) for name in (*names, column.lane.name, column.roster.name, "08:00-08:00")) + len(NOW) + 1
    seats = max(1, column.lane.heads, *column.lane.heads_on.values())
    return longest + (seats - 1) * (max(map(len, names)) + 1) + 1


def _table(calendar: Calendar, columns: Sequence[Column], width: int) -> Iterator[Text]:
    yield from _heading(columns)
    for day in calendar.days(columns):
        if day.date.weekday() == 0:
            yield Text(f" {format_week(day.date)}", style="dim")
        yield _day(calendar, day, columns)
        for words, style in _notes(day, columns):
            yield from (Text(f"{' ' * DAY_WIDTH} {line}", style=style) for line in wrap(words, max(20, width - DAY_WIDTH - 1)))


def _heading(columns: Sequence[Column]) -> Iterator[Text]:
    rosters = [column.roster.name for column in columns]
    firsts = [name if place == 0 or rosters[place - 1] != name else "" for place, name in enumerate(rosters)]
    yield Text(" " * DAY_WIDTH + _row(columns, firsts), style="bold")
    yield Text(" " * DAY_WIDTH + _row(columns, [column.lane.name for column in columns]), style="bold")
    yield Text(" " * DAY_WIDTH + _row(columns, [_hours(column.lane) for column in columns]))
    places = [place_of(column.lane.zone) for column in columns]
    yield Text(" " * DAY_WIDTH + _row(columns, [p if n == 0 or places[n - 1] != p else "" for n, p in enumerate(places)]), style="dim")


def _row(columns: Sequence[Column], words: Sequence[str]) -> str:
    """Words below each other; one space before each, where a cell has its mark."""
    return "".join(f" {word:<{_column_width(column) - 1}}" for column, word in zip(columns, words, strict=True)).rstrip()


def _hours(lane: Lane) -> str:
    start = datetime.combine(date(2024, 1, 1), datetime.strptime(lane.start, "%H:%M").replace(tzinfo=UTC).time())
    return f"{start:%H:%M}-{start + lane.length:%H:%M}"


def _day(calendar: Calendar, day: Day, columns: Sequence[Column]) -> Text:
    weekend = day.date.weekday() >= 5
    line = Text(f" {day.date:%a} {day.date.day:>2} {day.date:%b} ", style="dim" if weekend else "")
    for column, cell in zip(columns, day.cells, strict=True):
        line.append_text(_cell(calendar, cell, _column_width(column)))
    line.rstrip()
    return line


def _cell(calendar: Calendar, cell: Cell, width: int) -> Text:
    on = any(shift.start <= calendar.now < shift.end for shift in cell.shifts)
    changed = any(shift.why != "rotation" for shift in cell.shifts)
    words = "+".join(_name(shift) for shift in cell.shifts) or "-"
    text = f"{NOW if on else ' '}{words}{PLANNED if cell.duties else ''}"
    return Text(f"{text:<{width}}", style="bold green" if on else "yellow" if changed else "")


def _name(shift: Shift) -> str:
    return f"{shift.who}{CHANGED if shift.why != 'rotation' else ''}"


def _notes(day: Day, columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """What is to be said below a day."""
    if day.holidays:
        yield "; ".join(day.holidays), "magenta"
    for column, cell in zip(columns, day.cells, strict=True):
        for shift in cell.shifts:
            if shift.instead_of:
                yield f"{column.lane.name}: {shift.who} for {shift.instead_of} ({shift.why})", "yellow"
    for duty in day.duties:
        yield _planned(duty), "cyan"


def _planned(duty: Duty) -> str:
    here = ZoneInfo(duty.window.zone)
    owner = f", owner {duty.window.owner}" if duty.window.owner else ""
    start = duty.start.astimezone(here)
    return f"{PLANNED} {start:%a} {clock_of(duty.start, here)}-{clock_of(duty.end, here)} {duty.window.name}{owner}"


def as_document(calendar: Calendar) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "now": format_instant(calendar.now),
        "first": calendar.first.isoformat(),
        "weeks": calendar.weeks,
        "stale": list(calendar.stale),
        "rosters": [_roster_document(calendar, calendar.desk.catalog.rosters[name]) for name in calendar.names],
    }


def _roster_document(calendar: Calendar, roster: Roster) -> dict[str, Any]:
    columns = columns_of(calendar.desk, [roster.name])
    return {
        "name": roster.name,
        "days": [
            {
                "date": day.date.isoformat(),
                "holidays": list(day.holidays),
                "shifts": [_shift_document(calendar, shift, cell) for cell in day.cells for shift in cell.shifts],
            }
            for day in calendar.days(columns)
        ],
    }


def _shift_document(calendar: Calendar, shift: Shift, cell: Cell) -> dict[str, Any]:
    return {
        "lane": shift.lane,
        "seat": shift.seat,
        "person": shift.who,
        "start": format_instant(shift.start),
        "end": format_instant(shift.end),
        "on_now": shift.start <= calendar.now < shift.end,
        "why": shift.why,
        "instead_of": shift.instead_of,
        "maintenance": [duty.window.name for duty in cell.duties],
    }
