"""Does another form of the roster say the same as the lock? Vendors' rendered shifts and calendars are asked, interval by interval."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

from estate.roster.lock import Lock, Shift

INSTANT = timedelta(seconds=1)  # no vendor's shift begins on a finer edge


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One stretch that another form shows: this person from `start` to `end` (not included); any zone."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Who is on at one instant, where a vendor answers no more than that."""

    at: datetime
    people: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """From `start` to `end` the lock has these people on, and the other form those."""

    start: datetime
    end: datetime
    locked: frozenset[str]
    rendered: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What of the lock the other form shows; nothing given: all of it.

    `since` and `until` bound what is compared: for what the vendor was asked, or for as long as the calendar reaches.
    """

    lane: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def shifts(self, lock: Lock) -> tuple[Shift, ...]:
        """The lock's shifts of that lane and person."""
        return tuple(shift for shift in lock.shifts if self.lane in (None, shift.lane) and self.person in (None, shift.who))

    def bounds(self, lock: Lock) -> tuple[datetime, datetime] | None:
        """The instants between which is compared: else the whole lock's; None for a lock without shifts."""
        if not lock.shifts:
            return None
        first = min(shift.start for shift in lock.shifts)
        last = max(shift.end for shift in lock.shifts)
        return self.since or first, self.until or last


WHOLE = Part()


def differences(lock: Lock, rendered: Iterable[Rendered], *, part: Part = WHOLE) -> tuple[Difference, ...]:
    """Every stretch on which the two disagree on who is on, in order; none where they agree.

    People are compared as a set at each instant, so that a form may cut one shift in two or join two. Names must be the
    catalog's: whoever reads a vendor maps its ids back. Without `until` nothing beyond the lock's last shift is compared,
    since rotations go on for ever.
    """
    bounds = part.bounds(lock)
    if bounds is None:
        return ()
    locked = [Rendered(person=shift.who, start=shift.start, end=shift.end) for shift in part.shifts(lock)]
    stretches = _stretches(_events(locked, side=0) + _events(rendered, side=1), since=bounds[0], until=bounds[1])
    return tuple(_joined(one for one in stretches if one.locked != one.rendered))


def sampled_differences(lock: Lock, samples: Iterable[Sample], *, part: Part = WHOLE) -> tuple[Difference, ...]:
    """As `differences`, for a vendor that says only who is on at an instant; each lasts for that instant."""
    changes = sorted(_events([Rendered(person=s.who, start=s.start, end=s.end) for s in part.shifts(lock)], side=0), key=_order)
    crowd = _Crowd()
    found: list[Difference] = []
    place = 0
    for sample in sorted(samples, key=lambda one: one.at):
        while place < len(changes) and changes[place].at <= sample.at:
            crowd.take(changes[place])
            place += 1
        if crowd.on(0) != sample.people:
            found.append(Difference(start=sample.at, end=sample.at + INSTANT, locked=crowd.on(0), rendered=sample.people))
    return tuple(found)


def instants_to_sample(lock: Lock, *, part: Part = WHOLE) -> tuple[datetime, ...]:
    """Both sides of every boundary of the lock: whoever agrees on all of them agrees on every shift."""
    edges = {edge for shift in part.shifts(lock) for edge in (shift.start, shift.end)}
    return tuple(sorted({instant for edge in edges for instant in (edge - INSTANT, edge)}))


@dataclass(frozen=True, kw_only=True)
class _Event:
    at: datetime
    side: int
    person: str
    change: int


@dataclass(frozen=True, kw_only=True)
class _Crowd:
    """How often each person is on, on the lock's side (0) and the other's (1)."""

    counts: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter[str](), Counter[str]()))

    def take(self, event: _Event) -> None:
        self.counts[event.side][event.person] += event.change

    def on(self, side: int) -> frozenset[str]:
        return frozenset(person for person, count in self.counts[side].items() if count)


def _order(event: _Event) -> datetime:
    return event.at


def _events(stretches: Iterable[Rendered], *, side: int) -> list[_Event]:
    found = []
    for one in stretches:
        if one.start < one.end:
            found.append(_Event(at=one.start, side=side, person=one.person, change=1))
            found.append(_Event(at=one.end, side=side, person=one.person, change=-1))
    return found


def _stretches(events: list[_Event], *, since: datetime, until: datetime) -> Iterator[Difference]:
    """Each stretch between two changes, with who is on, on both sides."""
    events = sorted(events, key=_order)
    edges = sorted({since, until, *(event.at for event in events if since < event.at < until)})
    crowd = _Crowd()
    place = 0
    for start, end in pairwise(edges):
        while place < len(events) and events[place].at <= start:
            crowd.take(events[place])
            place += 1
        yield Difference(start=start, end=end, locked=crowd.on(0), rendered=crowd.on(1))


def _joined(found: Iterable[Difference]) -> Iterator[Difference]:
    """Neighbours that say the same are one."""
    last: Difference | None = None
    for one in found:
        if last and last.end == one.start and (last.locked, last.rendered) == (one.locked, one.rendered):
            last = replace(last, end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
