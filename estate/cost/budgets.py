"""What is over its budget. A budget is of AWS alone, as the budgets in the accounts are; vendors send their own bills."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from estate.catalog.catalog import Catalog
from estate.cost.bill import Bill
from estate.cost.model import Amount, Group, Heading, Owner


@dataclass(frozen=True, kw_only=True)
class Budgeted:
    """A budget beside what is known to be spent: no sum is ever all of it while something has no price."""

    environment: str
    service: str | None
    """None: everything in the environment."""
    budget_usd_monthly: Decimal
    usd_monthly: Amount
    complete: bool
    file: str

    @property
    def over_usd_monthly(self) -> Decimal:
        """By how much even the least that it costs is over; zero when it is not."""
        return max(self.usd_monthly.at_least - self.budget_usd_monthly, Decimal(0))

    @property
    def over_at_most_usd_monthly(self) -> Decimal:
        """By how much the most that it can cost is over; zero when it is not."""
        return max(self.usd_monthly.at_most - self.budget_usd_monthly, Decimal(0))


def budgets(bill: Bill, catalog: Catalog) -> tuple[Budgeted, ...]:
    """Every budget of the environments that are on the bill, those of environments first."""
    return tuple(found for name in bill.environments for found in _of(name, bill.of(name), catalog))


def _of(name: str, bill: Bill, catalog: Catalog) -> Iterator[Budgeted]:
    environment = catalog.environments.get(name)
    if environment is None:
        return
    aws = without_vendors(bill)
    whole = Decimal(environment.monthly_budget_usd)
    yield _budgeted(name, None, whole, aws, f"catalog/environments/{name}.yaml")
    for service in catalog.services_in(environment):
        if service.budget is not None:
            own = aws.owned_by(Owner(heading=Heading.SERVICE, name=service.name))
            yield _budgeted(name, service.name, Decimal(service.budget.monthly_usd), own, f"catalog/services/{service.name}.yaml")


def without_vendors(bill: Bill) -> Bill:
    """What AWS charges for."""
    return Bill(positions=tuple(one for one in bill.positions if one.type.startswith("aws:")))


def _budgeted(environment: str, service: str | None, limit: Decimal, bill: Bill, file: str) -> Budgeted:
    return Budgeted(
        environment=environment,
        service=service,
        budget_usd_monthly=limit,
        usd_monthly=bill.usd_monthly,
        complete=not bill.group(Group.USAGE) and not bill.group(Group.UNPRICED),
        file=file,
    )
