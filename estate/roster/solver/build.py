"""The whole model of a problem: what holds always, and what is asked for."""

from collections.abc import Collection, Iterator

from estate.roster.solver.model import Asked, Model
from estate.roster.solver.presence import everybody_is_there, one_at_a_time
from estate.roster.solver.problem import Problem
from estate.roster.solver.reasons import Reason
from estate.roster.solver.rules import all_rules
from estate.roster.solver.staffing import frozen, heads, overrides, owners


def asked(model: Model) -> Asked:
    """Everything that could be given up, with its reason; the order is the one in which conflicts are told."""
    for part in (heads, everybody_is_there, frozen, owners, overrides, all_rules):
        yield from part(model)


def build(problem: Problem, *, without: Collection[Reason] = frozenset()) -> Model:
    """The model of a problem, less what is asked for those reasons."""
    model = Model(problem)
    for constraint in one_at_a_time(model):
        model.cp.add(constraint)
    for reason, constraint in asked(model):
        if reason not in without:
            model.cp.add(constraint)
    return model


def reasons(problem: Problem) -> Iterator[Reason]:
    """Every reason once."""
    yield from dict.fromkeys(reason for reason, _ in asked(Model(problem)))
