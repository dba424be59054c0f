"""What a lock says, seen from each person: turns with the instants that are worked and the person's own calendar."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from estate.catalog.roster import EarlierShift, Lane, Roster
from estate.catalog.team import Person
from estate.roster.lock import Shift
from estate.roster.proof.clock import local_date, pinned, slot

K = TypeVar("K")

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One shift of one person."""

    roster: str
    lane: str
    date: date
    """The lane's, in its zone."""
    seat: int = 1
    who: str
    works_from: datetime
    """With the handover."""
    start: datetime
    end: datetime
    day: date
    """The date on which the lane starts, on the person's own calendar."""
    agreed: bool = False
    """Somebody stands in: a swap, a cover or another override."""
    earlier: bool = False
    """Before the horizon."""
    standby: bool = False
    """Its hours are no working hours."""

    @property
    def monday(self) -> date:
        """The person's week."""
        return self.day - timedelta(days=self.day.weekday())

    @property
    def hours(self) -> timedelta:
        """Working time."""
        return timedelta(0) if self.standby else self.end - self.works_from

    @property
    def words(self) -> str:
        """Such as `night of 2027-03-01`."""
        return f"{self.lane} of {self.date}"


def turns(roster: Roster, shifts: Iterable[Shift], people: Mapping[str, Person]) -> tuple[Turn, ...]:
    """Every shift of the lock as a turn, by start."""
    standby = roster.duty == "standby"
    found = [
        Turn(
            roster=roster.name,
            lane=shift.lane,
            date=shift.date,
            seat=shift.seat,
            who=shift.who,
            works_from=shift.works_from,
            start=shift.start,
            end=shift.end,
            day=_day(shift, people),
            agreed=shift.why != "rotation",
            standby=standby,
        )
        for shift in shifts
    ]
    return tuple(sorted(found, key=_order))


def earlier_turns(roster: Roster, people: Mapping[str, Person]) -> tuple[Turn, ...]:
    """What was worked shortly before the horizon."""
    lanes = {lane.name: lane for lane in roster.lanes}
    found = [_earlier(roster, lanes[one.lane], one, people) for one in roster.earlier if one.lane in lanes]
    return tuple(sorted(found, key=_order))


def _order(turn: Turn) -> tuple[datetime, str, int]:
    return turn.start, turn.lane, turn.seat


def _day(shift: Shift, people: Mapping[str, Person]) -> date:
    """On the person's calendar; for somebody unknown the lane's own date, and another check names them."""
    return local_date(shift.start, pinned(people[shift.who].zone)) if shift.who in people else shift.date


def _earlier(roster: Roster, lane: Lane, one: EarlierShift, people: Mapping[str, Person]) -> Turn:
    start, end = slot(one.date, lane.start, lane.length, pinned(lane.zone))
    return Turn(
        roster=roster.name,
        lane=lane.name,
        date=one.date,
        who=one.person,
        works_from=start - lane.handover,
        start=start,
        end=end,
        day=local_date(start, pinned(people[one.person].zone)),
        earlier=True,
        standby=roster.duty == "standby",
    )


def grouped(found: Iterable[Turn], key: Callable[[Turn], K]) -> dict[K, list[Turn]]:
    """The turns by whatever `key` says, in their order."""
    groups: defaultdict[K, list[Turn]] = defaultdict(list)
    for turn in found:
        groups[key(turn)].append(turn)
    return dict(groups)


def by_person(found: Iterable[Turn]) -> Iterator[tuple[str, list[Turn]]]:
    """Each person's turns."""
    yield from sorted(grouped(found, lambda turn: turn.who).items())
