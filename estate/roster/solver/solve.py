"""The best solution of a roster: first with the fewest person-days changed, then the fairest."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.catalog.catalog import Catalog
from estate.roster.lock import Lock
from estate.roster.solver.build import build
from estate.roster.solver.disturbance import Moved, changes, moved
from estate.roster.solver.fairness import unfairness, wishes_missed
from estate.roster.solver.model import Model, Sum, total
from estate.roster.solver.problem import Problem
from estate.roster.solver.result import as_lock
from estate.roster.solver.search import Effort, Found, Watch, minimise

EFFORT: Effort = 60.0


@dataclass(frozen=True, kw_only=True)
class Solution:
    """A lock, and what it changes for whom."""

    lock: Lock
    moved: tuple[Moved, ...]

    @property
    def disturbance(self) -> int:
        """Changed person-days."""
        return sum(one.days for one in self.moved)


@dataclass(frozen=True, kw_only=True)
class Unsolved:
    """No solution: there is none, or the effort was not enough to find one."""

    impossible: bool


def solve(problem: Problem, catalog: Catalog, *, effort: Effort = EFFORT, watch: Watch | None = None) -> Solution | Unsolved:
    """The solution of a problem: the same one every time."""
    found = _search(build(problem), effort=effort, watch=watch)
    if found.status in ("infeasible", "unknown"):
        return Unsolved(impossible=found.status == "infeasible")
    return Solution(lock=as_lock(problem, found, catalog), moved=tuple(moved(problem, found.works)))


def _search(model: Model, *, effort: Effort, watch: Watch | None) -> Found:
    disturbed = list(changes(model))
    if disturbed:
        least = minimise(model, disturbed, effort=effort)
        if least.status in ("infeasible", "unknown"):
            return least
        model.cp.add(total(disturbed) <= least.cost)
        for key, literal in model.works.items():
            model.cp.add_hint(literal, key in least.works)
    return minimise(model, _costs(model), effort=effort, watch=watch)


def _costs(model: Model) -> Iterator[Sum]:
    yield from unfairness(model)
    yield from (model.problem.roster.fairness.wishes * missed for missed in wishes_missed(model))
