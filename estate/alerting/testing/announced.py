"""Work that a scenario announces: downtimes and muting rules like those that the plan has, for other services and other times."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from estate.alerting.newrelic.resources import MUTING_RULE
from estate.alerting.planned import Planned
from estate.alerting.testing.model import Maintenance, Scenario
from estate.alerting.testing.vendors import Vendor
from estate.errors import InputError

DOWNTIME = "datadog:index/downtimeSchedule:DowntimeSchedule"
TITLE = re.compile(r"\] .+\.$")
"""What a muting rule looks for ends with the service: `[production] checkout.`"""


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A planned resource, of a window that only the scenario has."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    source: str | None


def announced(planned: Sequence[Planned], scenario: Scenario, vendor: Vendor) -> tuple[Announced, ...]:
    """What a vendor would get. InputError where the plan announces no work, so that nothing shows how it does."""
    if not scenario.maintenance:
        return ()
    kind, made = (DOWNTIME, _downtimes) if vendor == "datadog" else (MUTING_RULE, _mutes)
    pattern = next((one for one in planned if one.type == kind), None)
    if pattern is None:
        text = f"{scenario.name!r} announces work, and the plan has no {kind.rsplit(':', maxsplit=1)[1]} that shows how it is announced"
        raise InputError(f"{text}; expected a window of this environment in catalog/maintenance.yaml")
    return tuple(one for window in scenario.maintenance for one in made(pattern, window, scenario))


def _downtimes(pattern: Planned, window: Maintenance, scenario: Scenario) -> Iterator[Announced]:
    """One for each service: a monitor is muted that has all its tags."""
    given = pattern.inputs
    start, end = (f"{_utc(scenario.at(mark))}Z" for mark in (window.from_, window.until))
    for service in window.services:
        tags = [f"service:{service}" if tag.startswith("service:") else tag for tag in given["monitorIdentifier"]["monitorTags"]]
        inputs = {**given, "monitorIdentifier": {"monitorTags": tags}, "oneTimeSchedule": {"start": start, "end": end}}
        yield Announced(type=pattern.type, name=f"{scenario.name}.{service}", inputs=inputs, source=pattern.source)


def _mutes(pattern: Planned, window: Maintenance, scenario: Scenario) -> Iterator[Announced]:
    """One for all of them: it goes by the titles of conditions."""
    given = pattern.inputs
    one = given["condition"]["conditions"][0]
    parts = [{**one, "values": [TITLE.sub(f"] {service}.", value) for value in one["values"]]} for service in window.services]
    schedule = {"startTime": _utc(scenario.at(window.from_)), "endTime": _utc(scenario.at(window.until)), "timeZone": "UTC"}
    inputs = {**given, "condition": {**given["condition"], "conditions": parts}, "schedule": schedule}
    yield Announced(type=pattern.type, name=scenario.name, inputs=inputs, source=pattern.source)


def _utc(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).replace(tzinfo=None).isoformat()
