"""Who is told of which alert, when and how often, as Alertmanager has it.

One leaf for each service and way of telling, so that a service's planned work silences that service and nothing else.
Held-back calls are inhibitions, because those go by what fires at that moment and need no expression of every rule to know of
the others; the twin that is a ticket is a rule (`estate.alerting.prometheus.burning`), because an inhibition can only silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from estate.alerting.prometheus.burning import calls, is_counted, silencers
from estate.alerting.prometheus.mutes import BUSINESS_HOURS, intervals, maintenance, mutes_of
from estate.alerting.prometheus.promql import any_of, length, quoted
from estate.alerting.prometheus.receivers import (
    TICKETS,
    Surroundings,
    dispatcher_receiver,
    mail_receiver,
    mailbox,
    pagerduty,
    pagerduty_receiver,
    ticket_receiver,
)
from estate.alerting.prometheus.rule import Alert
from estate.alerting.prometheus.rules import Rules
from estate.alerting.prometheus.thresholds import GROUP_LABEL
from estate.alerting.spec import Alerting, Told
from estate.catalog.catalog import Catalog
from estate.decisions.healing import DISPATCHER, Dispatch, dispatch
from estate.roster.duties import Duty

GROUPED_BY = ("environment", "service", "deduplication_key")
GROUP_WAIT = timedelta(seconds=30)
"""So long the first alert of a problem waits for its others, and for the one that holds it back: Alertmanager's default."""
GROUP_INTERVAL = timedelta(minutes=5)
"""So long a change of a group waits: Alertmanager's default."""
NEVER = timedelta(days=5)
"""Alertmanager forgets after 120 h what it sent (--data.retention), and would tell it again all the same."""
TOLD: tuple[Told, ...] = ("page", "ticket", "notify")


def alertmanager(alerting: Alerting, made: Rules, catalog: Catalog, surroundings: Surroundings) -> Mapping[str, Any]:
    """The configuration for the alerts of these rules."""
    windows = maintenance(catalog, alerting.environment)
    known = _told(catalog, alerting.environment)
    alerts = [alert for group in made.groups for alert in group.alerts]
    return {
        "global": {"smtp_smarthost": surroundings.mail_host, "smtp_from": surroundings.mail_from, "smtp_require_tls": False},
        "route": {
            "receiver": TICKETS,
            "group_by": [*GROUPED_BY],
            "group_wait": length(GROUP_WAIT),
            "group_interval": length(GROUP_INTERVAL),
            "repeat_interval": length(NEVER),
            "routes": [
                *_dispatched(known, windows),
                *(_team(team, alerts, windows) for team in sorted({alert.subject.team for alert in alerts})),
            ],
        },
        "inhibit_rules": [*_inhibitions(alerting)],
        "receivers": [*_receivers(alerts, catalog, surroundings), *([dispatcher_receiver(known.url("alertmanager"))] if known else [])],
        "time_intervals": [*intervals(catalog.organisation.business_hours, windows)],
    }


def _told(catalog: Catalog, environment: str) -> Dispatch | None:
    known = dispatch(catalog, catalog.environments[environment])
    return known if known and "alertmanager" in known.told_by else None


def _dispatched(known: Dispatch | None, windows: Sequence[Duty]) -> Iterator[Mapping[str, Any]]:
    """What is healed goes to the dispatcher at once and each by itself, and on to people as ever; not during announced work."""
    if known is None:
        return
    for subject, alerts in groupby(sorted(known.healings), key=lambda alert: alert.partition(".")[0]):
        mutes = mutes_of(subject, windows)
        yield {
            "matchers": [f"environment={quoted(known.environment)}", f"alertname=~{quoted(any_of(alerts))}"],
            "receiver": DISPATCHER,
            "group_by": ["..."],
            "group_wait": "0s",
            "continue": True,
            **({"mute_time_intervals": [*mutes]} if mutes else {}),
        }


def _team(team: str, alerts: Sequence[Alert], windows: Sequence[Duty]) -> Mapping[str, Any]:
    mine = [alert for alert in alerts if alert.subject.team == team]
    services = sorted({alert.subject.service for alert in mine})
    return {"matchers": [f"team={quoted(team)}"], "routes": [_service(service, mine, windows) for service in services]}


def _service(service: str, alerts: Sequence[Alert], windows: Sequence[Duty]) -> Mapping[str, Any]:
    mine = [alert for alert in alerts if alert.subject.service == service]
    ways = sorted({(TOLD.index(alert.route.told), alert.labels["hours"]): alert for alert in mine}.items(), key=itemgetter(0))
    return {"matchers": [f"service={quoted(service)}"], "routes": [_leaf(alert, mutes_of(service, windows)) for _, alert in ways]}


def _leaf(alert: Alert, mutes: Sequence[str]) -> Mapping[str, Any]:
    """Intervals stand on the leaves: Alertmanager hands down everything but them."""
    route = alert.route
    return {
        "matchers": [f"told={quoted(route.told)}", f"hours={quoted(alert.labels['hours'])}"],
        "receiver": _receiver(alert),
        **({"repeat_interval": length(route.renotify)} if route.renotify else {}),
        **({"active_time_intervals": [BUSINESS_HOURS]} if route.in_business_hours else {}),
        **({"mute_time_intervals": [*mutes]} if mutes else {}),
    }


def _receiver(alert: Alert) -> str:
    told = alert.route.told
    return pagerduty(alert.subject.service) if told == "page" else TICKETS if told == "ticket" else mailbox(alert.subject.team)


def _inhibitions(alerting: Alerting) -> Iterator[Mapping[str, Any]]:
    others = {slo.name: slo for slo in alerting.slos}
    for slo in alerting.slos:
        by = silencers(slo, others)
        if by and is_counted(slo) and calls(slo):
            yield {
                "source_matchers": [f"slo=~{quoted(any_of(by))}", 'told="page"'],
                "target_matchers": [f"slo={quoted(slo.name)}", 'told="page"'],
                "equal": ["environment"],
            }
    yield {"source_matchers": ['level="critical"'], "target_matchers": ['level="warning"'], "equal": ["deduplication_key", GROUP_LABEL]}


def _receivers(alerts: Sequence[Alert], catalog: Catalog, surroundings: Surroundings) -> Iterator[Mapping[str, Any]]:
    yield ticket_receiver(surroundings)
    called = {alert.subject.service: alert.route.severity for alert in alerts if alert.route.told == "page"}
    for service in sorted(called):
        yield pagerduty_receiver(service, called[service])
    for team in sorted({alert.subject.team for alert in alerts if alert.route.told == "notify"}):
        yield mail_receiver(team, catalog.teams[team].email)
