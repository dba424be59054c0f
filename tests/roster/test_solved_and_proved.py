"""What the solver makes, the prover proves: neither knows the other."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.roster import Roster
from estate.catalog.team import Person
from estate.roster.lock import Lock, format_lock, parse_lock
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.prove import Proof, prove
from estate.roster.solver.problem import pose
from estate.roster.solver.solve import Solution, solve

ZONES = {
    "north": "Europe/Kyiv",  # an hour forward on 28 March 2027
    "south": "Australia/Sydney",  # an hour back on 4 April 2027
    "steady": "Europe/Istanbul",
    "half": "Asia/Kolkata",
    "both": "Australia/Lord_Howe",  # half an hour back on 4 April 2027
}
# Whatever holds will do: how fair it is takes the solver longer, and proves nothing here.
ANY = {"fairness": dict.fromkeys(("hours", "nights", "weekends", "holidays", "wishes"), 0)}
NIGHT = {"start": "22:00", "length": "8h", "handover": "15m"}


@cache
def reference() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "catalog")


def solved(roster: Roster, catalog: Catalog) -> Lock:
    solution = solve(pose(roster, catalog, locks={}, old=None), catalog)
    assert isinstance(solution, Solution)
    return solution.lock


def proof_of(roster: Roster, catalog: Catalog, lock: Lock) -> Proof:
    content = format_lock(lock).encode()
    case = Case(roster=roster, lock=parse_lock(content, file=f"{roster.name}.lock.yaml"), people=catalog.people, content=content)
    return prove(Evidence(catalog=catalog, cases={roster.name: case}, proved=frozenset({roster.name})))


def of_every_zone(first: str) -> tuple[Roster, Catalog]:
    """A lane by night in each kind of zone, whose people live there."""
    data = {
        "name": "everywhere",
        "team": "operations",
        "description": "A night in each kind of zone.",
        "duty": "shift",
        "coverage": "lanes",
        "horizon": {"first": first, "weeks": 4},
        "lanes": [
            {"name": lane, "zone": zone, "start": "22:00", "length": "8h", "regions": [lane], "handover": "15m"}
            for lane, zone in ZONES.items()
        ],
        "members": [
            {"person": f"{lane}-{one}", "region": lane, "country": "TR", "hours": "45h"} for lane in ZONES for one in ("a", "b", "c")
        ],
        **ANY,
        "rules": [
            {"kind": "rest", "at_least": "11h", "source": "one"},
            {"kind": "weekly_hours", "at_most": "48h", "source": "one"},
            {"kind": "consecutive_days", "at_most": 6, "source": "one"},
        ],
    }
    roster = Roster.model_validate(data)
    people = {member.person: Person(name=member.person, team="operations", zone=ZONES[member.region]) for member in roster.members}
    return roster, replace(reference(), rosters={roster.name: roster}, people=people, teams={}, maintenance=())


@pytest.mark.parametrize("first", ["2027-03-15", "2027-09-20", "2027-10-18"])
def test_lanes_in_each_kind_of_zone_hold_over_their_clock_changes(first: str) -> None:
    roster, catalog = of_every_zone(first)
    lock = solved(roster, catalog)
    assert proof_of(roster, catalog, lock).violations == ()
    assert len({shift.end - shift.start for shift in lock.shifts}) > 1, "no clock changes in this horizon"


@pytest.mark.parametrize("first", ["2027-03-08", "2027-10-11"])
def test_the_reference_team_holds_over_the_clock_changes_of_kyiv(first: str) -> None:
    data = reference().rosters["operations"].model_dump(mode="json")
    roster = Roster.model_validate({**data, "horizon": {"first": first, "weeks": 6}, "absences": [], "wishes": [], "overrides": [], **ANY})
    catalog = replace(reference(), rosters={roster.name: roster}, teams={}, maintenance=())
    proof = proof_of(roster, catalog, solved(roster, catalog))
    assert proof.violations == ()
    assert proof.shifts == 6 * 7 * 3
