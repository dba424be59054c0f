"""Teams to be solved: the reference team, and smaller or stranger ones made of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.roster import Absence, Fairness, Member, Roster, WeeklyHours
from estate.roster.lock import Lock
from estate.roster.solver.problem import Problem, pose
from estate.roster.solver.solve import Solution, solve

HOUR = timedelta(hours=1)
EU, MX = ("cedar", "plane", "olive", "linden", "hornbeam"), ("ahuehuete", "ceiba", "mesquite")
SPARE = {"eu": ("maple", "willow"), "mx": ("rowan", "pine", "ash")}
"""People of other teams, with zones, who may be borrowed."""
NO_MATTER = Fairness(hours=0, nights=0, weekends=0, holidays=0, wishes=0)


@cache
def catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[3] / "catalog")


def reference(**changes: Any) -> Roster:
    return catalog().rosters["operations"].model_copy(update={"overrides": (), "frozen_until": None, **changes})


def plain(**changes: Any) -> Roster:
    """The reference team without anybody's leave or wishes, for four weeks."""
    horizon = reference().horizon.model_copy(update={"weeks": 4})
    return reference(**{"absences": (), "wishes": (), "horizon": horizon, "fairness": NO_MATTER, **changes})


def split(eu: int, mx: int, **changes: Any) -> Roster:
    """The team with so many people in each place, each with 48 hours a week."""
    return plain(members=(*_people("eu", eu), *_people("mx", mx)), **changes)


def _people(region: str, count: int) -> Sequence[Member]:
    own = [member for member in reference().members if member.region == region]
    borrowed = [own[0].model_copy(update={"person": person}) for person in SPARE[region]]
    return [member.model_copy(update={"hours": 48 * HOUR}) for member in (*own, *borrowed)[:count]]


def facts(roster: Roster) -> Catalog:
    return replace(catalog(), rosters={roster.name: roster}, maintenance=())


def posed(roster: Roster, *, old: Lock | None = None, locks: dict[str, Lock] | None = None) -> Problem:
    return pose(roster, facts(roster), locks=locks or {}, old=old)


def solved(roster: Roster, *, old: Lock | None = None, locks: dict[str, Lock] | None = None) -> Solution:
    found = solve(posed(roster, old=old, locks=locks), facts(roster))
    assert isinstance(found, Solution)
    return found


def is_away(person: str, first: str, last: str) -> Absence:
    return Absence.model_validate({"person": person, "first": first, "last": last})


def without_weekly_hours(roster: Roster) -> Roster:
    return roster.model_copy(update={"rules": tuple(rule for rule in roster.rules if not isinstance(rule, WeeklyHours))})


def planned_work(owner: str, start: str) -> MaintenanceWindow:
    """An hour's work on a service of tier 1."""
    told = {"name": "move", "description": "d", "environment": "production", "services": ["checkout"], "length": "1h"}
    return MaintenanceWindow.model_validate({**told, "zone": "Europe/Istanbul", "start": start, "owner": owner})
