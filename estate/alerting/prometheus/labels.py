"""What every alert carries: labels that routes go by, and what a person reads."""

from collections.abc import Mapping

from estate.alerting.forms.addresses import Addresses
from estate.alerting.spec import Nature, Route, Subject

BUSINESS, ALWAYS = "business", "always"


def labels(subject: Subject, route: Route, nature: Nature) -> dict[str, str]:
    """Whose alert it is and where it ends. Alertmanager's routes and inhibitions know nothing else of it."""
    return {
        "service": subject.service,
        "environment": subject.environment,
        "team": subject.team,
        "tier": str(subject.tier),
        "nature": nature,
        "severity": route.severity,
        "told": route.told,
        "hours": hours(route),
        "deduplication_key": route.deduplication_key,
    }


def hours(route: Route) -> str:
    """Whether a call waits for business hours."""
    return BUSINESS if route.in_business_hours else ALWAYS


def annotations(subject: Subject, addresses: Addresses, *, summary: str, meaning: str, value: str, first_step: str) -> Mapping[str, str]:
    """What a person reads; `value` is a template of Prometheus, all else is taken as it is."""
    return {
        "summary": _plain(f"{summary} in {subject.environment}"),
        "meaning": _plain(meaning),
        "value": value,
        "runbook_url": addresses.runbook(subject),
        "first_step": _plain(first_step),
    }


def _plain(text: str) -> str:
    """Text in which the template language finds nothing to do."""
    return text.replace("{{", '{{"{{"}}')
