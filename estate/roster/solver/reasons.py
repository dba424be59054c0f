"""What a roster asks for, piece by piece, in words: a conflict is a set of these."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from estate.catalog.fact import format_duration
from estate.catalog.roster import (
    AverageHours,
    ConsecutiveDays,
    DailyHours,
    NoQuickReturn,
    Rest,
    RestAfterCallOut,
    Roster,
    Rule,
    Weekends,
    WeeklyBlock,
    WeeklyHours,
    WholeWeek,
)
from estate.roster.solver.problem import Owned


@dataclass(frozen=True, kw_only=True, order=True)
class Reason:
    """One thing that is asked for; without it there may be a solution."""

    kind: str
    words: str
    index: int = 0
    """Which of its kind in the roster's file."""
    region: str = ""
    lane: str = ""
    week: date | None = None
    """The Monday, where it is asked for anew in every week."""


HOUR = timedelta(hours=1)
NUMBERS = ("nobody", "one", "two", "three", "four", "five")


def number(count: int) -> str:
    """Small numbers as words."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def span(first: date, last: date) -> str:
    """Days as people say them, such as 11-17 January 2027."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {first:%B %Y}"
    return f"{first.day} {first:%B}{f' {first.year}' if first.year != last.year else ''} to {last.day} {last:%B %Y}"


def for_heads(lane: str, heads: int, week: date) -> Reason:
    """The head-count of a lane in a week."""
    words = f"{number(heads)} in {lane} on every day of {span(week, week + timedelta(days=6))}"
    return Reason(kind="heads", words=words, index=heads, lane=lane, week=week)


@cache
def for_rule(rule: Rule, *, index: int, region: str) -> Reason:
    """A rule, for those whom it protects in a region."""
    dates = f" since {rule.since}" if rule.since else ""
    dates += f" until {rule.until}" if rule.until else ""
    return Reason(kind=rule.kind, words=f"{say(rule)} for {region}{dates}", index=index, region=region)


def hours(length: timedelta) -> str:
    """A length in hours, as contracts and laws have it: 48h and not two days."""
    return f"{length // HOUR}h" if not length % HOUR else format_duration(length)


def say(rule: Rule) -> str:
    """A rule in a few words."""
    match rule:
        case Rest():
            return f"rest of {hours(rule.at_least)} between shifts"
        case RestAfterCallOut():
            return f"rest of {hours(rule.at_least)} after a call-out"
        case DailyHours():
            return f"at most {hours(rule.at_most)} a day"
        case WeeklyHours():
            return f"at most {hours(rule.at_most)} a week"
        case AverageHours():
            most = f"{hours(rule.at_most)} a week" if rule.at_most is not None else "the hours of the contract"
            return f"at most {most} on average over {rule.weeks} weeks"
        case ConsecutiveDays():
            return f"at most {rule.at_most} days in a row"
        case Weekends():
            return f"{rule.at_least} to {rule.at_most} weekend days a month"
        case WeeklyBlock():
            return "one lane a week"
        case WholeWeek():
            return f"the same person in {rule.lane} all week"
        case NoQuickReturn():
            return f"no {rule.before} on the day after {rule.after}"


def for_absence(roster: Roster, index: int) -> Reason:
    """Somebody's days off."""
    absence = roster.absences[index]
    return Reason(kind="absence", words=f"absence of {absence.person} {span(absence.first, absence.last)}", index=index)


def for_joining(person: str, day: date) -> Reason:
    """Somebody who is not there yet."""
    return Reason(kind="joins", words=f"{person} joins on {day}")


def for_leaving(person: str, day: date) -> Reason:
    """Somebody who is not there any more."""
    return Reason(kind="leaves", words=f"{person} leaves on {day}")


def for_busy(person: str, roster: str) -> Reason:
    """Somebody who is on in another roster."""
    return Reason(kind="busy", words=f"{person}'s shifts in {roster}")


def for_call_out(person: str, day: date) -> Reason:
    """Somebody who has been called, and has to rest."""
    return Reason(kind="call_out", words=f"rest of {person} after the call-out of {day}")


def for_override(roster: Roster, index: int) -> Reason:
    """What has been agreed for one shift."""
    override = roster.overrides[index]
    words = f"{override.why}: {override.person} instead of {override.instead_of} in {override.lane} on {override.date}"
    return Reason(kind="override", words=words, index=index)


def for_owner(owned: Owned, index: int) -> Reason:
    """Whoever answers for planned work."""
    return Reason(kind="owner", words=f"{owned.person} on shift when {owned.window} opens on {owned.at:%Y-%m-%d %H:%M} UTC", index=index)


def for_frozen(until: date | None) -> Reason:
    """What has been published, or has begun."""
    return Reason(kind="frozen", words=f"the days before {until} stay as they are in the lock")
