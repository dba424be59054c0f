"""In which words each kind of channel is told; what stands in double braces New Relic fills in (docs: message templates)."""

import json
from collections.abc import Mapping

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.newrelic_form import DASHBOARD
from estate.alerting.spec import Severity, Subject

TITLE = "{{annotations.title.[0]}}"
CONDITIONS = "{{#each accumulations.conditionName}}{{this}} {{/each}}"
FIRST_CONDITION = "{{accumulations.conditionName.[0]}}"
RUNBOOKS = "{{#each accumulations.runbookUrl}}{{this}} {{/each}}"
DESCRIPTIONS = "{{#each annotations.description}}{{this}} {{/each}}"
POLICIES = "{{#each accumulations.policyName}}{{this}} {{/each}}"
PAGE = "{{issuePageUrl}}"


def pagerduty_texts(subject: Subject, severity: Severity, addresses: Addresses) -> Mapping[str, str]:
    """What whoever is called reads. PagerDuty knows a repeated issue by New Relic's own id of it."""
    details = {
        "service": subject.service,
        "environment": subject.environment,
        "owner": subject.team,
        "tier": str(subject.tier),
        "severity": severity,
        "what": CONDITIONS,
        "first step": f"estate alerts explain '{FIRST_CONDITION}'",
        "runbook": addresses.runbook(subject),
        "dashboard": DASHBOARD,
        "issue": PAGE,
        "deduplication key": POLICIES,
    }
    return {"summary": TITLE, "customDetails": json.dumps(details, indent=1)}


def opsgenie_texts(subject: Subject, severity: Severity, addresses: Addresses) -> Mapping[str, str]:
    """The body of a new alert (Opsgenie REST API, create alert); the issue's id keeps it one alert."""
    body = {
        "message": TITLE,
        "alias": "{{issueId}}",
        "description": f"{CONDITIONS}\nRunbook: {addresses.runbook(subject)}\nDashboard: {DASHBOARD}\nIssue: {PAGE}",
        "responders": [{"type": "team", "name": subject.team}],
        "tags": [f"{key}:{value}" for key, value in sorted(subject.tags.items())],
        "priority": severity,
    }
    return {"payload": json.dumps(body, indent=1)}


def ticket_texts(team: str) -> Mapping[str, str]:
    """Fields of an incident of ServiceNow."""
    lines = (DESCRIPTIONS, f"Conditions: {CONDITIONS}", f"Runbook: {RUNBOOKS}", f"Issue: {PAGE}", f"Deduplication key: {POLICIES}")
    return {"short_description": TITLE, "description": "\n".join(lines), "assignment_group": team}


def mail_texts() -> Mapping[str, str]:
    """A mail to the team."""
    return {"subject": TITLE, "customDetailsEmail": "\n".join((DESCRIPTIONS, f"Runbook: {RUNBOOKS}", f"Issue: {PAGE}"))}
