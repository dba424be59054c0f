"""Running the constraint solver so that the same model always gives the same answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from estate.roster.solver.model import Model, Sum, total
from estate.roster.solver.turns import Key

WORKERS = 8
"""Strategies, not cores: interleaved they take turns in a fixed order, so that neither cores nor load change the answer."""
SEED = 20270301
Effort = float
"""The solver's own measure of work, about a second each; unlike seconds it is the same on every machine."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A better solution was found: its cost, and below which bound there is none."""

    cost: int
    bound: int


Status = Literal["optimal", "feasible", "infeasible", "unknown"]
Watch = Callable[[Progress], None]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave: who works what, and who was planned for it; nothing where there is no solution, or none was found."""

    status: Status
    cost: int = 0
    bound: int = 0
    works: frozenset[Key] = frozenset()
    planned: frozenset[Key] = frozenset()


def status_of(solver: cp_model.CpSolver, model: Model, watching: cp_model.CpSolverSolutionCallback | None = None) -> Status:
    """What the solver makes of the model."""
    status = solver.solve(model.cp, watching)
    if status == cp_model.OPTIMAL:
        return "optimal"
    if status == cp_model.FEASIBLE:
        return "feasible"
    return "infeasible" if status == cp_model.INFEASIBLE else "unknown"


def minimise(model: Model, costs: Iterable[Sum], *, effort: Effort, watch: Watch | None = None) -> Found:
    """The cheapest solution that is found with that effort."""
    model.cp.minimize(total(costs))
    return run(model, effort=effort, watch=watch)


def run(model: Model, *, effort: Effort, watch: Watch | None = None) -> Found:
    """A solution of the model; the best one, where it has a cost."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    status = status_of(solver, model, _Watching(watch) if watch else None)
    if status not in ("optimal", "feasible"):
        return Found(status=status)
    return Found(
        status=status,
        cost=round(solver.objective_value),
        bound=round(solver.best_objective_bound),
        works=frozenset(key for key, literal in model.works.items() if solver.boolean_value(literal)),
        planned=frozenset(key for key, literal in model.planned.items() if solver.boolean_value(literal)),
    )


class _Watching(cp_model.CpSolverSolutionCallback):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def on_solution_callback(self) -> None:
        self._watch(Progress(cost=round(self.objective_value), bound=round(self.best_objective_bound)))
