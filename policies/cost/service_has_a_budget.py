"""A fact of the catalog, and the budget in the account that follows from it."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

BUDGET = "aws:budgets/budget:Budget"
FIRST_TIER = 1


def judge(service: Service, world: World) -> Verdict:
    """The budget counts what carries the service's tag."""
    if service.tier > FIRST_TIER:
        return not_applicable(f"its tier is {service.tier}; it asks for those of tier {FIRST_TIER}")
    if service.budget is None:
        return failed("the catalog has no budget for it; expected budget.monthly_usd")
    wanted = f"user:service${service.name}"
    for budget in world.resources.of_type(BUDGET):
        if budget.environment == world.environment and wanted in (value.text() for value in budget.every("costFilters[*].values[*]")):
            return passed(budget.title)
    return failed(f"no budget of the account counts {wanted}; expected a Budget with this cost filter")
