"""Who hears of alerts: PagerDuty by service, the tickets, a team's mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from estate.alerting.spec import Severity
from estate.decisions.healing import DISPATCHER

TICKETS = "tickets"
MOST_ALERTS = 100
"""Of one webhook; the dispatcher takes no more."""
SECRETS = "/etc/alertmanager/secrets"
PAGERDUTY_SEVERITIES: Mapping[Severity, str] = {"P1": "critical", "P2": "error", "P3": "warning", "P4": "info"}
"""The four that the Events API v2 knows."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands beside Alertmanager where it runs; no secret is in any text."""

    ticket_url: str
    """Gets alerts as Alertmanager's webhook has them, with the token of `SECRETS`/tickets."""
    mail_host: str = "localhost:25"
    mail_from: str


def pagerduty(service: str) -> str:
    """The receiver of a service's calls; its routing key is in the file of the same name."""
    return f"pagerduty-{service}"


def mailbox(team: str) -> str:
    """The receiver of what a team may read."""
    return f"mail-{team}"


def pagerduty_receiver(service: str, severity: Severity) -> Mapping[str, Any]:
    """Calls somebody: one incident for each group of alerts, closed with it.

    PagerDuty's own key is Alertmanager's, made of the group, and cannot be set; groups are those of the deduplication key.
    """
    name = pagerduty(service)
    config = {
        "send_resolved": True,
        "routing_key_file": f"{SECRETS}/{name}",
        "severity": PAGERDUTY_SEVERITIES[severity],
        "class": "{{ .CommonLabels.alertname }}",
        "component": "{{ .CommonLabels.service }}",
        "group": "{{ .CommonLabels.environment }}",
        "description": "{{ (index .Alerts 0).Annotations.summary }}: {{ (index .Alerts 0).Annotations.meaning }}",
        "details": {
            "deduplication_key": "{{ .CommonLabels.deduplication_key }}",
            "first_step": "{{ (index .Alerts 0).Annotations.first_step }}",
            "runbook": "{{ (index .Alerts 0).Annotations.runbook_url }}",
            "value": "{{ (index .Alerts 0).Annotations.value }}",
            "team": "{{ .CommonLabels.team }}",
            "tier": "{{ .CommonLabels.tier }}",
        },
    }
    return {"name": name, "pagerduty_configs": [config]}


def ticket_receiver(surroundings: Surroundings) -> Mapping[str, Any]:
    """Opens and closes tickets."""
    authorization = {"authorization": {"credentials_file": f"{SECRETS}/{TICKETS}"}}
    return {
        "name": TICKETS,
        "webhook_configs": [{"send_resolved": True, "url": surroundings.ticket_url, "http_config": authorization}],
    }


def dispatcher_receiver(url: str) -> Mapping[str, Any]:
    """The dispatcher, which heals; its token is in the file of the same name."""
    authorization = {"authorization": {"credentials_file": f"{SECRETS}/{DISPATCHER}"}}
    return {
        "name": DISPATCHER,
        "webhook_configs": [{"send_resolved": True, "url": url, "max_alerts": MOST_ALERTS, "http_config": authorization}],
    }


def mail_receiver(team: str, address: str) -> Mapping[str, Any]:
    """A team's mailbox."""
    return {"name": mailbox(team), "email_configs": [{"send_resolved": True, "to": address}]}
