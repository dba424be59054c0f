"""Announced work as downtimes: the monitors of a service tell nobody meanwhile.

A downtime that names a monitor does not hold for a composite over it (docs: monitors/downtimes). These go by tags, which composites
carry as the monitors do.
"""

from dataclasses import dataclass

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.roster.pagerduty.maintenance import Window, windows


@dataclass(frozen=True, kw_only=True)
class DowntimeForm:
    """One service in one window."""

    key: str
    monitor_tags: tuple[str, ...]
    """A monitor that has all of them is muted."""
    zone: str
    """In which Datadog shows the times."""
    start: str
    """In UTC."""
    end: str
    """In UTC."""
    message: str


def downtime_forms(catalog: Catalog, environment: Environment) -> tuple[DowntimeForm, ...]:
    """Every downtime of an environment that is still to come, as far as a plan can know."""
    zones = {window.name: window.zone for window in catalog.maintenance}
    return tuple(
        _form(window, service, zones[window.name])
        for window in windows(catalog)
        if window.environment == environment.name
        for service in window.services
    )


def _form(window: Window, service: str, zone: str) -> DowntimeForm:
    return DowntimeForm(
        key=f"{window.name}.{service}",
        monitor_tags=(f"service:{service}", f"env:{window.environment}"),
        zone=zone,
        start=window.start,
        end=window.end,
        message=window.description,
    )
