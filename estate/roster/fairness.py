"""Who bears how much of a roster: hours, nights, weekends and holidays, compared between those who can take each other's shifts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from typing import Literal, get_args

import holidays

from estate.catalog.catalog import Catalog
from estate.catalog.roster import CarriedDebt, Roster
from estate.errors import InputError
from estate.roster.lock import Lock
from estate.roster.proof.clock import instant, local_date, pinned
from estate.roster.proof.turns import DAY, Turn, turns

Measure = Literal["hours", "nights", "weekends", "holidays"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
NIGHT_ENDS = time(5)  # Directive 2003/88/EC article 2: night time includes midnight to 05:00 in every case
NIGHT_WORK = timedelta(hours=3)  # the same article: so much of the daily working time makes a night worker
HOUR = timedelta(hours=1)
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one member bears over the horizon; hours on standby count here as they last."""

    person: str
    region: str
    worked: Mapping[Measure, Fraction]
    carried: Mapping[Measure, Fraction]
    """Beyond their share before this horizon; negative where others did it for them."""
    all_along: bool = True
    """Neither joins nor leaves within the horizon: who is there for a part of it bears less, and nobody owes them the rest."""

    def total(self, measure: Measure) -> Fraction:
        """What is compared."""
        return self.worked[measure] + self.carried[measure]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The least and the most that anybody of a region bears of one measure."""

    region: str
    measure: Measure
    least: Fraction
    most: Fraction
    mean: Fraction

    @property
    def width(self) -> Fraction:
        """The most beyond the least."""
        return self.most - self.least

    @property
    def ratio(self) -> Fraction | None:
        """How many times the least the most is; None where the least is nothing."""
        return self.most / self.least if self.least > 0 else None


def loads(roster: Roster, lock: Lock, catalog: Catalog) -> tuple[Load, ...]:
    """Each member's, in the roster's order. InputError where nobody knows the holidays of a country."""
    theirs = {
        member.person: [turn for turn in turns(roster, lock.shifts, catalog.people) if turn.who == member.person]
        for member in roster.members
    }
    end = roster.horizon.first + timedelta(weeks=roster.horizon.weeks)
    carried = {debt.person: debt for debt in roster.carried}
    zones = {member.person: pinned(catalog.people[member.person].zone) for member in roster.members}
    free = {country: _holidays(roster, country, kinds) for country, kinds in roster.holidays.items()}
    return tuple(
        Load(
            person=member.person,
            region=member.region,
            worked=_worked(theirs.get(member.person, []), zones[member.person], free.get(member.country, frozenset())),
            carried=_carried(carried.get(member.person)),
            all_along=(member.joins is None or member.joins <= roster.horizon.first) and (member.leaves is None or member.leaves >= end),
        )
        for member in roster.members
    )


def spreads(found: Iterable[Load]) -> tuple[Spread, ...]:
    """For each region and measure, of those who are there all along; where that is one, there is nobody to compare with."""
    regions: dict[str, list[Load]] = {}
    for load in found:
        if load.all_along:
            regions.setdefault(load.region, []).append(load)
    return tuple(_spread(region, measure, theirs) for region, theirs in regions.items() if len(theirs) > 1 for measure in MEASURES)


def owed(load: Load, found: Iterable[Spread]) -> CarriedDebt:
    """What the next horizon carries on: the member's total beyond the mean of their region, in whole numbers."""
    means = {spread.measure: spread.mean for spread in found if spread.region == load.region and load.all_along}
    beyond = {measure: round(load.total(measure) - means[measure]) if measure in means else 0 for measure in MEASURES}
    return CarriedDebt(person=load.person, **beyond)


def is_night(turn: Turn, zone: tzinfo) -> bool:
    """Whether three hours or more lie between midnight and five on the person's clock."""
    day, last = local_date(turn.works_from, zone), local_date(turn.end, zone)
    while day <= last:
        start, end = instant(datetime.combine(day, time()), zone), instant(datetime.combine(day, NIGHT_ENDS), zone)
        if min(end, turn.end) - max(start, turn.works_from) >= NIGHT_WORK:
            return True
        day += DAY
    return False


def _worked(theirs: Sequence[Turn], zone: tzinfo, free: frozenset[date]) -> dict[Measure, Fraction]:
    """Days count once, however many shifts they have."""
    days = {turn.day for turn in theirs}
    worked = sum((turn.end - turn.works_from for turn in theirs), timedelta(0))
    return {
        "hours": Fraction(worked // timedelta(seconds=1), HOUR // timedelta(seconds=1)),
        "nights": Fraction(sum(is_night(turn, zone) for turn in theirs)),
        "weekends": Fraction(sum(day.weekday() >= SATURDAY for day in days)),
        "holidays": Fraction(len(days & free)),
    }


def _carried(debt: CarriedDebt | None) -> dict[Measure, Fraction]:
    return {measure: Fraction(getattr(debt, measure, 0)) for measure in MEASURES}


def _spread(region: str, measure: Measure, theirs: list[Load]) -> Spread:
    totals = [load.total(measure) for load in theirs]
    return Spread(region=region, measure=measure, least=min(totals), most=max(totals), mean=sum(totals, Fraction(0)) / len(totals))


def _holidays(roster: Roster, country: str, kinds: Iterable[str]) -> frozenset[date]:
    first = roster.horizon.first
    years = range(first.year, (first + timedelta(weeks=roster.horizon.weeks)).year + 1)
    chosen = tuple(kinds)
    if not chosen:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, years=years, categories=chosen))
    except (NotImplementedError, ValueError) as error:
        raise InputError(
            f"roster {roster.name}: the holidays of {country} are not known ({error}); correct `holidays` in its file"
        ) from None
