"""What PagerDuty is told of the reference estate's services, announced work and severe incidents."""

from dataclasses import replace
from datetime import timedelta

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.maintenance import MaintenanceWindow
from estate.roster.pagerduty.errors import PagerDutyError
from estate.roster.pagerduty.maintenance import Window, windows
from estate.roster.pagerduty.services import PagedService, paged_services
from estate.roster.pagerduty.workflows import workflows
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


def every_service() -> list[PagedService]:
    return [one for environment in CATALOG.environments.values() for one in paged_services(CATALOG, environment).values()]


def of_tier(tier: int, environment: str) -> PagedService:
    found = paged_services(CATALOG, CATALOG.environments[environment])
    return next(one for name, one in found.items() if CATALOG.services[name].tier == tier)


@pytest.mark.parametrize(
    ("tier", "environment", "urgency", "in_hours"),
    [
        pytest.param(1, "production", "severity_based", False, id="revenue stops: at any hour"),
        pytest.param(2, "production", "severity_based", False, id="customers notice: at any hour"),
        pytest.param(3, "production", "severity_based", True, id="nobody outside notices yet: in business hours"),
        pytest.param(1, "staging", "low", False, id="a rehearsal wakes nobody"),
        pytest.param(1, "dev", "low", False, id="nor does a workshop"),
    ],
)
def test_only_production_calls_and_the_third_tier_in_business_hours(tier: int, environment: str, urgency: str, *, in_hours: bool) -> None:
    service = of_tier(tier, environment)
    assert (service.urgency, service.support_hours is not None) == (urgency, in_hours)


def test_support_hours_are_the_organisation_s() -> None:
    hours = of_tier(3, "production").support_hours
    assert hours
    assert (hours.zone, hours.days, hours.start, hours.end) == ("Europe/Istanbul", (1, 2, 3, 4, 5), "09:00:00", "18:00:00")


def test_every_service_is_within_the_limits() -> None:
    services = every_service()
    assert len({service.name for service in services}) == len(services) > len(CATALOG.services)
    # The SDK's annotations: a pause of one of five lengths, a window of 5 minutes to an hour, and at least one field to group by.
    assert {service.pause_seconds for service in services} <= {None, 120, 180, 300, 600, 900}
    assert all(300 <= service.grouping_seconds <= 3600 and service.grouped_by for service in services)
    assert all(
        one == "null" or int(one) > 0 for service in services for one in (service.acknowledgement_timeout, service.auto_resolve_timeout)
    )


def test_nothing_that_wakes_people_is_held_back_or_closed_by_itself() -> None:
    first = of_tier(1, "production")
    assert (first.pause_seconds, first.auto_resolve_timeout, first.acknowledgement_timeout) == (None, "null", "1800")


def test_a_service_whose_owner_is_never_called_is_refused() -> None:
    deaf = replace(CATALOG, teams={**CATALOG.teams, "storefront": CATALOG.teams["storefront"].model_copy(update={"on_call": None})})
    with pytest.raises(PagerDutyError, match=r"team storefront owns checkout and has no on_call in teams/storefront\.yaml"):
        paged_services(deaf, CATALOG.environments["production"])


def announced(**changes: object) -> Catalog:
    given = {
        "name": "upgrade",
        "description": "Of the database.",
        "environment": "production",
        "services": ("checkout",),
        "start": "2027-01-10T06:00",
        "zone": "Europe/Kyiv",
        "length": timedelta(hours=2),
        **changes,
    }
    return replace(CATALOG, maintenance=(MaintenanceWindow.model_validate(given),))


def the_window(**changes: object) -> Window:
    (window,) = windows(announced(**changes))
    return window


@pytest.mark.parametrize(
    ("start", "zone", "expected"),
    [
        pytest.param("2027-01-10T06:00", "Europe/Kyiv", ("2027-01-10T04:00:00Z", "2027-01-10T06:00:00Z"), id="winter"),
        pytest.param("2027-07-10T06:00", "Europe/Kyiv", ("2027-07-10T03:00:00Z", "2027-07-10T05:00:00Z"), id="summer"),
        # Kyiv's clocks go from 03:00 to 04:00 on 28 March 2027, at 01:00 UTC.
        pytest.param("2027-03-28T03:30", "Europe/Kyiv", ("2027-03-28T01:00:00Z", "2027-03-28T03:00:00Z"), id="a time that the clocks skip"),
    ],
)
def test_a_window_is_told_in_utc(start: str, zone: str, expected: tuple[str, str]) -> None:
    window = the_window(start=start, zone=zone)
    assert (window.start, window.end) == expected


def test_a_window_before_the_horizon_is_over() -> None:
    first = min(roster.horizon.first for roster in CATALOG.rosters.values())
    assert not list(windows(announced(start=f"{first - timedelta(days=1)}T06:00")))
    assert list(windows(announced(start=f"{first}T06:00")))


def test_a_window_names_the_services_that_run_there() -> None:
    trial = CATALOG.services["email"].model_copy(update={"maturity": "poc"})
    services = {**CATALOG.services, "email": trial}
    both, alone = announced(services=("checkout", "email")), announced(services=("email",))
    (window,) = windows(replace(both, services=services))
    assert window.services == ("checkout",)
    assert not list(windows(replace(alone, services=services)))


def test_the_two_severe_priorities_have_a_workflow_each() -> None:
    made = workflows(CATALOG.organisation)
    assert [one.condition for one in made] == ["incident.priority matches 'P1'", "incident.priority matches 'P2'"]
    assert "within 5m" in made[0].message
    assert "{{current_date}}" in made[0].message
