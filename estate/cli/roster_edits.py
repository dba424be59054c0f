"""What `estate roster swap` and `cover` say of an edit, as text and as JSON, and whether it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.text import Text

from estate.catalog.roster import Roster, format_instant
from estate.cli.exit_codes import ExitCode
from estate.cli.roster_desk import locked, open_desk
from estate.cli.roster_edit_files import write_edit
from estate.errors import InputError
from estate.roster.edits import Edit, Handed, format_week, parse_week, swapped
from estate.roster.escalation import Desk
from estate.roster.judging import newly_broken, violations
from estate.roster.local_time import clock_of
from estate.roster.lock import Lock, Shift, made_from
from estate.roster.membership import find_member, find_roster
from estate.roster.proof.violation import Violation

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """An edit, what it would break, and the files that were written."""

    title: str
    roster: Roster
    edit: Edit
    breaks: tuple[Violation, ...]
    written: tuple[Path, ...]
    dry_run: bool

    @property
    def code(self) -> ExitCode:
        """FOUND where something would break."""
        return ExitCode.FOUND if self.breaks else ExitCode.GOOD


def swap(folder: Path, one: str, other: str, *, week: str, roster: str | None, dry_run: bool) -> Outcome:
    """Exchange the shifts of two people in a week, unless that breaks something. InputError for who or what there is not."""
    monday = parse_week(week)
    desk = open_desk(folder)
    found = find_roster(desk.catalog, roster, (one, other))
    people = (find_member(found, one), find_member(found, other))
    lock = fresh_lock(desk, found)
    edit = swapped(found, lock, desk.catalog, people=people, monday=monday)
    breaks = newly_broken(edit, desk.catalog, desk.locks, before=violations(desk.catalog, desk.locks))
    written = () if breaks or dry_run else write_edit(folder, found, edit)
    title = f"{one} and {other} swap {format_week(monday)} in {found.name}"
    return Outcome(title=title, roster=found, edit=edit, breaks=breaks, written=written, dry_run=dry_run)


def fresh_lock(desk: Desk, roster: Roster) -> Lock:
    """The lock of the roster. InputError where it is not the answer to what the roster says: an edit would hide that."""
    lock = locked(desk, roster.name)[roster.name]
    if lock.made_from != made_from(roster, desk.catalog):
        raise InputError(
            f"the lock of {roster.name} is stale: its roster changed after it was solved\n    estate roster solve {roster.name}"
        )
    return lock


def as_text(outcome: Outcome) -> Iterator[Text]:
    """For people: what changes hands, then the verdict."""
    count = len(outcome.edit.handed)
    yield Text(f"{outcome.title}: {count} {'shift' if count == 1 else 'shifts'}", style="bold")
    yield Text()
    for handed in outcome.edit.handed:
        yield handed_line(handed, outcome.roster)
    yield Text()
    yield from verdict(outcome)


def handed_line(handed: Handed, roster: Roster) -> Text:
    """`Mon 14 Dec  night  20:00-08:00  agave -> ceiba`, on the lane's clock."""
    shift = handed.before
    width = max(len(lane.name) for lane in roster.lanes)
    when = f" {shift.date:%a} {shift.date.day:>2} {shift.date:%b}  {shift.lane:<{width}}  {lane_hours(shift, roster)}"
    return Text(f"{when}  {shift.who} -> ").append(handed.after.who, style="bold")


def lane_hours(shift: Shift, roster: Roster) -> str:
    """`20:00-08:00`, on the lane's clock."""
    zone = ZoneInfo(next(lane.zone for lane in roster.lanes if lane.name == shift.lane))
    return f"{clock_of(shift.start, zone)}-{clock_of(shift.end, zone)}"


def verdict(outcome: Outcome) -> Iterator[Text]:
    """What would break, or what was written."""
    if outcome.breaks:
        yield Text("It would break:", style="bold red")
        yield from broken_lines(outcome.breaks)
        yield Text()
        yield Text("Nothing was written.")
        return
    yield Text("Nothing breaks that holds now.", style="bold green")
    if outcome.dry_run:
        yield Text("Nothing was written: --dry-run.")
        return
    for path in outcome.written:
        yield Text(f"{path} changed")
    yield Text("Next: commit both files, then estate roster publish VENDOR --dry-run")


def broken_lines(breaks: Sequence[Violation]) -> Iterator[Text]:
    """A line for each violation."""
    for one in breaks:
        source = f" ({one.source})" if one.source else ""
        yield Text(f"  {one.text}{source}", style="red")


def as_document(outcome: Outcome) -> Mapping[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "roster": outcome.roster.name,
        "handed": [handed_document(handed) for handed in outcome.edit.handed],
        "breaks": [broken_document(one) for one in outcome.breaks],
        "written": [str(path) for path in outcome.written],
    }


def handed_document(handed: Handed) -> Mapping[str, Any]:
    """One shift that changes hands."""
    shift = handed.before
    return {
        "lane": shift.lane,
        "date": shift.date.isoformat(),
        "seat": shift.seat,
        "start": format_instant(shift.start),
        "end": format_instant(shift.end),
        "from": shift.who,
        "to": handed.after.who,
    }


def broken_document(one: Violation) -> Mapping[str, Any]:
    """One violation."""
    return {
        "invariant": one.invariant,
        "roster": one.roster,
        "at": format_instant(one.at) if one.at else None,
        "person": one.who,
        "text": one.text,
        "source": one.source,
    }
