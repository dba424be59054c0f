"""The page of `estate roster week`."""

from datetime import date
from pathlib import Path

from estate.cli.roster_desk import locked, open_desk
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.roster.board import in_calling_order
from estate.roster.edits import WEEK, format_week, parse_week, weeks_of
from estate.roster.lock import Lock
from estate.roster.week_page import render
from estate.roster.week_view import week_view


def write_week(folder: Path, roster: str | None, *, week: str, file: Path) -> Path:
    """Write the page. InputError for a week that no lock has."""
    monday = parse_week(week)
    desk = open_desk(folder)
    chosen = locked(desk, roster)
    names = [name for name in in_calling_order(desk) if name in chosen]
    if not any(_has(chosen[name], monday) for name in names):
        raise InputError(f"{format_week(monday)} is not in the lock of {names[0]}; expected {weeks_of(chosen[names[0]])}")
    write_file(file, render(week_view(desk, names, monday)))
    return file


def _has(lock: Lock, monday: date) -> bool:
    return any(monday <= shift.date < monday + WEEK for shift in lock.shifts)
