"""Calendars say what the locks say, at every quarter of an hour, and tell each holder what became of a shift (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from estate.errors import InputError
from estate.roster.calendars import Book, Entry, Sheet, lane_sheet, person_sheet, read_calendar
from estate.roster.duties import duties_of
from estate.roster.lock import Lock
from tests.cli.catalog_commands import run
from tests.roster.live_estate import ZONES, LiveEstate, live_estate

QUARTER = timedelta(minutes=15)


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def book_of(live: LiveEstate) -> Book:
    catalog = live.catalog
    return Book(catalog=catalog, locks={name: live.lock(name) for name in catalog.rosters}, duties=duties_of(catalog))


def entries(sheet: Sheet) -> tuple[Entry, ...]:
    return read_calendar(sheet.content, file=sheet.name)


def quarters(lock: Lock) -> Iterator[datetime]:
    instant, end = min(shift.start for shift in lock.shifts), max(shift.end for shift in lock.shifts)
    while instant < end:
        yield instant
        instant += QUARTER


def swap(live: LiveEstate) -> None:
    assert run(["roster", "swap", "agave", "ceiba", "2026-W51", "--catalog", live.folder]).code == 0


@pytest.mark.parametrize("swapped", ["as solved", "after a swap"])
def test_people_s_calendars_and_the_locks_agree_at_every_quarter_of_an_hour(live: LiveEstate, swapped: str) -> None:
    if swapped == "after a swap":
        swap(live)
    book = book_of(live)
    shown = [entry for person in ZONES for entry in entries(person_sheet(book, person)) if not entry.cancelled]
    for name, lock in book.locks.items():
        own = [entry for entry in shown if entry.uid.startswith(f"{name}.")]
        for instant in quarters(lock):
            told = {entry.person for entry in own if entry.start <= instant < entry.end}
            assert told == {shift.who for shift in lock.shifts if shift.start <= instant < shift.end}, f"{name} at {instant}"


def test_a_lane_s_calendar_has_each_shift_of_the_lane_once(live: LiveEstate) -> None:
    swap(live)
    book = book_of(live)
    told = [(entry.start, entry.end, entry.person) for entry in entries(lane_sheet(book, book.catalog.rosters["ops"], "night"))]
    assert told == [(shift.start, shift.end, shift.who) for shift in book.locks["ops"].shifts if shift.lane == "night"]


def test_a_sheet_that_says_something_else_is_found_out(live: LiveEstate) -> None:
    book = book_of(live)
    sheet = person_sheet(book, "agave")
    assert sheet.disagreements(book.locks) == ()
    swap(live)
    assert sheet.disagreements(book_of(live).locks) != ()


def test_a_shift_keeps_its_uid_and_counts_its_holders(live: LiveEstate) -> None:
    before = {entry.uid: entry for entry in entries(person_sheet(book_of(live), "ceiba"))}
    swap(live)
    after = {entry.uid: entry for entry in entries(person_sheet(book_of(live), "ceiba"))}
    uid = "ops.night.2026-12-14.1@corner.example"
    assert (before[uid].sequence, before[uid].cancelled) == (0, False)
    assert (after[uid].sequence, after[uid].cancelled, after[uid].person) == (1, True, "agave")
    (theirs,) = [entry for entry in entries(person_sheet(book_of(live), "agave")) if entry.uid == uid]
    assert (theirs.sequence, theirs.cancelled) == (1, False)


def test_whoever_gets_a_shift_back_has_it_once_and_not_cancelled(live: LiveEstate) -> None:
    swap(live)
    swap(live)
    found = [entry for entry in entries(person_sheet(book_of(live), "ceiba")) if entry.uid == "ops.night.2026-12-14.1@corner.example"]
    assert [(entry.sequence, entry.cancelled) for entry in found] == [(2, False)]


def test_the_same_lock_gives_the_same_bytes_and_a_change_a_later_stamp(live: LiveEstate) -> None:
    before = person_sheet(book_of(live), "ceiba").content
    assert person_sheet(book_of(live), "ceiba").content == before
    swap(live)
    stamps = [
        {str(event["uid"]): event.decoded("dtstamp") for event in Calendar.from_ical(content.decode()).walk("VEVENT")}
        for content in (before, person_sheet(book_of(live), "ceiba").content)
    ]
    uid = "ops.night.2026-12-14.1@corner.example"
    assert stamps[1][uid] > stamps[0][uid]
    assert all(stamp.tzinfo == UTC or stamp.utcoffset() == timedelta(0) for stamp in stamps[1].values())


def test_lines_are_folded_and_texts_escaped(live: LiveEstate) -> None:
    content = person_sheet(book_of(live), "ceiba").content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75, "RFC 5545, section 3.1"
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "till-database\\, owner ceiba. A newer version\\; sales wait\\, briefly." in unfolded, "section 3.3.11"
    assert content.count(b"\n") == content.count(b"\r\n")


def test_planned_work_and_the_handover_stand_in_the_shift(live: LiveEstate) -> None:
    (event,) = [
        event
        for event in Calendar.from_ical(person_sheet(book_of(live), "cedar").content.decode()).walk("VEVENT")
        if str(event["uid"]) == "ops.day.2026-12-09.1@corner.example"
    ]
    assert str(event["description"]).splitlines() == [
        "cedar, shift of ops: day, 08:00-20:00 in Istanbul.",
        "Be there at 07:45, 15 minutes before, for the handover.",
        "Planned work 06:00-09:00: till-database, owner ceiba. A newer version; sales wait, briefly.",
    ]


def test_standby_does_not_keep_anybody_from_appointments(live: LiveEstate) -> None:
    contents = {person: person_sheet(book_of(live), person).content for person in ("alder", "cedar")}
    assert (b"TRANSP:OPAQUE" in contents["alder"], b"TRANSP:TRANSPARENT" in contents["cedar"]) == (False, False)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n", b"\xff\xfe"], ids=["empty", "text", "cut", "bytes"]
)
def test_a_file_that_is_no_calendar_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"x\.ics is no calendar of ours"):
        read_calendar(content, file="x.ics")


def test_the_command_writes_a_file_for_each_person_and_lane(live: LiveEstate, tmp_path: Path) -> None:
    to = tmp_path / "public"
    document = run(["roster", "calendar", "--to", to, "--catalog", live.folder, "--json"]).document
    names = sorted(str(path.relative_to(to)) for path in to.rglob("*.ics"))
    lanes = ("ops.day", "ops.night", "second.standby", "third.standby", "shop.office")
    assert names == sorted([*(f"people/{person}.ics" for person in ZONES), *(f"lanes/{lane}.ics" for lane in lanes)])
    assert sorted(document["written"]) == [str(to / name) for name in names]
    assert document["shifts"] == 2 * 28 + 28 + 28 + 20


def test_a_calendar_that_is_nobody_s_any_more_is_named(live: LiveEstate, tmp_path: Path) -> None:
    to = tmp_path / "public"
    (to / "people").mkdir(parents=True)
    (to / "people/gone.ics").write_text("old")
    assert f"{to}/people/gone.ics is nobody's any more; delete it" in run(["roster", "calendar", "--to", to, "--catalog", live.folder]).out


def test_one_roster_alone_writes_its_own_people_and_lanes(live: LiveEstate, tmp_path: Path) -> None:
    run(["roster", "calendar", "second", "--to", tmp_path / "public", "--catalog", live.folder])
    assert sorted(path.name for path in (tmp_path / "public").rglob("*.ics")) == ["alder.ics", "birch.ics", "second.standby.ics"]


def test_somebody_who_has_left_the_catalog_still_has_a_calendar(live: LiveEstate) -> None:
    book = book_of(live)
    lock = book.locks["shop"]
    gone = lock.model_copy(update={"shifts": tuple(shift.model_copy(update={"who": "poplar"}) for shift in lock.shifts)})
    sheet = person_sheet(Book(catalog=book.catalog, locks={"shop": gone}, duties=()), "poplar")
    assert [entry.start for entry in entries(sheet)] == [shift.start for shift in lock.shifts]
