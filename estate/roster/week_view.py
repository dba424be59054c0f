"""What a printed week tells: lanes as rows, days as columns, with the hours in every zone that somebody lives in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from estate.roster.board import Cell, Column, Day, columns_of, days_of
from estate.roster.duties import Duty
from estate.roster.edits import format_week
from estate.roster.escalation import Desk
from estate.roster.local_time import clock_of, place_of
from estate.roster.lock import Shift
from estate.roster.who import HandOff

WEEK_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class CellView:
    """One lane on one day."""

    people: tuple[str, ...]
    notes: tuple[str, ...]
    """Whose place somebody takes, and hours that are not the lane's usual ones."""
    planned: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One lane over the week; `hours` says them in each zone."""

    lane: str
    roster: str
    hours: tuple[str, ...]
    handover: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, kw_only=True)
class DayView:
    """The head of a column, and the hand-offs of that day."""

    name: str
    holidays: tuple[str, ...]
    hand_offs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WeekView:
    """The whole page; the clock of `place` counts where no other is named."""

    title: str
    span: str
    place: str
    days: tuple[DayView, ...]
    rows: tuple[RowView, ...]
    sources: tuple[str, ...]
    """Which locks it was made from."""
    stale: tuple[str, ...]
    """Rosters that changed after they were solved."""


def week_view(desk: Desk, names: Sequence[str], first: date) -> WeekView:
    """The week from that Monday on. InputError where nobody knows the holidays of a country."""
    columns = columns_of(desk, names)
    days = days_of(desk, columns, first=first, count=WEEK_DAYS)
    zone = columns[0].lane.zone
    last = first + timedelta(days=WEEK_DAYS - 1)
    return WeekView(
        title=f"{', '.join(names)}: {format_week(first)}",
        span=f"{first.day} {first:%B}{f' {first.year}' if first.year != last.year else ''} to {last.day} {last:%B} {last.year}",
        place=place_of(zone),
        days=tuple(_day(desk, names, day, zone) for day in days),
        rows=tuple(_row(desk, column, [day.cells[place] for day in days]) for place, column in enumerate(columns)),
        sources=tuple(f"{name} {desk.locks[name].made_from[:15]}" for name in names),
        stale=tuple(name for name in names if name in desk.stale),
    )


def _row(desk: Desk, column: Column, cells: Sequence[Cell]) -> RowView:
    zones = _zones(desk, column)
    each = [_hours(cell.shifts[0], zones) if cell.shifts else () for cell in cells]
    usual = Counter(hours for hours in each if hours).most_common(1)
    hours = usual[0][0] if usual else ()
    minutes = column.lane.handover // timedelta(minutes=1)
    return RowView(
        lane=column.lane.name,
        roster=column.roster.name,
        hours=hours,
        handover=f"come {minutes} min before" if minutes else "",
        cells=tuple(_cell(cell, odd=() if own == hours else own) for cell, own in zip(cells, each, strict=True)),
    )


def _zones(desk: Desk, column: Column) -> tuple[str, ...]:
    """The lane's own zone, then those of the people who may work it."""
    people = [member.person for member in column.roster.members if member.region in column.lane.regions]
    return tuple(dict.fromkeys([column.lane.zone, *sorted({desk.catalog.people[person].zone for person in people})]))


def _hours(shift: Shift, zones: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{_span(shift.start, shift.end, zone)} {place_of(zone)}" for zone in zones)


def _span(start: datetime, end: datetime, zone: str) -> str:
    here = ZoneInfo(zone)
    return f"{clock_of(start, here)}-{clock_of(end, here)}"


def _cell(cell: Cell, *, odd: tuple[str, ...]) -> CellView:
    instead = tuple(f"for {shift.instead_of} ({shift.why})" for shift in cell.shifts if shift.instead_of)
    return CellView(
        people=tuple(shift.who for shift in cell.shifts), notes=(*odd, *instead), planned=tuple(_planned(duty) for duty in cell.duties)
    )


def _planned(duty: Duty) -> str:
    here = ZoneInfo(duty.window.zone)
    owner = f", owner {duty.window.owner}" if duty.window.owner else ""
    return f"{duty.start.astimezone(here):%a} {_span(duty.start, duty.end, duty.window.zone)} {duty.window.name}{owner}"


def _day(desk: Desk, names: Sequence[str], day: Day, zone: str) -> DayView:
    return DayView(
        name=f"{day.date:%a} {day.date.day} {day.date:%b}",
        holidays=day.holidays,
        hand_offs=tuple(_hand_off(change, zone) for change in _hand_offs(desk, names, day.date, zone)),
    )


def _hand_offs(desk: Desk, names: Sequence[str], day: date, zone: str) -> Iterator[HandOff]:
    """All rosters' on that date, in order."""
    here = ZoneInfo(zone)
    before = datetime(day.year, day.month, day.day, tzinfo=here) - timedelta(minutes=1)
    found: list[HandOff] = []
    for name in names:
        for change in desk.timelines[name].hand_offs(before):
            if change.at.astimezone(here).date() > day:
                break
            found.append(change)
    yield from sorted((change for change in found if change.at.astimezone(here).date() == day), key=lambda change: change.at)


def _hand_off(change: HandOff, zone: str) -> str:
    here = ZoneInfo(zone)
    clock = clock_of(change.at, here)
    if change.goes and change.comes:
        early = clock_of(change.at - timedelta(minutes=change.handover_minutes), here)
        told = f"{early}-{clock}" if change.handover_minutes else clock
        return f"{told} {'+'.join(change.goes)} → {'+'.join(change.comes)}"
    return f"{clock} {'+'.join(change.comes)} comes" if change.comes else f"{clock} {'+'.join(change.goes)} goes"
