"""New Relic's workflow webhook with its default payload (docs: alerts/get-notified, notification integrations, webhook)."""

from datetime import UTC, datetime

from pydantic import Field

from estate.remediation.event import MOST_EVENTS, Event, Shape, ShapeError, Short, State, host_name, key_of, named

STATES: dict[str, State] = {"CREATED": "firing", "ACTIVATED": "firing", "CLOSED": "over"}


class NewRelic(Shape):
    """One notification of an issue."""

    id: Short
    state: Short
    updated_at: int = Field(alias="updatedAt", ge=0, le=10**14)
    """Milliseconds since 1970; an issue that was created by a warning is critical since then."""
    conditions: tuple[Short, ...] = Field(alias="alertConditionNames", min_length=1, max_length=MOST_EVENTS)
    entities: tuple[Short, ...] = Field(default=(), alias="impactedEntities", max_length=MOST_EVENTS)


def events(told: NewRelic) -> tuple[Event, ...]:
    """One for each host. ShapeError for an issue that does not say which host has which condition."""
    names = dict.fromkeys(named(condition) for condition in told.conditions)
    hosts = tuple(dict.fromkeys(host_name(entity) for entity in told.entities)) or (None,)
    if len(names) > 1 and len(hosts) > 1:
        raise ShapeError("several conditions and several entities: which has which? expected issues per condition and signal")
    at = datetime.fromtimestamp(told.updated_at / 1000, UTC)
    state = STATES.get(told.state, "other")
    return tuple(
        Event(
            sender="newrelic",
            key=key_of("newrelic", told.id, alert, host or ""),
            environment=environment,
            alert=alert,
            host=host,
            state=state,
            at=at,
        )
        for environment, alert in names
        for host in hosts
    )
