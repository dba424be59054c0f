"""Does proving grow linearly with the shifts? Estates of 1, 4 and 16 rosters of 53 weeks, all invariants, in one run.

    .venv/bin/python benchmarks/roster_prove.py

Prints how much longer four times the shifts take; 4.0 is linear. Nothing is solved: the losses of people are another figure.
"""

import gc
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.roster import Roster
from estate.catalog.team import Person
from estate.roster.lock import Answer, Lock, Rotation, Shift, format_lock, made_from
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.prove import prove

SIZES = (1, 4, 16)
ROUNDS = 3
WEEKS = 53
FIRST = date(2027, 3, 1)
DAY = timedelta(days=1)
ISTANBUL = timedelta(hours=3)
REFERENCE = Path(__file__).resolve().parents[1] / "catalog"
LANES = {"morning": (8, 8, "ab"), "afternoon": (15, 8, "cde"), "night": (23, 9, "fgh")}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RULES = (
    {"kind": "rest", "at_least": "11h", "source": "one"},
    {"kind": "daily_hours", "at_most": "11h", "source": "one"},
    {"kind": "weekly_hours", "at_most": "63h", "source": "one"},
    {"kind": "average_hours", "weeks": 4, "source": "one"},
    {"kind": "consecutive_days", "at_most": 7, "source": "one"},
    {"kind": "weekends", "at_least": 2, "at_most": 6, "source": "one"},
    {"kind": "weekly_block", "source": "one"},
    {"kind": "no_quick_return", "after": "afternoon", "before": "morning", "source": "one"},
)


def roster_of(name: str) -> Roster:
    return Roster.model_validate(
        {
            "name": name,
            "team": "operations",
            "description": "One of many.",
            "duty": "shift",
            "coverage": "always",
            "horizon": {"first": FIRST.isoformat(), "weeks": WEEKS},
            "lanes": [
                {"name": lane, "zone": "Europe/Istanbul", "start": f"{start:02}:00", "length": f"{hours}h", "regions": ["eu"]}
                for lane, (start, hours, _) in LANES.items()
            ],
            "members": [{"person": f"{name}-{one}", "region": "eu", "country": "TR", "hours": "45h"} for one in "abcdefgh"],
            "rules": RULES,
        }
    )


def lock_of(roster: Roster, catalog: Catalog) -> Lock:
    """Everybody takes whole weeks in turn: a lock that holds."""
    shifts: list[Shift] = []
    rotations: list[Rotation] = []
    for lane, (start, hours, people) in LANES.items():
        members = tuple(f"{roster.name}-{one}" for one in people)
        rotations += [Rotation(lane=lane, weekday=WEEKDAYS[day], since=FIRST + day * DAY, members=members) for day in range(7)]
        for count in range(7 * WEEKS):
            day = FIRST + count * DAY
            begin = datetime(day.year, day.month, day.day, start, tzinfo=UTC) - ISTANBUL
            who = members[count // 7 % len(members)]
            shifts.append(Shift(start=begin, end=begin + timedelta(hours=hours), lane=lane, date=day, who=who))
    answer = Answer(status="optimal", cost=0, bound=0)
    return Lock(roster=roster.name, made_from=made_from(roster, catalog), answer=answer, shifts=tuple(shifts), rotations=tuple(rotations))


def evidence_of(reference: Catalog, count: int) -> Evidence:
    rosters = {name: roster_of(name) for name in (f"roster-{place:03}" for place in range(count))}
    members = sorted(member.person for roster in rosters.values() for member in roster.members)
    people = {name: Person(name=name, team="operations", zone="Europe/Istanbul") for name in members}
    catalog = replace(reference, rosters=rosters, people=people, teams={}, maintenance=())
    return Evidence(catalog=catalog, cases=_cases(catalog), proved=frozenset(rosters))


def _cases(catalog: Catalog) -> Mapping[str, Case]:
    locks = {name: lock_of(roster, catalog) for name, roster in catalog.rosters.items()}
    return {
        name: Case(roster=catalog.rosters[name], lock=lock, people=catalog.people, before=lock, content=format_lock(lock).encode())
        for name, lock in locks.items()
    }


def seconds_to_prove(evidence: Evidence) -> float:
    """The processor's time for one proof: other work on the machine does not count. Each roster's turns are made anew."""
    fresh = replace(evidence, cases={name: replace(case) for name, case in evidence.cases.items()})
    gc.collect()
    gc.freeze()  # the locks of the other sizes are no garbage of this proof
    begin = time.process_time()
    proof = prove(fresh)
    took = time.process_time() - begin
    gc.unfreeze()
    if proof.violations:
        raise SystemExit(f"the generated locks do not hold, such as: {proof.violations[0]}")
    return took


def main() -> None:
    reference = load_catalog(REFERENCE)
    sizes = {count: evidence_of(reference, count) for count in SIZES}
    shifts = {count: sum(len(case.lock.shifts) for case in evidence.cases.values()) for count, evidence in sizes.items()}
    # Interleaved, the best of each: a machine that is busy for a moment slows one size no more than another.
    rounds = [{count: seconds_to_prove(evidence) for count, evidence in sizes.items()} for _ in range(ROUNDS)]
    best = {count: min(times[count] for times in rounds) for count in SIZES}
    print(f"{os.cpu_count()} cores")
    for count in SIZES:
        print(f"{shifts[count]:>7,} shifts: {best[count]:6.2f} s, {best[count] / shifts[count] * 1e6:5.0f} us a shift")
    for small, large in pairwise(SIZES):
        print(f"x{shifts[large] / shifts[small]:.0f} shifts: {best[large] / best[small]:.1f}x time")


if __name__ == "__main__":
    main()
