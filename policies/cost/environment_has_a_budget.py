"""One budget of the whole account, each month; those of services come beside it."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

BUDGET = "aws:budgets/budget:Budget"


def judge(environment: Environment, world: World) -> Verdict:
    """A budget with a filter counts a part of the account."""
    expected = f"expected one of {environment.monthly_budget_usd} USD a month"
    for budget in world.resources.of_type(BUDGET):
        if budget.environment != environment.name or any(True for _ in budget.every("costFilters[*]")):
            continue
        if budget.at("timeUnit").text() == "MONTHLY" and budget.at("budgetType").text() == "COST":
            limit = budget.at("limitAmount").number()
            return passed(budget.title) if limit == environment.monthly_budget_usd else failed(f"{budget.title} is {limit:g}; {expected}")
    return failed(f"nothing holds its costs against a limit; {expected}")
