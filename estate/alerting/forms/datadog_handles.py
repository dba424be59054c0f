"""Whom a message names, by what is to happen."""

from estate.alerting.spec import Route, Subject

TICKETS = "webhook-tickets"
"""With the environment behind it: the webhook that opens tickets."""


def pagerduty_service(environment: str, service: str) -> str:
    """What Datadog calls a service of PagerDuty: one account of Datadog serves all environments."""
    return f"{environment}-{service}"


def tickets(environment: str) -> str:
    """The webhook's name, without what Datadog puts before it."""
    return f"{TICKETS.removeprefix('webhook-')}-{environment}"


def handle(subject: Subject, route: Route, email: str) -> str:
    """Where an alert goes: the service's PagerDuty, the tickets, or the team's mail."""
    if route.told == "page":
        return f"@pagerduty-{pagerduty_service(subject.environment, subject.service)}"
    return f"@webhook-{tickets(subject.environment)}" if route.told == "ticket" else f"@{email}"
