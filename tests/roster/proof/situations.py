"""Three small rosters with locks that were written by hand, over the clock change of Kyiv on 28 March 2027.

Kyiv is two hours ahead of UTC before 2027-03-28T01:00Z and three after it. Two teams of two take turns: in even weeks ash has
the day and birch the late lane of `shop`, in odd weeks cedar and dogwood; whoever of ash and cedar is off has the standby of
`backup`. `desk` is elm's, in office hours.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Weekday
from estate.catalog.load import load_catalog
from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.roster import Roster
from estate.catalog.team import Person, Team
from estate.roster.lock import Answer, Lock, Rotation, Shift, format_lock, made_from
from estate.roster.proof.evidence import Case, Evidence, Form
from estate.roster.proof.prove import Proof, prove

FIRST = date(2027, 3, 1)
WEEKS = 10
DAY = timedelta(days=1)
CHANGE = datetime(2027, 3, 28, 1, tzinfo=UTC)
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SHOP = {
    "name": "shop",
    "team": "store",
    "description": "Two lanes of twelve hours.",
    "duty": "shift",
    "coverage": "always",
    "horizon": {"first": "2027-03-01", "weeks": WEEKS},
    "lanes": [
        {"name": "day", "zone": "Europe/Kyiv", "start": "08:00", "length": "12h", "regions": ["eu"], "skills": ["keys"], "handover": "15m"},
        {"name": "late", "zone": "Europe/Kyiv", "start": "20:00", "length": "12h", "regions": ["eu"]},
    ],
    "members": [
        {"person": "ash", "region": "eu", "country": "UA", "hours": "43h", "skills": ["keys"]},
        {"person": "birch", "region": "eu", "country": "UA", "hours": "43h"},
        {"person": "cedar", "region": "eu", "country": "UA", "hours": "43h", "skills": ["keys"]},
        {"person": "dogwood", "region": "eu", "country": "TR", "hours": "43h"},
        {"person": "fir", "region": "mx", "country": "MX", "hours": "43h", "skills": ["keys"]},
        {"person": "gum", "region": "eu", "country": "TR", "hours": "43h"},
    ],
    "rules": [
        # On 28 March the morning comes an hour early.
        {"kind": "rest", "at_least": "10h", "source": "the rest"},
        {"kind": "daily_hours", "at_most": "13h", "source": "the day"},
        {"kind": "weekly_hours", "at_most": "86h", "source": "the week"},
        {"kind": "average_hours", "weeks": 2, "source": "the contract"},
        {"kind": "consecutive_days", "at_most": 7, "source": "the row"},
        {"kind": "weekends", "at_most": 4, "source": "the most weekends"},
        {"kind": "weekly_block", "source": "the block"},
        {"kind": "whole_week", "lane": "day", "source": "the whole week"},
        {"kind": "no_quick_return", "after": "late", "before": "day", "source": "the return"},
    ],
    "holidays": {"UA": ["workday"], "TR": ["public"]},
}
BACKUP = {
    "name": "backup",
    "team": "spare",
    "description": "A standby a week.",
    "duty": "standby",
    "coverage": "always",
    "horizon": {"first": "2027-03-01", "weeks": WEEKS},
    "lanes": [{"name": "standby", "zone": "Europe/Kyiv", "start": "07:00", "length": "24h", "regions": ["eu"]}],
    "members": [
        {"person": "ash", "region": "eu", "country": "UA", "hours": "40h"},
        {"person": "cedar", "region": "eu", "country": "UA", "hours": "40h"},
    ],
    "rules": [
        {"kind": "whole_week", "lane": "standby", "source": "the standby's week"},
        {"kind": "rest_after_call_out", "at_least": "11h", "source": "the rest after a call"},
    ],
}
DESK = {
    "name": "desk",
    "team": "store",
    "description": "Office hours.",
    "duty": "standby",
    "coverage": "lanes",
    "horizon": {"first": "2027-03-01", "weeks": WEEKS},
    "lanes": [
        {
            "name": "office",
            "zone": "Europe/Kyiv",
            "start": "09:00",
            "length": "8h",
            "regions": ["eu"],
            "heads_on": {"saturday": 0, "sunday": 0},
        }
    ],
    "members": [{"person": "elm", "region": "eu", "country": "UA", "hours": "40h"}],
}
TEAMS = {
    "store": {"in_hours": "desk", "levels": ["shop", "backup"], "escalate_after": "10m"},
    "spare": {"levels": ["shop", "backup"], "escalate_after": "10m"},
}
ZONES = {"dogwood": "Europe/Istanbul", "gum": "Europe/Istanbul", "fir": "America/Mexico_City"}
TURNS = {"day": ("ash", "cedar"), "late": ("birch", "dogwood"), "standby": ("cedar", "ash"), "office": ("elm",)}
HOURS = {"day": (8, 12), "late": (20, 12), "standby": (7, 24), "office": (9, 8)}


def kyiv(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a time in Kyiv, on paper: the offsets of the table above."""
    wall = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    return wall - timedelta(hours=2) if wall - timedelta(hours=2) < CHANGE else wall - timedelta(hours=3)


