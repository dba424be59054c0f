"""Who is on at an instant, in one roster: a pure look-up in the lock's half-open intervals."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from estate.roster.lock import Lock, Shift


@dataclass(frozen=True, kw_only=True)
class HandOff:
    """An instant at which other people are on than just before."""

    at: datetime
    goes: tuple[str, ...]
    """Who is on no more."""
    comes: tuple[str, ...]
    on: tuple[Shift, ...]
    """Every shift from then on; nothing: nobody."""

    @property
    def handover_minutes(self) -> int:
        """So long before it those who come are there."""
        return max((shift.handover_minutes for shift in self.on if shift.start == self.at and shift.who in self.comes), default=0)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A lock as stretches of time within which nothing changes: `on[n]` holds from `bounds[n]` to `bounds[n + 1]`, not included."""

    bounds: tuple[datetime, ...]
    on: tuple[tuple[Shift, ...], ...]

    @property
    def first(self) -> datetime | None:
        """When the first shift begins; None for a lock without shifts."""
        return self.bounds[0] if self.bounds else None

    @property
    def end(self) -> datetime | None:
        """When the last shift ends."""
        return self.bounds[-1] if self.bounds else None

    def at(self, instant: datetime) -> tuple[Shift, ...]:
        """The shifts that are on, those that began first in front."""
        place = bisect_right(self.bounds, instant) - 1
        return self.on[place] if place >= 0 else ()

    def hand_offs(self, after: datetime) -> Iterator[HandOff]:
        """Every later change of people, the next one first."""
        place = bisect_right(self.bounds, after)
        before = _people(self.on[place - 1]) if place else ()
        for bound, shifts in zip(self.bounds[place:], self.on[place:], strict=True):
            people = _people(shifts)
            if {*people} != {*before}:
                goes = tuple(person for person in before if person not in people)
                comes = tuple(person for person in people if person not in before)
                yield HandOff(at=bound, goes=goes, comes=comes, on=shifts)
            before = people

    def until(self, person: str, instant: datetime) -> HandOff | None:
        """The hand-off at which somebody who is on goes; None for who is not on."""
        if person not in _people(self.at(instant)):
            return None
        return next((change for change in self.hand_offs(instant) if person in change.goes), None)


def timeline(lock: Lock) -> Timeline:
    """The timeline of a lock; shifts may overlap."""
    bounds = tuple(sorted({bound for shift in lock.shifts for bound in (shift.start, shift.end)}))
    place = {bound: index for index, bound in enumerate(bounds)}
    on: list[list[Shift]] = [[] for _ in bounds]
    for shift in sorted(lock.shifts, key=lambda one: (one.start, one.lane, one.seat)):
        for index in range(place[shift.start], place[shift.end]):
            on[index].append(shift)
    return Timeline(bounds=bounds, on=tuple(tuple(shifts) for shifts in on))


def _people(shifts: Sequence[Shift]) -> tuple[str, ...]:
    """Each person once, in the order of the shifts."""
    return tuple(dict.fromkeys(shift.who for shift in shifts))
