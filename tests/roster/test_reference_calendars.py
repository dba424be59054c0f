"""The reference team's own calendars, from the committed locks."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from estate.cli.roster_desk import open_desk
from estate.roster.calendars import Book, lane_sheet, person_sheet, read_calendar
from estate.roster.who import timeline

CATALOG = Path(__file__).parents[2] / "catalog"
QUARTER = timedelta(minutes=15)


@pytest.fixture(scope="module")
def book() -> Book:
    desk = open_desk(CATALOG)
    assert desk.unreadable == {}
    return Book(catalog=desk.catalog, locks=desk.locks, duties=desk.duties)


def test_each_person_s_and_each_lane_s_calendar_says_what_the_locks_say(book: Book) -> None:
    sheets = [person_sheet(book, person) for person in book.catalog.people]
    sheets += [lane_sheet(book, roster, lane.name) for roster in book.catalog.rosters.values() for lane in roster.lanes]
    assert {sheet.name: sheet.disagreements(book.locks) for sheet in sheets} == {sheet.name: () for sheet in sheets}


def test_who_is_on_and_the_lanes_calendars_agree_at_every_quarter_of_an_hour(book: Book) -> None:
    for name, lock in book.locks.items():
        roster, known = book.catalog.rosters[name], timeline(lock)
        entries = [entry for lane in roster.lanes for entry in read_calendar(lane_sheet(book, roster, lane.name).content, file=name)]
        told: dict[datetime, set[str]] = {}
        for entry in entries:
            for count in range((entry.end - entry.start) // QUARTER):
                told.setdefault(entry.start + count * QUARTER, set()).add(entry.person)
        assert known.first is not None
        assert known.end is not None
        instants = [known.first + count * QUARTER for count in range((known.end - known.first) // QUARTER)]
        assert {*told} <= {*instants}
        assert [at for at in instants if told.get(at, set()) != {shift.who for shift in known.at(at)}] == [], name
