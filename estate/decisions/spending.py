"""What an environment and its services may cost, and who is told."""

from dataclasses import dataclass
from fractions import Fraction

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment

ANOMALY_SHARE = Fraction(1, 20)  # of a month's budget: about one and a half days of it, in one unexpected rise
SMALLEST_ANOMALY_USD = 20  # below that a rise is noise whatever the budget


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A month's budget: of a service, or of all that the account costs."""

    monthly_usd: int
    email: str
    """Who is told."""
    service: str | None
    """The value of the tag `service`; none: everything."""


def limits(catalog: Catalog, environment: Environment) -> tuple[Limit, ...]:
    """The environment's own budget, told to the platform team, then the services' that have one, told to their owners."""
    platform = catalog.teams[catalog.organisation.platform_team]
    whole = Limit(monthly_usd=environment.monthly_budget_usd, email=platform.email, service=None)
    services = (
        Limit(monthly_usd=one.budget.monthly_usd, email=catalog.teams[one.owner].email, service=one.name)
        for one in catalog.services_in(environment)
        if one.budget is not None
    )
    return (whole, *services)


def anomaly_usd(environment: Environment) -> int:
    """The unexpected rise that is worth a mail, in US dollars: a twentieth of the month's budget."""
    return max(SMALLEST_ANOMALY_USD, int(environment.monthly_budget_usd * ANOMALY_SHARE))
