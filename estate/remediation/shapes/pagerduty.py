"""PagerDuty's webhooks V3 (developer docs: webhooks, overview and signatures).

An incident has no host. One that is raised with the key `environment/service/what/host` names it there; any other one is
looked up by its title, and heals what needs no host.
"""

import re
from typing import Literal

from pydantic import AwareDatetime, Field

from estate.remediation.event import Event, Long, Shape, Short, State, host_name, key_of, named

INCIDENT_KEY = re.compile(r"(?P<environment>[a-z][a-z0-9-]*)/(?P<service>[a-z][a-z0-9-]*)/(?P<what>[a-z][a-z0-9.-]*)(/(?P<host>[^/]+))?")
STATES: dict[str, State] = {"incident.triggered": "firing", "incident.resolved": "over"}


class Incident(Shape):
    """The incident as it is after the event."""

    id: Short
    type: Literal["incident"]
    title: Long
    incident_key: Short | None = None
    created_at: AwareDatetime | None = None


class Other(Shape):
    """What is told of an incident's notes, priorities and services, and the test of a subscription."""

    type: Short = ""


class Told(Shape):
    """What happened."""

    id: Short
    event_type: Short
    occurred_at: AwareDatetime
    data: Incident | Other = Field(union_mode="left_to_right")


class PagerDuty(Shape):
    """The envelope."""

    event: Told


def events(told: PagerDuty) -> tuple[Event, ...]:
    """The one event; none for what is about no incident."""
    incident = told.event.data
    if not isinstance(incident, Incident):
        return ()
    environment, alert, host = _named(incident)
    return (
        Event(
            sender="pagerduty",
            key=key_of("pagerduty", incident.id),
            environment=environment,
            alert=alert,
            host=host,
            state=STATES.get(told.event.event_type, "other"),
            at=incident.created_at or told.event.occurred_at,
        ),
    )


def _named(incident: Incident) -> tuple[str, str, str | None]:
    found = INCIDENT_KEY.fullmatch(incident.incident_key or "")
    if found is None:
        return *named(incident.title), None
    return found["environment"], f"{found['service']}.{found['what']}", host_name(found["host"] or "")
