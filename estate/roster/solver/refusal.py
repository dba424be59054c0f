"""A roster that nobody can fill, said in words: what conflicts, and what would have to give."""

from estate.catalog.catalog import Catalog
from estate.errors import InputError
from estate.roster.solver.core import Inquiry, conflict, words
from estate.roster.solver.problem import Problem
from estate.roster.solver.relax import relaxations


class UnfillableError(InputError):
    """Nobody can fill the roster; the text names a smallest conflict and what would resolve it."""


def refuse(problem: Problem, catalog: Catalog, *, impossible: bool) -> InputError:
    """The error for a problem without a solution."""
    name = problem.roster.name
    if not impossible:
        return UnfillableError(f"roster {name}: no solution was found, and none was ruled out; ask for less, or for fewer weeks at once")
    inquiry = Inquiry(problem)
    conflicting = conflict(inquiry)
    lines = [f"roster {name}: nobody can fill it; these cannot all be had:"]
    lines += [f"    {line}" for line in words(conflicting)]
    found = relaxations(problem, catalog, conflicting)
    lines += ["any one of these would do, the cheapest first:"] if found else ["no single step would do"]
    lines += [f"    {one.words}" for one in found]
    lines.append("The lock stays as it is.")
    return UnfillableError("\n".join(lines))
