"""The roster as calendars that people subscribe to: one for each person, one for each lane (RFC 5545).

Every solved shift is an event of its own, in UTC: no calendar has to know our zones or our rotations. An event keeps its UID
whoever works it, and SEQUENCE counts its earlier holders, each of whom sees it as cancelled.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from estate.catalog.catalog import Catalog
from estate.catalog.roster import Roster
from estate.errors import InputError
from estate.roster.duties import Duty, duties_in
from estate.roster.local_time import clock_of, place_of
from estate.roster.lock import Lock, Shift
from estate.roster.proof.agreement import Difference, Part, Rendered, differences

PRODUCT = "-//estate//on-call roster//EN"
REFRESH = timedelta(hours=1)
"""How often a subscriber asks again (RFC 7986, section 5.7)."""
PERSON = "X-ESTATE-PERSON"
CANCELLED = "CANCELLED"
ENDING = ".ics"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a calendar, read back."""

    uid: str
    person: str
    start: datetime
    end: datetime
    sequence: int
    cancelled: bool


@dataclass(frozen=True, kw_only=True)
class Book:
    """What calendars are made from: rosters with their locks, and the planned work."""

    catalog: Catalog
    locks: Mapping[str, Lock]
    duties: tuple[Duty, ...]

    def zone_of(self, person: str) -> str:
        """Where somebody lives; UTC for whoever has left the catalog."""
        return self.catalog.people[person].zone if person in self.catalog.people else "UTC"

    def shifts(self) -> Iterator[tuple[Roster, Shift]]:
        """Every shift, by roster."""
        for name, lock in self.locks.items():
            for shift in lock.shifts:
                yield self.catalog.rosters[name], shift


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One calendar file, and what of each roster's lock it shows."""

    name: str
    """Below the folder of all calendars, such as `people/cedar.ics`."""
    content: bytes
    shows: Mapping[str, Part]

    def disagreements(self, locks: Mapping[str, Lock]) -> tuple[Difference, ...]:
        """Where the file, read again, says something else than the locks; nothing: nowhere."""
        entries = [entry for entry in read_calendar(self.content, file=self.name) if not entry.cancelled]
        found: list[Difference] = []
        for roster, part in self.shows.items():
            own = [Rendered(person=one.person, start=one.start, end=one.end) for one in entries if one.uid.startswith(f"{roster}.")]
            found += differences(locks[roster], own, part=part)
        return tuple(found)


def person_sheet(book: Book, person: str) -> Sheet:
    """All shifts of a person in all rosters, and as cancelled those that were given to others."""
    shows = dict.fromkeys(book.locks, Part(person=person))
    return Sheet(name=f"people/{person}{ENDING}", content=_person_calendar(book, person), shows=shows)


def lane_sheet(book: Book, roster: Roster, lane: str) -> Sheet:
    """Who works a lane."""
    return Sheet(
        name=f"lanes/{roster.name}.{lane}{ENDING}", content=_lane_calendar(book, roster, lane), shows={roster.name: Part(lane=lane)}
    )


def _person_calendar(book: Book, person: str) -> bytes:
    theirs = [(roster, shift) for roster, shift in book.shifts() if person == shift.who or person in shift.was]
    events = (_event(book, roster, shift, title=f"{roster.name}: {shift.lane}", holder=person) for roster, shift in theirs)
    return _calendar(f"On call: {person}", book.zone_of(person), events)


def _lane_calendar(book: Book, roster: Roster, lane: str) -> bytes:
    zone = next(one.zone for one in roster.lanes if one.name == lane)
    shifts = [shift for shift in book.locks[roster.name].shifts if shift.lane == lane]
    events = (_event(book, roster, shift, title=f"{shift.who} ({roster.name} {lane})", holder=shift.who) for shift in shifts)
    return _calendar(f"{roster.name}: {lane}", zone, events)


def read_calendar(content: bytes, *, file: str) -> tuple[Entry, ...]:
    """The events of a calendar that was made here. InputError for anything else."""
    try:
        return tuple(_entry(event) for event in Calendar.from_ical(content.decode()).walk("VEVENT"))
    except (ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{file} is no calendar of ours: {error}; make it again: estate roster calendar --to FOLDER") from None


def uid(roster: Roster, shift: Shift, domain: str) -> str:
    """What stays the same whoever works the shift."""
    return f"{roster.name}.{shift.lane}.{shift.date}.{shift.seat}@{domain}"


def _calendar(name: str, zone: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(book: Book, roster: Roster, shift: Shift, *, title: str, holder: str) -> Event:
    event = Event()
    changes = len(shift.was)
    event.add("uid", uid(roster, shift, book.catalog.organisation.domain))
    event.add("dtstamp", _stamp(shift))
    event.add("dtstart", shift.start)
    event.add("dtend", shift.end)
    event.add("sequence", changes)
    event.add("status", "CONFIRMED" if holder == shift.who else CANCELLED)
    event.add("summary", title)
    event.add("description", "\n".join(_description(book, roster, shift)))
    # Whoever stands by may make appointments; whoever is on shift may not.
    event.add("transp", "TRANSPARENT" if roster.duty == "standby" else "OPAQUE")
    event.add(PERSON, shift.who)
    return event


def _stamp(shift: Shift) -> datetime:
    """Rises with each change and never with the clock on the wall: the same lock gives the same bytes."""
    return shift.start - timedelta(days=366) + timedelta(seconds=len(shift.was))


def _description(book: Book, roster: Roster, shift: Shift) -> Iterator[str]:
    zone = book.zone_of(shift.who)
    here = ZoneInfo(zone)
    hours = f"{clock_of(shift.start, here)}-{clock_of(shift.end, here)} in {place_of(zone)}"
    yield f"{shift.who}, {roster.duty} of {roster.name}: {shift.lane}, {hours}."
    if shift.handover_minutes:
        yield f"Be there at {clock_of(shift.works_from, here)}, {shift.handover_minutes} minutes before, for the handover."
    if shift.instead_of:
        yield f"Instead of {shift.instead_of} ({shift.why})."
    for duty in duties_in(shift, roster, book.duties):
        owner = f", owner {duty.window.owner}" if duty.window.owner else ""
        yield f"Planned work {clock_of(duty.start, here)}-{clock_of(duty.end, here)}: {duty.window.name}{owner}. {duty.window.description}"


def _entry(event: Component) -> Entry:
    return Entry(
        uid=str(event["uid"]),
        person=str(event[PERSON]),
        start=event.decoded("dtstart"),
        end=event.decoded("dtend"),
        sequence=int(event["sequence"]),
        cancelled=str(event["status"]) == CANCELLED,
    )
