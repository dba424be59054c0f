"""What holds in all of Datadog's account: which tags monitors carry, what services there are, what is counted of their logs."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.parts import PLATFORM
from estate.catalog.catalog import Catalog
from estate.naming import SHARED

TELEMETRY = "telemetry"
"""The service that what belongs to all environments is tagged with."""
TIERS = ("1", "2", "3", "4")
ERRORS = "status:(error OR critical OR alert OR emergency)"
"""The states of a log that say that something went wrong (docs: logs/log_configuration/processors, log status remapper)."""


@dataclass(frozen=True, kw_only=True)
class LogsMetricForm:
    """Logs that are counted, so that a number is left of them when they are gone."""

    name: str
    query: str
    groups: Mapping[str, str]
    """The tags of the metric, with where each is found in a log."""


def tag_values(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """What a monitor's tag may be, by tag; a monitor without it, or with another value, is refused."""
    things = {*catalog.services, *catalog.stores, *PLATFORM, TELEMETRY}
    return {
        "env": tuple(sorted({*catalog.environments, SHARED})),
        "service": tuple(sorted(things)),
        "team": tuple(sorted(catalog.teams)),
        "tier": TIERS,
    }


def error_logs(catalog: Catalog) -> LogsMetricForm:
    """How many errors each service logs."""
    return LogsMetricForm(
        name=f"{catalog.organisation.prefix}.logs.errors", query=ERRORS, groups={"service": "service", "env": "env", "version": "version"}
    )
