"""What may be spent, and who is told."""

from dataclasses import replace

import pytest

from estate.decisions.spending import anomaly_usd, limits
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


def test_the_whole_account_has_a_budget_that_the_platform_team_hears_of() -> None:
    whole = limits(CATALOG, CATALOG.environments["production"])[0]
    assert (whole.service, whole.monthly_usd, whole.email) == (None, 18_000, "platform@astronomy-shop.example")


def test_a_service_with_a_budget_tells_its_owner() -> None:
    checkout = next(limit for limit in limits(CATALOG, CATALOG.environments["production"]) if limit.service == "checkout")
    assert (checkout.monthly_usd, checkout.email) == (400, "storefront@astronomy-shop.example")


def test_a_service_without_a_budget_has_no_limit() -> None:
    assert "sales-report" not in {limit.service for limit in limits(CATALOG, CATALOG.environments["production"])}


def test_a_service_that_does_not_run_here_has_no_limit_here() -> None:
    checkout = CATALOG.services["checkout"].model_copy(update={"maturity": "poc"})
    catalog = replace(CATALOG, services={**CATALOG.services, "checkout": checkout})
    assert "checkout" not in {limit.service for limit in limits(catalog, CATALOG.environments["production"])}


@pytest.mark.parametrize(
    ("budget", "rise"),
    [pytest.param(18_000, 900, id="a twentieth"), pytest.param(401, 20, id="whole dollars"), pytest.param(100, 20, id="never noise")],
)
def test_a_rise_is_worth_a_mail_from_a_twentieth_of_the_budget(budget: int, rise: int) -> None:
    environment = CATALOG.environments["dev"].model_copy(update={"monthly_budget_usd": budget})
    assert anomaly_usd(environment) == rise
