"""Announced work, as PagerDuty has it: one window for each time that it happens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from estate.catalog.catalog import Catalog
from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.roster import Roster
from estate.roster.clock import resolve
from estate.roster.pagerduty.layers import as_text


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when these services create no incidents."""

    name: str
    description: str
    environment: str
    services: tuple[str, ...]
    start: str
    end: str


def windows(catalog: Catalog) -> Iterator[Window]:
    """Every window that lies in the rosters' horizon, or after it.

    A plan knows no clock, so the horizon stands for it: what begins before its first Monday is over. PagerDuty moves the start of
    a new window that has begun to the moment of its creation, and refuses one that is over.
    """
    first = _first_day(catalog.rosters)
    for window in catalog.maintenance:
        running = {service.name for service in catalog.services_in(catalog.environments[window.environment])}
        services = tuple(name for name in window.services if name in running)
        if services and _start(window).date() >= first:
            yield Window(
                name=window.name,
                description=f"{window.name}: {window.description}",
                environment=window.environment,
                services=services,
                start=as_text(resolve(_start(window), window.zone)),
                end=as_text(resolve(_start(window), window.zone) + window.length),
            )


def _start(window: MaintenanceWindow) -> datetime:
    """On the wall, in the window's zone."""
    return datetime.fromisoformat(window.start)


def _first_day(rosters: Mapping[str, Roster]) -> date:
    return min((roster.horizon.first for roster in rosters.values()), default=date.min)
