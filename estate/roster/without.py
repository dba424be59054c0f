"""Whether a roster survives the loss of any one of its members."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from estate.catalog.catalog import Catalog
from estate.catalog.roster import Roster
from estate.roster.solver.core import Inquiry, conflict, words
from estate.roster.solver.parts import parts
from estate.roster.solver.problem import Busy, Problem


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What becomes of a roster without one of its members."""

    person: str
    feasible: bool | None
    """None where it could not be found out with a reasonable effort."""
    conflict: tuple[str, ...] = ()
    """What cannot all be had, where it is not feasible."""


def lost(roster: Roster, catalog: Catalog, *, busy: Sequence[Busy] = ()) -> Iterator[Loss]:
    """Each member taken away in turn, one after the other: for the whole horizon and as if nothing were published yet.

    `busy` are the shifts of the members in other rosters: see `solver.problem.busy_elsewhere`.
    """
    return (_loss(roster, catalog, member.person, busy) for member in roster.members)


def _loss(roster: Roster, catalog: Catalog, person: str, busy: Sequence[Busy]) -> Loss:
    rest = without(roster, person)
    zones = {member.person: catalog.people[member.person].zone for member in rest.members}
    problem = Problem(rest, zones=zones, busy=tuple(one for one in busy if one.person != person))
    undecided = False
    for part in parts(problem):
        inquiry = Inquiry(part)
        status = inquiry.status()
        if status == "infeasible":
            return Loss(person=person, feasible=False, conflict=words(conflict(inquiry)))
        undecided = undecided or status == "unknown"
    return Loss(person=person, feasible=None if undecided else True)


def without(roster: Roster, person: str) -> Roster:
    """The roster as it would be if the person had never been in it."""
    about = ("members", "absences", "wishes", "carried", "earlier", "call_outs")
    kept = {key: tuple(one for one in getattr(roster, key) if one.person != person) for key in about}
    overrides = tuple(one for one in roster.overrides if person not in (one.person, one.instead_of))
    return roster.model_copy(update={**kept, "overrides": overrides, "frozen_until": None})
