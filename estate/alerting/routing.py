"""Where an alert ends: how severe it is, who is told, and how often."""

from collections.abc import Mapping
from datetime import timedelta

from estate.alerting.spec import Nature, Route, Severity, Subject, Told
from estate.catalog.fact import Tier
from estate.decisions.calling import CALLED, CALLING_ENVIRONMENT

RENOTIFY: Mapping[Tier, timedelta] = {1: timedelta(minutes=30), 2: timedelta(hours=1)}
"""How often an unanswered page is repeated; the other tiers' are not."""
PAGES: Mapping[Tier, Severity] = {1: "P1", 2: "P2", 3: "P3", 4: "P4"}


def told_of(wanted: Told, nature: Nature, subject: Subject) -> Told:
    """Who is told in the end: only symptoms of tiers 1 to 3 in production call anybody."""
    if wanted != "page":
        return wanted
    calls = nature == "symptom" and subject.tier in PAGES and subject.tier != 4 and subject.environment == CALLING_ENVIRONMENT
    return "page" if calls else "ticket"


def severity_of(told: Told, tier: Tier) -> Severity:
    """P1 and P2 call; a ticket of tier 1 or 2 is P3; the rest P4."""
    if told == "page":
        return PAGES[tier]
    return "P3" if told == "ticket" and tier in CALLED else "P4"


def route(wanted: Told, nature: Nature, subject: Subject, what: str) -> Route:
    """The route of an alert on `what` (`availability`, `memory`) of its subject."""
    told = told_of(wanted, nature, subject)
    return Route(
        severity=severity_of(told, subject.tier),
        told=told,
        in_business_hours=told == "page" and subject.tier not in CALLED,
        renotify=RENOTIFY.get(subject.tier) if told == "page" else None,
        deduplication_key=f"{subject.environment}/{subject.service}/{what}",
    )
