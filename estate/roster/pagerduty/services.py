"""What PagerDuty is told of a service: whom it calls, how urgent it is, what is grouped, held back and left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.organisation import BusinessHours
from estate.catalog.service import Service
from estate.decisions.calling import CALLED, CALLING_ENVIRONMENT
from estate.roster.pagerduty.errors import refuse
from estate.roster.pagerduty.zones import unknown_zones, zone_of
from estate.roster.weekly import WEEKDAYS

Urgency = Literal["high", "low", "severity_based"]

BUSINESS_TIER = 3
"""Calls in business hours only, as `estate.decisions.calling` has it."""
PAUSE_SECONDS = 300
"""What passes by itself within five minutes wakes nobody. The provider takes 120, 180, 300, 600 and 900 (pulumi_pagerduty 4.37)."""
GROUPING_SECONDS = 900
"""Alerts of one kind that follow each other within a quarter of an hour are one incident. The provider takes 300 to 3600, and a day."""
GROUPED_BY = ("component", "class")
"""Fields of an event (PagerDuty's common event format): the thing that fails, and how."""
FORGOTTEN_SECONDS = 1800
"""An incident that somebody took and did not solve calls again after so long."""
NEVER = "null"  # as the provider spells it (pulumi_pagerduty 4.37, Service)
STALE_SECONDS = 86_400
"""Outside production, what nobody looked at for a day is closed."""


@dataclass(frozen=True, kw_only=True)
class SupportHours:
    """When a service of the third tier calls."""

    zone: str
    days: tuple[int, ...]
    """1 is Monday, 7 is Sunday."""
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class PagedService:
    """One service in one environment."""

    name: str
    description: str
    owner: str
    urgency: Urgency
    """Within the support hours, where there are any; outside of them it is low. A low one notifies, and never escalates."""
    support_hours: SupportHours | None
    acknowledgement_timeout: str
    """Seconds, or `null`."""
    auto_resolve_timeout: str
    """Seconds, or `null`."""
    pause_seconds: int | None
    """How long an alert that comes and goes is held back; nothing: it is not."""
    grouping_seconds: int = GROUPING_SECONDS
    grouped_by: tuple[str, ...] = GROUPED_BY


def paged_services(catalog: Catalog, environment: Environment) -> dict[str, PagedService]:
    """Every service that the environment accepts, by name. PagerDutyError where an owner has no escalation, or PagerDuty lacks a clock."""
    hours = unknown_zones(catalog.organisation.business_hours.zone)
    refuse([*(f"business_hours of the organisation: {text}" for text in hours), *_uncalled(catalog, environment)])
    return {service.name: _paged(service, environment, catalog) for service in catalog.services_in(environment)}


def _paged(service: Service, environment: Environment, catalog: Catalog) -> PagedService:
    calls = environment.name == CALLING_ENVIRONMENT
    at_any_hour = calls and service.tier in CALLED
    in_hours = calls and service.tier == BUSINESS_TIER
    return PagedService(
        name=f"{service.name} ({environment.name})",
        description=f"{service.description} Tier {service.tier}; runbook: {service.runbook or 'none'}.",
        owner=service.owner,
        urgency="severity_based" if at_any_hour or in_hours else "low",
        support_hours=_support_hours(catalog.organisation.business_hours) if in_hours else None,
        acknowledgement_timeout=str(FORGOTTEN_SECONDS) if at_any_hour else NEVER,
        auto_resolve_timeout=NEVER if calls else str(STALE_SECONDS),
        pause_seconds=None if at_any_hour else PAUSE_SECONDS,
    )


def _support_hours(hours: BusinessHours) -> SupportHours:
    days = tuple(sorted(WEEKDAYS.index(day) + 1 for day in hours.days))
    return SupportHours(zone=zone_of(hours.zone), days=days, start=f"{hours.start}:00", end=f"{hours.end}:00")


def _uncalled(catalog: Catalog, environment: Environment) -> Iterator[str]:
    """A mistake for each owner whom nobody calls: a service of PagerDuty needs an escalation policy."""
    for service in catalog.services_in(environment):
        if catalog.teams[service.owner].on_call is None:
            yield f"team {service.owner} owns {service.name} and has no on_call in teams/{service.owner}.yaml; nobody would be called"