def dates() -> list[date]:
    return [FIRST + count * DAY for count in range(7 * WEEKS)]


def shift_of(lane: str, day: date) -> Shift:
    people = TURNS[lane]
    start, length = HOURS[lane]
    return Shift(
        start=kyiv(day, start),
        end=kyiv(day, start + length),
        lane=lane,
        date=day,
        who=people[(day - FIRST).days // 7 % len(people)],
        handover_minutes=15 if lane == "day" else 0,
    )


def _lanes(roster: str) -> Iterator[tuple[str, date]]:
    lanes = {"shop": ("day", "late"), "backup": ("standby",), "desk": ("office",)}[roster]
    return ((lane, day) for lane in lanes for day in dates() if lane != "office" or day.weekday() < 5)


def _rotations(roster: str) -> tuple[Rotation, ...]:
    seats = dict.fromkeys((lane, day.weekday()) for lane, day in _lanes(roster))
    return tuple(
        Rotation(lane=lane, weekday=WEEKDAYS[place], since=FIRST + place * DAY, members=TURNS[lane]) for lane, place in sorted(seats)
    )


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Locks and a catalog, to be broken in one place."""

    catalog: Catalog
    locks: Mapping[str, Lock]
    before: Mapping[str, Lock] = field(default_factory=dict)
    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()

    def with_roster(self, name: str, **changes: object) -> "Situation":
        """The roster says something else; its lock is still the answer to it."""
        roster = Roster.model_validate({**self.catalog.rosters[name].model_dump(mode="json"), **changes})
        return replace(self, catalog=replace(self.catalog, rosters={**self.catalog.rosters, name: roster}))

    def with_rules(self, name: str, **limits: Mapping[str, object] | None) -> "Situation":
        """The rules of that kind say something else; None takes them out."""
        rules = [rule.model_dump(mode="json", exclude_defaults=True) for rule in self.catalog.rosters[name].rules]
        kept = [rule for rule in rules if limits.get(rule["kind"], rule) is not None]
        return self.with_roster(name, rules=[{**rule, **(limits.get(rule["kind"]) or {})} for rule in kept])

    def with_lock(self, name: str, lock: Lock) -> "Situation":
        return replace(self, locks={**self.locks, name: lock})

    def with_shifts(self, name: str, change: Callable[[Shift], Shift | None]) -> "Situation":
        """Each shift as `change` gives it back, or without it."""
        changed = tuple(new for shift in self.locks[name].shifts if (new := change(shift)))
        return self.with_lock(name, self.locks[name].model_copy(update={"shifts": changed}))

    def with_who(self, name: str, who: Mapping[tuple[str, date], str]) -> "Situation":
        """Other people in some shifts; the rotations and the plan follow."""
        return self.with_shifts(name, lambda shift: shift.model_copy(update={"who": who.get((shift.lane, shift.date), shift.who)}))

    def sealed(self, name: str) -> Lock:
        roster = self.catalog.rosters[name]
        return (
            self.locks[name] if name in self.stale else self.locks[name].model_copy(update={"made_from": made_from(roster, self.catalog)})
        )

    def evidence(self) -> Evidence:
        cases = {
            name: Case(
                roster=self.catalog.rosters[name],
                lock=self.sealed(name),
                people=self.catalog.people,
                before=self.before.get(name),
                content=self.contents.get(name, format_lock(self.sealed(name)).encode()),
                forms=self.forms.get(name, ()),
            )
            for name in self.locks
        }
        return Evidence(catalog=self.catalog, cases=cases, proved=frozenset(cases))

    def proof(self) -> Proof:
        return prove(self.evidence())


@cache
def _reference() -> Catalog:
    return load_catalog(Path(__file__).parents[3] / "catalog")


def good() -> Situation:
    """Nothing is wrong with it."""
    rosters = {roster.name: roster for roster in map(Roster.model_validate, (SHOP, BACKUP, DESK))}
    names = sorted({member.person for roster in rosters.values() for member in roster.members})
    people = {name: Person(name=name, team="store", zone=ZONES.get(name, "Europe/Kyiv")) for name in names}
    teams = {
        name: Team.model_validate(
            {"name": name, "description": "One.", "cost_centre": "OPS-100", "email": f"{name}@shop.example", "on_call": on_call}
        )
        for name, on_call in TEAMS.items()
    }
    window = MaintenanceWindow.model_validate(
        {
            "name": "disks",
            "description": "Larger ones.",
            "environment": "production",
            "services": ["checkout"],
            "start": "2027-03-03T10:00",
            "zone": "Europe/Kyiv",
            "length": "2h",
            "owner": "ash",
        }
    )
    catalog = replace(_reference(), rosters=rosters, people=people, teams=teams, maintenance=(window,))
    return Situation(catalog=catalog, locks={name: _lock(name) for name in rosters})


def _lock(name: str) -> Lock:
    answer = Answer(status="optimal", cost=0, bound=0)
    shifts = tuple(shift_of(lane, day) for lane, day in _lanes(name))
    return Lock(roster=name, made_from="", answer=answer, shifts=shifts, rotations=_rotations(name))
