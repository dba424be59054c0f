"""Who could work which slot, and what it would mean to them: date, hours, night, holiday."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays

from estate.catalog.roster import Lane, Member, Roster
from estate.errors import InputError
from estate.roster.clock import DAY, instant, local_date, monday
from estate.roster.slots import Slot, slot_on

MINUTE = timedelta(minutes=1)
NIGHT = ("00:00", "05:00")  # Directive 2003/88/EC article 2: night time includes these hours in every case
NIGHT_WORK = timedelta(hours=3)  # the same article: who works so long of their daily time at night is a night worker
SATURDAY = 5

Key = tuple[str, str, date]
"""Person, lane, and the lane's date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One person in one slot."""

    person: str
    region: str
    slot: Slot
    date: date
    """In the person's zone: the day that it belongs to."""
    minutes: int
    """That the person works."""
    night: bool
    holiday: bool
    past: bool = False
    """Worked before the horizon."""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return (self.person, self.slot.lane, self.slot.date)

    @property
    def week(self) -> date:
        """The Monday of the week that it belongs to."""
        return monday(self.date)

    @property
    def weekend(self) -> bool:
        """Whether it belongs to a Saturday or a Sunday."""
        return self.date.weekday() >= SATURDAY


def turns_of(roster: Roster, slots: Iterable[Slot], zones: Mapping[str, str]) -> tuple[Turn, ...]:
    """Each slot with each member who has its region and its skills, in the order of the slots and of the members."""
    lanes = {lane.name: lane for lane in roster.lanes}
    free_days = holidays_of(roster)
    return tuple(
        _turn(member, slot, zones[member.person], free_days[member.country])
        for slot in slots
        for member in roster.members
        if may_work(member, lanes[slot.lane])
    )


def past_turns(roster: Roster, zones: Mapping[str, str]) -> tuple[Turn, ...]:
    """What was worked shortly before the horizon."""
    return tuple(_past_turns(roster, zones))


def _past_turns(roster: Roster, zones: Mapping[str, str]) -> Iterator[Turn]:
    lanes = {lane.name: lane for lane in roster.lanes}
    members = {member.person: member for member in roster.members}
    free_days = holidays_of(roster)
    for shift in roster.earlier:
        if slot := slot_on(lanes[shift.lane], shift.date):
            member = members[shift.person]
            yield _turn(member, slot, zones[member.person], free_days[member.country], past=True)


def may_work(member: Member, lane: Lane) -> bool:
    """Whether the lane is open to the member's region, and the member has its skills."""
    return member.region in lane.regions and set(lane.skills) <= set(member.skills)


def _turn(member: Member, slot: Slot, zone: str, free_days: frozenset[date], *, past: bool = False) -> Turn:
    day = local_date(slot.start, zone)
    return Turn(
        person=member.person,
        region=member.region,
        slot=slot,
        date=day,
        minutes=(slot.end - slot.works_from) // MINUTE,
        night=is_night(slot, zone),
        holiday=day in free_days,
        past=past,
    )


def is_night(slot: Slot, zone: str) -> bool:
    """Whether enough of the work lies in the night of somebody in that zone."""
    first, last = local_date(slot.works_from, zone), local_date(slot.end, zone)
    nights = (first + DAY * count for count in range((last - first).days + 1))
    return any(_shared(slot, *(instant(day, clock, zone) for clock in NIGHT)) >= NIGHT_WORK for day in nights)


def _shared(slot: Slot, start: datetime, end: datetime) -> timedelta:
    return min(slot.end, end) - max(slot.works_from, start)


def holidays_of(roster: Roster) -> dict[str, frozenset[date]]:
    """The days that count in each member's country, a week around the horizon too. InputError where nobody knows them."""
    first = roster.horizon.first - timedelta(weeks=1)
    last = roster.horizon.first + timedelta(weeks=roster.horizon.weeks + 1)
    years = range(first.year, last.year + 1)
    return {country: _holidays(roster, country, years) for country in sorted({member.country for member in roster.members})}


def _holidays(roster: Roster, country: str, years: Iterable[int]) -> frozenset[date]:
    kinds = roster.holidays.get(country, ())
    if not kinds:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, years=years, categories=set(kinds)))
    except NotImplementedError:
        raise InputError(f"roster {roster.name}: nobody has written down the holidays of {country}; take it out of `holidays`") from None
    except ValueError as error:
        raise InputError(f"roster {roster.name}: holidays of {country}: {error}") from None
