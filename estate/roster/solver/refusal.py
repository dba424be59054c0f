"""A roster that nobody can fill, said in words: what conflicts, and what would have to give."""

from collections.abc import Iterator, Sequence

from estate.catalog.catalog import Catalog
from estate.errors import InputError
from estate.roster.solver.core import Inquiry, conflict, words
from estate.roster.solver.parts import parts
from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason
from estate.roster.solver.relax import relaxations
from estate.roster.solver.search import Effort

ENOUGH: Effort = 10.0
"""It is known that there is a conflict; this is to see in which piece."""


class UnfillableError(InputError):
    """Nobody can fill the roster; the text names a smallest conflict and what would resolve it."""


def refuse(problem: Problem, catalog: Catalog, *, impossible: bool) -> InputError:
    """The error for a problem without a solution."""
    name = problem.roster.name
    if not impossible:
        return UnfillableError(f"roster {name}: no solution was found, and none was ruled out; ask for less, or for fewer weeks at once")
    for part in parts(problem):
        inquiry = Inquiry(part)
        if inquiry.status(effort=ENOUGH) == "infeasible":
            return UnfillableError("\n".join(_lines(part, catalog, conflict(inquiry))))
    return UnfillableError(
        f"roster {name}: nobody can fill it, and what conflicts is not found in reasonable time; ask for fewer weeks at once"
    )


def _lines(part: Problem, catalog: Catalog, conflicting: Sequence[Reason]) -> Iterator[str]:
    yield f"roster {part.roster.name}: nobody can fill it; these cannot all be had:"
    yield from (f"    {line}" for line in words(conflicting))
    found = relaxations(part, catalog, conflicting)
    yield "any one of these would do, the cheapest first:" if found else "no single step would do"
    yield from (f"    {one.words}" for one in found)
    yield "The lock stays as it is."
