"""Which shifts of a lock the vendors do not have from their rotations: each needs an override."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from estate.roster.lock import Lock, Rotation, Shift
from estate.roster.schedule_names import Seat

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Somebody works a shift that the rotation gives to somebody else."""

    seat: Seat
    date: date
    start: datetime
    end: datetime
    who: str
    instead_of: str


def wanted(lock: Lock) -> tuple[Wanted, ...]:
    """The overrides that make the vendors' rotations say what the lock says, in order of time."""
    shifts = sorted(lock.shifts, key=lambda one: (one.start, one.lane, one.seat))
    return tuple(_override(lock.roster, shift) for shift in shifts if shift.planned != shift.who)


def _override(roster: str, shift: Shift) -> Wanted:
    seat = Seat(roster=roster, lane=shift.lane, seat=shift.seat)
    return Wanted(seat=seat, date=shift.date, start=shift.start, end=shift.end, who=shift.who, instead_of=shift.planned)


def unrotated(lock: Lock) -> Iterator[Shift]:
    """The shifts of which the lock's own rotations say another person, or nobody: no override could mend that."""
    rotations: defaultdict[tuple[str, int, str], list[Rotation]] = defaultdict(list)
    for rotation in lock.rotations:
        rotations[rotation.lane, rotation.seat, rotation.weekday].append(rotation)
    for shift in lock.shifts:
        here = rotations[shift.lane, shift.seat, WEEKDAYS[shift.date.weekday()]]
        if {person for rotation in here if (person := rotation.on(shift.date))} != {shift.planned}:
            yield shift
