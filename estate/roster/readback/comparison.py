"""What a vendor shows against what the lock says, schedule by schedule."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from estate.roster.lock import Lock
from estate.roster.proof.agreement import INSTANT, Difference, Part, Rendered, Sample, differences, instants_to_sample, sampled_differences
from estate.roster.readback.export import Reading
from estate.roster.schedule_names import Seat


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One schedule: where it differs from the lock. `is_missing`: the vendor did not show it at all."""

    schedule: str
    differences: tuple[Difference, ...]
    is_missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What is compared: the lock's seats by schedule, the people by the vendor's ids, and the time where it is bounded."""

    lock: Lock
    names: Mapping[Seat, str]
    people: Mapping[str, str]
    since: datetime | None = None
    until: datetime | None = None

    def schedules(self) -> Sequence[str]:
        """The names, each once."""
        return list(dict.fromkeys(self.names.values()))

    def part(self, schedule: str) -> Lock:
        """The lock's shifts that the schedule has to show."""
        seats = {(seat.lane, seat.seat) for seat, name in self.names.items() if name == schedule}
        return self.lock.model_copy(update={"shifts": tuple(one for one in self.lock.shifts if (one.lane, one.seat) in seats)})

    def bounds(self, lock: Lock) -> Part:
        """The time that is compared: within the lock, since rotations go on for ever."""
        first, last = min(one.start for one in lock.shifts), max(one.end for one in lock.shifts)
        return Part(since=max(first, self.since or first), until=min(last, self.until or last))

    def person(self, user: str) -> str:
        """Who that is; somebody of the vendor's whom the catalog does not know keeps the vendor's id."""
        return self.people.get(user, f"{user} (nobody in people.yaml)")


def compare(frame: Frame, readings: Iterable[Reading]) -> tuple[Compared, ...]:
    """Every schedule of the lock, against what the vendor shows of it."""
    by_name = {reading.schedule: reading for reading in readings}
    return tuple(_compared(frame, name, by_name.get(name)) for name in frame.schedules())


def _compared(frame: Frame, schedule: str, reading: Reading | None) -> Compared:
    shown = reading.shown if reading else ()
    rendered = [Rendered(person=frame.person(one.user), start=one.start, end=one.end) for one in shown]
    if reading:
        since = max(filter(None, (frame.since, reading.since)), default=None)
        until = min(filter(None, (frame.until, reading.until)), default=None)
        frame = replace(frame, since=since, until=until)
    lock = frame.part(schedule)
    part = frame.bounds(lock)
    found = differences(lock, rendered, part=part) if part.since and part.until and part.since < part.until else ()
    return Compared(schedule=schedule, differences=found, is_missing=reading is None)


Ask = Callable[[str, datetime], frozenset[str]]
"""Who of the vendor's users is on in a schedule at an instant."""


def compare_samples(frame: Frame, ask: Ask) -> tuple[Compared, ...]:
    """As `compare`, for a vendor that says no more than who is on at an instant: asked on both sides of every boundary."""
    found = []
    for schedule in frame.schedules():
        lock = frame.part(schedule)
        part = frame.bounds(lock)
        instants = [one for one in instants_to_sample(lock) if part.since and part.until and part.since <= one < part.until]
        samples = [Sample(at=one, people=frozenset(map(frame.person, ask(schedule, one)))) for one in instants]
        found.append(Compared(schedule=schedule, differences=_joined(sampled_differences(lock, samples), instants)))
    return tuple(found)


def _joined(found: Iterable[Difference], instants: Sequence[datetime]) -> tuple[Difference, ...]:
    """Neighbouring samples that differ in the same way are one stretch."""
    following = dict(pairwise(instants))
    stretches: list[Difference] = []
    for one in found:
        last = stretches[-1] if stretches else None
        if last and following.get(last.end - INSTANT) == one.start and (last.locked, last.rendered) == (one.locked, one.rendered):
            stretches[-1] = replace(last, end=one.end)
        else:
            stretches.append(one)
    return tuple(stretches)
