"""The best solution of a roster: first with the fewest person-days changed, then the fairest."""

from dataclasses import dataclass, replace

from estate.catalog.catalog import Catalog
from estate.roster.lock import Lock
from estate.roster.solver.build import build
from estate.roster.solver.cost import Cost
from estate.roster.solver.disturbance import Moved, changes, moved
from estate.roster.solver.fairness import unfairness, wishes_missed
from estate.roster.solver.model import Model, total
from estate.roster.solver.parts import joined, parts
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
    pieces = (_search(part, effort=effort, watch=_beside(problem, part, watch)) for part in parts(problem))
    found = joined(list(pieces))
    if not found.solved:
        return Unsolved(impossible=found.status == "infeasible")
    return Solution(lock=as_lock(problem, found, catalog), moved=tuple(moved(problem, found.works, found.planned)))


def _search(problem: Problem, *, effort: Effort, watch: Watch | None) -> Found:
    model = build(problem)
    disturbed = changes(model)
    if disturbed.all_terms:
        least = minimise(model, disturbed, effort=effort)
        if not least.solved:
            return least
        model = build(problem)
        model.cp.add(total(changes(model).all_terms) <= least.cost)
    return minimise(model, _cost(model), effort=effort, watch=watch)


def _beside(problem: Problem, part: Problem, watch: Watch | None) -> Watch | None:
    """Says of which piece the progress is, where there is more than one."""
    if watch is None or len(part.roster.members) == len(problem.roster.members):
        return watch
    regions = " and ".join(sorted({member.region for member in part.roster.members}))
    return lambda progress: watch(replace(progress, part=regions))


def _cost(model: Model) -> Cost:
    return unfairness(model) + model.problem.roster.fairness.wishes * wishes_missed(model)
