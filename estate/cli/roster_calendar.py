"""The calendars that `estate roster calendar` writes, each read again and held against the lock before it counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.catalog.roster import format_instant
from estate.cli.roster_desk import locked, open_desk
from estate.cli.writing import write_file
from estate.errors import SurroundingsError
from estate.roster.calendars import ENDING, Book, Sheet, lane_sheet, person_sheet
from estate.roster.escalation import Desk

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was written, and calendars in the same folders that nobody has any more."""

    written: tuple[Path, ...]
    shifts: int
    stray: tuple[Path, ...]


def calendar(folder: Path, roster: str | None, *, to: Path) -> Outcome:
    """Write the calendars. LockError for a lock that cannot be read."""
    desk = open_desk(folder)
    chosen = locked(desk, roster)
    book = Book(catalog=desk.catalog, locks=desk.locks, duties=desk.duties)
    sheets = [person_sheet(book, person) for person in _people(desk, chosen)]
    sheets += [lane_sheet(book, desk.catalog.rosters[name], lane) for name, lane in _lanes(desk, chosen)]
    _hold_against_locks(sheets, book)
    written = [to / sheet.name for sheet in sheets]
    for path, sheet in zip(written, sheets, strict=True):
        write_file(path, sheet.content.decode())
    stray = (
        [] if roster else [path for part in ("people", "lanes") for path in sorted((to / part).glob(f"*{ENDING}")) if path not in written]
    )
    shifts = sum(len(desk.locks[name].shifts) for name in chosen)
    return Outcome(written=tuple(written), shifts=shifts, stray=tuple(stray))


def _hold_against_locks(sheets: Sequence[Sheet], book: Book) -> None:
    """SurroundingsError where a calendar, read again, says something else than the locks."""
    for sheet in sheets:
        if found := sheet.disagreements(book.locks):
            start = format_instant(found[0].start)
            raise SurroundingsError(f"{sheet.name}, read again, says something else than the lock from {start} on; nothing was written")


def _people(desk: Desk, chosen: Mapping[str, object]) -> Iterator[str]:
    """Whoever is a member or had a shift, by name."""
    members = {member.person for name in chosen for member in desk.catalog.rosters[name].members}
    shifts = [shift for name in chosen for shift in desk.locks[name].shifts]
    yield from sorted(members | {shift.who for shift in shifts} | {person for shift in shifts for person in shift.was})


def _lanes(desk: Desk, chosen: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    return ((name, lane.name) for name in chosen for lane in desk.catalog.rosters[name].lanes)


def as_text(outcome: Outcome, to: Path) -> Iterator[Text]:
    """For people."""
    people = sum(path.parent.name == "people" for path in outcome.written)
    lanes = len(outcome.written) - people
    yield Text(f"{to}: {people} calendars of people and {lanes} of lanes, {outcome.shifts:,} shifts", style="green")
    yield Text("Read again, they say what the locks say.")
    for path in outcome.stray:
        yield Text(f"{path} is nobody's any more; delete it", style="yellow")
    yield Text("Next: serve the folder over https, and let people subscribe to theirs")


def as_document(outcome: Outcome) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "written": [str(path) for path in outcome.written],
        "shifts": outcome.shifts,
        "stray": [str(path) for path in outcome.stray],
    }
