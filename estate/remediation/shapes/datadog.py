"""Datadog's webhook with the estate's payload (`estate.alerting.forms.datadog_dispatch`).

A variable that has no value comes as an empty text.
"""

from datetime import UTC, datetime

from estate.remediation.event import Event, Long, Shape, ShapeError, Short, State, host_name, key_of, named

STATES: dict[str, State] = {"Triggered": "firing", "Re-Triggered": "firing", "Renotify": "firing", "Recovered": "over"}


class Datadog(Shape):
    """One notification of a monitor."""

    id: Short
    alert_cycle_key: Short
    """Links everything from the trigger to the recovery."""
    alert_scope: Long = ""
    alert_title: Long
    alert_transition: Short
    date: Short
    """Milliseconds since 1970."""
    hostname: Short = ""


def events(told: Datadog) -> tuple[Event, ...]:
    """The one event. ShapeError for what is filled in wrongly."""
    environment, alert = named(told.alert_title)
    host = host_name(told.hostname)
    key = key_of("datadog", told.alert_cycle_key or told.id, told.alert_scope, host or "")
    state = STATES.get(told.alert_transition, "other")
    return (Event(sender="datadog", key=key, environment=environment, alert=alert, host=host, state=state, at=_date(told.date)),)


def _date(text: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise ShapeError("date is no time; expected milliseconds since 1970, as $DATE gives them") from None
