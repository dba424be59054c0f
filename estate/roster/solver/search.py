"""Running the constraint solver so that the same model always gives the same answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ortools.sat.python import cp_model

from estate.roster.solver.cost import Cost
from estate.roster.solver.model import Model, total
from estate.roster.solver.turns import Key

WORKERS = 8
"""Strategies, not cores: interleaved they take turns in a fixed order, so that neither cores nor load change the answer."""
SEED = 20270301
Effort = float
"""The solver's own measure of work, about a second each; unlike seconds it is the same on every machine."""
ATTEMPT: Effort = 0.5
"""For each thousand turns among which is to be chosen."""
MOST = 10**9
"""More than any roster costs."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A better solution was found: its cost, and below which bound there is none."""

    cost: int
    bound: int
    part: str = ""
    """Of which regions, where a roster is solved piece by piece."""


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

    @property
    def solved(self) -> bool:
        """Whether there is a solution."""
        return self.status in ("optimal", "feasible")


def status_of(solver: cp_model.CpSolver, model: Model, watching: cp_model.CpSolverSolutionCallback | None = None) -> Status:
    """What the solver makes of the model."""
    status = solver.solve(model.cp, watching)
    if status == cp_model.OPTIMAL:
        return "optimal"
    if status == cp_model.FEASIBLE:
        return "feasible"
    return "infeasible" if status == cp_model.INFEASIBLE else "unknown"


def quick(effort: Effort) -> cp_model.CpSolver:
    """One strategy that leans on linear relaxations: they see at once that heads, hours and blocks do not add up."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver


def restless(effort: Effort) -> cp_model.CpSolver:
    """The same, with another heuristic whenever one leads nowhere: in large rosters it finds what the one strategy does not."""
    solver = quick(effort)
    solver.parameters.search_branching = cp_model.PORTFOLIO_SEARCH
    return solver


def thorough(effort: Effort) -> cp_model.CpSolver:
    """Many strategies that learn from each other."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver


Strategy = Callable[[Effort], cp_model.CpSolver]


def minimise(model: Model, cost: Cost, *, effort: Effort, watch: Watch | None = None) -> Found:
    """The cheapest solution that is found with that effort.

    A solution that costs no more than a given number is found far sooner than the cheapest one is. So first numbers are
    tried, from the bound that is known up; what is left between a solution and the bound is searched after that.
    """
    search = _Search(model, cost)
    little = min(effort, ATTEMPT * max(1.0, len(model.works) / 1000))
    best = search.attempt(cost.at_least, effort=little)
    if not best.solved:
        best = search.attempt(MOST, effort=effort)
        if best.solved:
            search.lift(effort=little / 4)
            best = _nearer(search, best, effort=little)
    if best.solved and watch:
        watch(Progress(cost=best.cost, bound=search.bound))
    if not best.solved:
        return best
    if best.cost <= search.bound:
        return replace(best, status="optimal", bound=best.cost)
    return search.improve(best, effort=effort, watch=watch)


def _nearer(search: "_Search", best: Found, *, effort: Effort) -> Found:
    """The best solution that a few attempts find: ever farther from the bound until there is one, then halfway between the two."""
    step = 1
    while best.solved and best.cost > search.bound:
        target = min(search.bound + step - 1, (search.bound + best.cost) // 2)
        found = search.attempt(target, effort=effort, strategies=(restless, quick))
        if found.solved:
            best, step = found, 1
        elif found.status == "unknown":
            break
        else:
            step *= 2
    return best


class _Search:
    """A model with its cost as a variable, and the bound as far as it is known."""

    def __init__(self, model: Model, cost: Cost) -> None:
        self._least = cost.at_least
        self.bound = self._least
        self._parts = cost.parts
        self._model = model
        self._cost = model.cp.new_int_var(cost.at_least, MOST, "cost")
        self._total = total(cost.all_terms)
        model.cp.add(self._total <= self._cost)

    def attempt(self, target: int, *, effort: Effort, strategies: Sequence[Strategy] = (quick,)) -> Found:
        """Any solution that costs no more than the target, by the first strategy that finds one or rules it out."""
        self._limit(target)
        found = Found(status="unknown")
        for strategy in strategies:
            found = self._run(strategy(effort))
            if found.status != "unknown":
                break
        if found.status == "infeasible" and target < MOST:
            self.bound = target + 1
        return found

    def lift(self, *, effort: Effort) -> None:
        """Finds out how small each part can be by itself, and so how small all of them together cannot."""
        gained = 0
        for part in self._parts:
            least = part.at_least
            while self._is_too_little(part.variable, least, effort):
                least += 1
            self._bounds(part.variable, least, part.at_most)
            gained += part.weight * (least - part.at_least)
        self.bound = max(self.bound, self._least + gained)

    def _is_too_little(self, variable: cp_model.IntVar, most: int, effort: Effort) -> bool:
        self._bounds(variable, most, most)
        self._bounds(self._cost, 0, MOST)
        return self._run(quick(effort)).status == "infeasible"

    def improve(self, known: Found, *, effort: Effort, watch: Watch | None) -> Found:
        """The cheapest solution from a known one on."""
        self._limit(known.cost)
        self._model.cp.clear_hints()
        for key, literal in self._model.works.items():
            self._model.cp.add_hint(literal, key in known.works)
        self._model.cp.minimize(self._cost)
        found = self._run(thorough(effort), watch)
        return found if found.solved else replace(known, status="feasible", bound=self.bound)

    def _limit(self, target: int) -> None:
        self._bounds(self._cost, self.bound, target)

    def _bounds(self, variable: cp_model.IntVar, least: int, most: int) -> None:
        self._model.cp.proto.variables[variable.index].domain[:] = [least, most]

    def _run(self, solver: cp_model.CpSolver, watch: Watch | None = None) -> Found:
        status = status_of(solver, self._model, _Watching(watch) if watch else None)
        if status not in ("optimal", "feasible"):
            return Found(status=status)
        return Found(
            status=status,
            cost=solver.value(self._total),
            bound=round(solver.best_objective_bound),
            works=frozenset(key for key, literal in self._model.works.items() if solver.boolean_value(literal)),
            planned=frozenset(key for key, literal in self._model.planned.items() if solver.boolean_value(literal)),
        )


class _Watching(cp_model.CpSolverSolutionCallback):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def on_solution_callback(self) -> None:
        self._watch(Progress(cost=round(self.objective_value), bound=round(self.best_objective_bound)))
