"""A policy, a fleet and orders that tests share."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.remediation.admit import Order
from estate.remediation.fleet import Fleet, Host
from estate.remediation.policy import Policy, make_policy

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "0123456789abcdef-tests"  # pragma: allowlist secret
HOSTS = ("web-1", "web-2", "web-3", "web-4")


@cache
def catalog() -> Catalog:
    return load_catalog(ROOT / "catalog")


@cache
def policy(environment: str = "staging") -> Policy:
    return make_policy(catalog(), environment)


def fleet(*hosts: str) -> Fleet:
    return Fleet(hosts={name: Host(name=name, service="image-provider", address="127.0.0.1") for name in hosts or HOSTS})


def order(host: str | None = "web-1", *, alert: str = "image-provider.service-dead", key: str = "k", at: datetime = NOW) -> Order:
    healing = policy().healings[alert]
    return Order(
        key=key, sender="alertmanager", alert=alert, action=healing.do.kind, host=host, target=policy().target(alert, host), raised_at=at
    )


def alertmanager(*alerts: dict[str, Any]) -> bytes:
    """A group as the documentation of webhook_config has it."""
    document: dict[str, Any] = {
        "version": "4",
        "groupKey": '{}:{alertname="image-provider.service-dead"}',
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "remediation",
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example:9093",
        "alerts": list(alerts),
    }
    return json.dumps(document).encode()


def firing(
    host: str = "web-1", *, name: str = "image-provider.service-dead", at: datetime = NOW, status: str = "firing", fingerprint: str = "f1"
) -> dict[str, Any]:
    return {
        "status": status,
        "labels": {"alertname": name, "environment": "staging", "instance": f"{host}:9100", "severity": "P2"},
        "annotations": {"summary": "{{ 7*7 }} ; rm -rf /"},
        "startsAt": at.isoformat(),
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": fingerprint,
    }


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
