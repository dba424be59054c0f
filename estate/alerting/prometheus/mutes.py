"""When Alertmanager tells nobody: planned maintenance, and the hours in which a call waits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.organisation import BusinessHours
from estate.roster.duties import Duty, duties_of

BUSINESS_HOURS = "business-hours"
DAY = timedelta(days=1)


def maintenance(catalog: Catalog, environment: str) -> tuple[Duty, ...]:
    """The planned work in an environment, in UTC."""
    return tuple(duty for duty in duties_of(catalog) if duty.window.environment == environment)


def mutes_of(service: str, windows: Sequence[Duty]) -> list[str]:
    """The names of the intervals in which a service calls nobody."""
    return [interval_name(duty) for duty in windows if service in duty.window.services]


def interval_name(duty: Duty) -> str:
    """`maintenance-database-upgrade`."""
    return f"maintenance-{duty.window.name}"


def intervals(hours: BusinessHours, windows: Sequence[Duty]) -> Iterator[Mapping[str, Any]]:
    """Every named interval of the configuration."""
    times = [{"start_time": hours.start, "end_time": hours.end}]
    yield {"name": BUSINESS_HOURS, "time_intervals": [{"times": times, "weekdays": [*hours.days], "location": hours.zone}]}
    for duty in windows:
        yield {"name": interval_name(duty), "time_intervals": [*_days(duty.start, duty.end)]}


def _days(start: datetime, end: datetime) -> Iterator[Mapping[str, Any]]:
    """An interval is told of each day apart. In UTC: on a wall that is set back an hour comes twice."""
    while start < end:
        midnight = start.replace(hour=0, minute=0) + DAY
        last = "24:00" if end >= midnight else f"{end:%H:%M}"
        yield {
            "times": [{"start_time": f"{start:%H:%M}", "end_time": last}],
            "days_of_month": [str(start.day)],
            "months": [str(start.month)],
            "years": [str(start.year)],
        }
        start = midnight
