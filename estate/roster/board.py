"""Days and lanes as a table: what the terminal's calendar and the printed week show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

from estate.catalog.roster import Lane, Roster
from estate.errors import InputError
from estate.roster.duties import Duty, duties_in
from estate.roster.escalation import Desk
from estate.roster.lock import Shift

DAY = timedelta(days=1)
LANGUAGE = "en_US"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One lane of one roster."""

    roster: Roster
    lane: Lane


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Who works a lane on one of its dates, and the planned work that falls in it."""

    shifts: tuple[Shift, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """One date; the cells in the order of the columns. A lane's date is on its own clock."""

    date: date
    cells: tuple[Cell, ...]
    holidays: tuple[str, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The planned work of all cells, each window once."""
        return tuple({duty.window.name: duty for cell in self.cells for duty in cell.duties}.values())


def in_calling_order(desk: Desk) -> tuple[str, ...]:
    """The rosters as they are called: those of most teams' levels first, then the teams' own."""
    named = [roster for team in desk.catalog.teams.values() if team.on_call for roster in team.on_call.levels]
    return tuple(dict.fromkeys([*named, *desk.catalog.rosters]))


def columns_of(desk: Desk, names: Iterable[str]) -> tuple[Column, ...]:
    """Every lane of the rosters."""
    rosters = [desk.catalog.rosters[name] for name in names]
    return tuple(Column(roster=roster, lane=lane) for roster in rosters for lane in roster.lanes)


def days_of(desk: Desk, columns: Sequence[Column], *, first: date, count: int) -> tuple[Day, ...]:
    """So many days from the first one on."""
    found: dict[tuple[str, str, date], list[Shift]] = {}
    for name in dict.fromkeys(column.roster.name for column in columns):
        for shift in sorted(desk.locks[name].shifts, key=lambda one: one.seat):
            found.setdefault((name, shift.lane, shift.date), []).append(shift)
    dates = [first + place * DAY for place in range(count)]
    free = free_days({column.roster.name: column.roster for column in columns}.values(), years={day.year for day in dates})
    return tuple(
        Day(
            date=day,
            cells=tuple(_cell(desk, column, found.get((column.roster.name, column.lane.name, day), ())) for column in columns),
            holidays=free.get(day, ()),
        )
        for day in dates
    )


def free_days(rosters: Iterable[Roster], *, years: Iterable[int]) -> dict[date, tuple[str, ...]]:
    """The holidays that count for members, such as `TR Republic Day`. InputError where nobody knows a country's."""
    wanted = {
        (country, tuple(kinds))
        for roster in rosters
        for country, kinds in roster.holidays.items()
        if kinds and country in {member.country for member in roster.members}
    }
    days: dict[date, list[str]] = {}
    for country, kinds in sorted(wanted):
        try:
            known = holidays.country_holidays(country, years=sorted(years), categories=kinds, language=LANGUAGE)
        except (NotImplementedError, ValueError) as error:
            raise InputError(f"the holidays of {country} are not known ({error}); correct `holidays` in the rosters") from None
        for day, name in known.items():
            days.setdefault(day, []).append(f"{country} {name}")
    return {day: tuple(dict.fromkeys(names)) for day, names in days.items()}


def _cell(desk: Desk, column: Column, shifts: Sequence[Shift]) -> Cell:
    duties = {duty.window.name: duty for shift in shifts for duty in duties_in(shift, column.roster, desk.duties)}
    return Cell(shifts=tuple(shifts), duties=tuple(duties.values()))
