"""Alertmanager's webhook, version 4 (docs: alerting/configuration, webhook_config)."""

from typing import Literal

from pydantic import AwareDatetime, Field

from estate.remediation.event import MOST_EVENTS, Event, Long, Shape, Short, host_name, key_of, named

HOST_LABELS = ("host", "hostname", "nodename", "instance")
"""Where exporters say which host; the first that is there counts. `instance` has the exporter's port."""


class Alert(Shape):
    """One alert of the group."""

    status: Literal["firing", "resolved"]
    labels: dict[Short, Long] = Field(max_length=100)
    starts_at: AwareDatetime = Field(alias="startsAt")
    fingerprint: Short


class Alertmanager(Shape):
    """A group of alerts."""

    version: Literal["4"]
    alerts: tuple[Alert, ...] = Field(max_length=MOST_EVENTS)


def events(told: Alertmanager) -> tuple[Event, ...]:
    """One for each alert."""
    return tuple(_event(alert) for alert in told.alerts)


def _event(alert: Alert) -> Event:
    environment, name = named(f"[{alert.labels.get('environment', '')}] {alert.labels.get('alertname', '')}")
    host = next((alert.labels[label] for label in HOST_LABELS if label in alert.labels), "")
    return Event(
        sender="alertmanager",
        key=key_of("alertmanager", alert.fingerprint, alert.starts_at.isoformat()),
        environment=environment,
        alert=name,
        host=host_name(host),
        state="firing" if alert.status == "firing" else "over",
        at=alert.starts_at,
    )
