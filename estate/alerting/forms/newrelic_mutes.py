"""Announced work as muting rules. They go by the titles of conditions, as compound conditions have no tags."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from estate.alerting.forms.newrelic_form import MuteForm
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.roster.pagerduty.maintenance import Window, windows

SUB_CONDITIONS = 20  # of a muting rule (docs: alerts, muting rules)


def mute_forms(catalog: Catalog, environment: Environment) -> tuple[MuteForm, ...]:
    """Every window of the environment that is still to come, as far as a plan can know."""
    zones = {window.name: window.zone for window in catalog.maintenance}
    mine = (window for window in windows(catalog) if window.environment == environment.name)
    return tuple(form for window in mine for form in _forms(window, zones[window.name]))


def _forms(window: Window, zone: str) -> Iterator[MuteForm]:
    """One, or more where there are more services than a rule has room for."""
    for first in range(0, len(window.services), SUB_CONDITIONS):
        key = f"{window.name}.{first + 1}" if first else window.name
        yield MuteForm(
            key=key,
            title=f"[{window.environment}] {key}",
            description=window.description,
            prefixes=tuple(f"[{window.environment}] {service}." for service in window.services[first : first + SUB_CONDITIONS]),
            start=_local(window.start, zone),
            end=_local(window.end, zone),
            zone=zone,
        )


def _local(instant: str, zone: str) -> str:
    """The clocks of the zone at an instant, without an offset: New Relic refuses one."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat()
