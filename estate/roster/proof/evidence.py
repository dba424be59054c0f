"""All that the prover looks at: locks, the catalog, and the other forms that somebody gives it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar, get_args

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Fact, Weekday
from estate.catalog.roster import Lane, Member, Roster, Rule
from estate.catalog.team import Person
from estate.roster.lock import Lock
from estate.roster.proof.agreement import WHOLE, Part, Rendered
from estate.roster.proof.clock import pinned, slot
from estate.roster.proof.intervals import Interval
from estate.roster.proof.turns import DAY, Turn, earlier_turns, turns

R = TypeVar("R", bound=Fact)
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


@dataclass(frozen=True, kw_only=True)
class Form:
    """Another form of a lock, to be compared with it: a calendar that was read again, or a vendor's rendered shifts."""

    name: str
    """Such as `PagerDuty` or `calendar of cedar`."""
    rendered: tuple[Rendered, ...]
    part: Part = WHOLE


@dataclass(frozen=True, kw_only=True)
class Case:
    """One roster and its lock. `before` is the lock that was published earlier, where one is given."""

    roster: Roster
    lock: Lock
    people: Mapping[str, Person]
    before: Lock | None = None
    content: bytes | None = None
    """The lock's file."""
    forms: tuple[Form, ...] = ()

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """By name."""
        return {member.person: member for member in self.roster.members}

    @cached_property
    def lanes(self) -> Mapping[str, Lane]:
        """By name."""
        return {lane.name: lane for lane in self.roster.lanes}

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every shift of the lock, by start."""
        return turns(self.roster, self.lock.shifts, self.people)

    @cached_property
    def earlier(self) -> tuple[Turn, ...]:
        """What was worked before the horizon."""
        return earlier_turns(self.roster, self.people)

    @property
    def all_turns(self) -> tuple[Turn, ...]:
        """Over the horizon's edge."""
        return self.earlier + self.turns

    @property
    def first(self) -> date:
        """The horizon's first date."""
        return self.roster.horizon.first

    @property
    def after(self) -> date:
        """The first date behind the horizon."""
        return self.first + timedelta(weeks=self.roster.horizon.weeks)

    @property
    def dates(self) -> Iterator[date]:
        """Of the horizon."""
        return (self.first + count * DAY for count in range((self.after - self.first).days))

    @cached_property
    def bounds(self) -> tuple[datetime, datetime]:
        """The horizon in UTC: from the first lane's start on the first date to its start on the date behind the last."""
        return self._first_start(self.first), self._first_start(self.after)

    def _first_start(self, day: date) -> datetime:
        return min(self.slot(lane, day)[0] for lane in self.roster.lanes)

    def slot(self, lane: Lane, day: date) -> tuple[datetime, datetime]:
        """The lane's instants on that date, by the pinned time zone database."""
        if (lane.name, day) not in self._slots:
            self._slots[lane.name, day] = slot(day, lane.start, lane.length, pinned(lane.zone))
        return self._slots[lane.name, day]

    @cached_property
    def _slots(self) -> dict[tuple[str, date], Interval]:
        return {}

    def heads(self, lane: Lane, day: date) -> int:
        """How many the lane needs on that date of its own; nobody where the clock skips all of it."""
        start, end = self.slot(lane, day)
        return lane.heads_on.get(WEEKDAYS[day.weekday()], lane.heads) if start < end else 0

    def protects(self, rule: Rule, who: str) -> bool:
        """Whether the rule is about that person."""
        return who in self.members and (not rule.regions or self.members[who].region in rule.regions)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The catalog and every lock that could be read, by roster."""

    catalog: Catalog
    cases: Mapping[str, Case]
    proved: frozenset[str] = field(default_factory=frozenset)
    """The rosters that were asked for; the others are there because people and escalations reach over."""

    def answerable(self, *rosters: str) -> str:
        """Of the rosters that share a violation the first that is proved: else nobody would hear of it."""
        return next((roster for roster in rosters if roster in self.proved), rosters[0])

    def all_turns(self) -> Iterator[Turn]:
        """Of every roster."""
        for case in self.cases.values():
            yield from case.all_turns


def touches(rule: Rule, first: date, last: date) -> bool:
    """Whether the rule holds on one of the days from `first` to `last`, both included: then it holds for all of them together."""
    return (rule.since is None or rule.since <= last) and (rule.until is None or first < rule.until)


def rules_of(case: Case, kind: type[R]) -> Iterable[R]:
    """The roster's rules of one kind."""
    return (rule for rule in case.roster.rules if isinstance(rule, kind))
