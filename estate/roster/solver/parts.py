"""A roster that falls apart: regions that share no lane have nothing to do with each other, and are solved one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from estate.catalog.roster import Roster
from estate.roster.solver.problem import Problem
from estate.roster.solver.search import Found


def parts(problem: Problem) -> Iterator[Problem]:
    """The problem in independent pieces, in the order of their first lanes."""
    for regions in _together(problem.roster):
        yield replace(problem, roster=_part(problem.roster, regions))


def _together(roster: Roster) -> list[frozenset[str]]:
    """Regions that lanes tie to each other."""
    groups: list[frozenset[str]] = []
    for lane in roster.lanes:
        tied = frozenset(lane.regions).union(*(group for group in groups if group & set(lane.regions)))
        groups = [group for group in groups if not group & tied] + [tied]
    return groups


def _part(roster: Roster, regions: frozenset[str]) -> Roster:
    members = tuple(member for member in roster.members if member.region in regions)
    people = {member.person for member in members}
    about = ("absences", "wishes", "carried", "earlier", "call_outs", "overrides")
    kept = {key: tuple(one for one in getattr(roster, key) if one.person in people) for key in about}
    lanes = tuple(lane for lane in roster.lanes if regions.issuperset(lane.regions))
    return roster.model_copy(update={**kept, "members": members, "lanes": lanes})


def joined(found: list[Found]) -> Found:
    """The pieces' answers as one; the first that has none speaks for all."""
    for one in found:
        if not one.solved:
            return one
    return Found(
        status="optimal" if all(one.status == "optimal" for one in found) else "feasible",
        cost=sum(one.cost for one in found),
        bound=sum(one.bound for one in found),
        works=frozenset[tuple[str, str, date]]().union(*(one.works for one in found)),
        planned=frozenset[tuple[str, str, date]]().union(*(one.planned for one in found)),
    )
