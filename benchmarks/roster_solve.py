"""How fast rosters are solved, and how little a leaver disturbs.

Twelve weeks of the reference team of eight; twenty-six weeks of three such teams in one roster, three heads in each lane; and
each member of the reference team leaving at the end of the fourth week. Each with the processor's time, which other work on
the machine does not lengthen, and the time on the wall, which it does.

    .venv/bin/python benchmarks/roster_solve.py
"""

import os
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.roster import Roster
from estate.roster.leaving import left
from estate.roster.lock import Lock
from estate.roster.solver.problem import pose
from estate.roster.solver.solve import Solution, solve

ROOT = Path(__file__).resolve().parents[1]
TEAM = "operations"
MOST_SECONDS = 5
LARGE_WEEKS, LARGE_TIMES, LARGE_SECONDS, LARGE_GAP = 26, 3, 60, 5
LEAVES_AFTER = timedelta(weeks=4)
MOST_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A solution, and the seconds that it took."""

    solution: Solution
    processor: float
    wall: float

    def __str__(self) -> str:
        answer = self.solution.lock.answer
        gap = 100 * (answer.cost - answer.bound) / max(answer.cost, 1)
        found = f"{answer.status}, cost {answer.cost}, bound {answer.bound}, gap {gap:.1f} %"
        return f"{found}; {self.processor:.1f} s of processor, {self.wall:.1f} s"


def main() -> None:
    catalog = load_catalog(ROOT / "catalog")
    team = catalog.rosters[TEAM].model_copy(update={"frozen_until": None, "overrides": ()})
    print(f"{len(os.sched_getaffinity(0))} cores")
    first = taken(team, catalog, old=None)
    print(f"{team.horizon.weeks} weeks x {len(team.members)} people (optimal within {MOST_SECONDS} s): {first}")
    large, larger_catalog = enlarged(team, catalog)
    print(
        f"{large.horizon.weeks} weeks x {len(large.members)} people (a gap under {LARGE_GAP} % in {LARGE_SECONDS} s): "
        f"{taken(large, larger_catalog, old=None)}"
    )
    if first is None:
        return
    for member in team.members:
        leaver = left(team, member.person, team.horizon.first + LEAVES_AFTER)
        again = taken(leaver, catalog, old=first.solution.lock)
        changed = f"{again.solution.disturbance} person-days change (at most {MOST_DAYS}); {again}" if again else "nobody can fill the rest"
        print(f"{member.person} leaves: {changed}")


def taken(roster: Roster, catalog: Catalog, *, old: Lock | None) -> Taken | None:
    """One solution from the catalog's facts to the lock; None where there is none."""
    wall, processor = time.perf_counter(), time.process_time()
    solution = solve(pose(roster, catalog, locks={}, old=old), catalog)
    if not isinstance(solution, Solution):
        return None
    return Taken(solution=solution, processor=time.process_time() - processor, wall=time.perf_counter() - wall)


def enlarged(team: Roster, catalog: Catalog) -> tuple[Roster, Catalog]:
    """The team and its head-counts several times over, for longer; and a catalog that knows the people."""
    names = {member.person: [f"{member.person}-{place}" for place in range(LARGE_TIMES)] for member in team.members}
    members = tuple(member.model_copy(update={"person": name}) for member in team.members for name in names[member.person])
    people = {name: catalog.people[person].model_copy(update={"name": name}) for person, copies in names.items() for name in copies}
    spans = {
        key: tuple(one.model_copy(update={"person": name}) for one in getattr(team, key) for name in names[one.person][:1])
        for key in ("absences", "wishes")
    }
    lanes = tuple(lane.model_copy(update={"heads": lane.heads * LARGE_TIMES}) for lane in team.lanes)
    horizon = team.horizon.model_copy(update={"weeks": LARGE_WEEKS})
    large = team.model_copy(update={"members": members, "lanes": lanes, "horizon": horizon, **spans})
    return large, replace(catalog, people={**catalog.people, **people})


if __name__ == "__main__":
    main()
