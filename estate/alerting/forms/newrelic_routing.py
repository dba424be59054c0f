"""Who is told: pages go to PagerDuty, or to Opsgenie where there is no PagerDuty, tickets to ServiceNow, the rest by mail.

A workflow finds its issues by their policies, so a policy that no workflow names is silent. Warnings do not call and open no
ticket: the team reads of them by mail. New Relic reminds nobody of an issue that is open; PagerDuty does.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.newrelic_channels import mail_texts, opsgenie_texts, pagerduty_texts, ticket_texts
from estate.alerting.forms.newrelic_form import DestinationForm, PolicyForm, Trigger, WorkflowForm
from estate.alerting.routing import severity_of
from estate.alerting.spec import Subject
from estate.errors import InputError

TICKETS = "tickets"
OPSGENIE = "opsgenie"
OPSGENIE_URL = "https://api.opsgenie.com/v2/alerts"  # Opsgenie REST API, create alert
TOLD: tuple[Trigger, ...] = ("ACTIVATED", "PRIORITY_CHANGED", "CLOSED")
"""An issue that began with a warning becomes one that is told when its priority changes."""
CREATED: tuple[Trigger, ...] = ("ACTIVATED",)
"""Opsgenie closes an alert at another address: a webhook, which has one, cannot."""


class NobodyToCallError(InputError):
    """Something pages, and no vendor calls people."""


def destinations(policies: Iterable[PolicyForm], vendors: Collection[str], addresses: Addresses, environment: str) -> list[DestinationForm]:
    """Every place that workflows of these policies tell. NobodyToCallError where pages have no place to go."""
    told = [one for one in policies if one.told]
    paged = sorted({one.service for one in told if one.told == "page"})
    places = list(_paging(paged, vendors, environment))
    if any(one.told == "ticket" for one in told):
        places.append(_tickets(addresses, environment))
    return [*places, *(_mail(team, addresses, environment) for team in sorted({one.team for one in told}))]


def workflows(
    policies: Iterable[PolicyForm], subjects: Mapping[str, Subject], vendors: Collection[str], addresses: Addresses
) -> Iterator[WorkflowForm]:
    """One for each service that calls, and for each team's tickets, mails and warnings; `subjects` by their names."""
    told = [one for one in policies if one.told]
    for service in sorted({one.service for one in told if one.told == "page"}):
        yield _page(subjects[service], _keys(one for one in told if (one.told, one.service) == ("page", service)), vendors, addresses)
    environment = next((one.environment for one in subjects.values()), "")
    for team in sorted({one.team for one in told}):
        yield from _of_team(team, [one for one in told if one.team == team], environment)


def _of_team(team: str, policies: list[PolicyForm], environment: str) -> Iterator[WorkflowForm]:
    mail = WorkflowForm(
        key=f"{team}.notify",
        title=f"[{environment}] {team}.notify",
        destination=_mail_key(team),
        channel="EMAIL",
        texts=mail_texts(),
        policies=_keys(one for one in policies if one.told == "notify"),
        priority=None,
        triggers=TOLD,
    )
    warning = replace(
        mail,
        key=f"{team}.warning",
        title=f"[{environment}] {team}.warning",
        policies=_keys(one for one in policies if one.told != "notify"),
        priority="HIGH",
    )
    ticket = replace(
        mail,
        key=f"{team}.ticket",
        title=f"[{environment}] {team}.ticket",
        destination=TICKETS,
        channel="SERVICENOW_INCIDENTS",
        texts=ticket_texts(team),
        policies=_keys(one for one in policies if one.told == "ticket"),
        priority="CRITICAL",
    )
    yield from (one for one in (ticket, mail, warning) if one.policies)


def _page(subject: Subject, policies: tuple[str, ...], vendors: Collection[str], addresses: Addresses) -> WorkflowForm:
    severity, calls = severity_of("page", subject.tier), "pagerduty" in vendors
    return WorkflowForm(
        key=f"{subject.service}.page",
        title=f"[{subject.environment}] {subject.service}.page",
        destination=_pagerduty_key(subject.service) if calls else OPSGENIE,
        channel="PAGERDUTY_SERVICE_INTEGRATION" if calls else "WEBHOOK",
        texts=pagerduty_texts(subject, severity, addresses) if calls else opsgenie_texts(subject, severity, addresses),
        policies=policies,
        priority="CRITICAL",
        triggers=TOLD if calls else CREATED,
        service=subject.service,
    )


def _paging(services: list[str], vendors: Collection[str], environment: str) -> Iterator[DestinationForm]:
    if not services:
        return
    if "pagerduty" in vendors:
        for service in services:
            title = f"[{environment}] PagerDuty: {service}"
            yield DestinationForm(
                key=_pagerduty_key(service),
                title=title,
                type="PAGERDUTY_SERVICE_INTEGRATION",
                properties={"": ""},  # it takes none, and the provider asks for one (provider, notification_destination)
                proof="pagerduty",
                service=service,
            )
    elif "opsgenie" in vendors:
        yield DestinationForm(
            key=OPSGENIE, title=f"[{environment}] Opsgenie", type="WEBHOOK", properties={"url": OPSGENIE_URL}, proof="opsgenie"
        )
    else:
        raise NobodyToCallError(
            f"organisation.yaml  vendors: New Relic pages for {', '.join(services)} in {environment}, and nobody is called; "
            "expected pagerduty or opsgenie among them"
        )


def _tickets(addresses: Addresses, environment: str) -> DestinationForm:
    place = urlsplit(addresses.tickets)
    properties = {"url": f"{place.scheme}://{place.netloc}/", "two_way_integration": "true"}
    return DestinationForm(key=TICKETS, title=f"[{environment}] ServiceNow", type="SERVICE_NOW", properties=properties, proof="tickets")


def _mail(team: str, addresses: Addresses, environment: str) -> DestinationForm:
    properties = {"email": addresses.emails[team]}
    return DestinationForm(key=_mail_key(team), title=f"[{environment}] Mail: {team}", type="EMAIL", properties=properties, proof=None)


def _pagerduty_key(service: str) -> str:
    return f"pagerduty.{service}"


def _mail_key(team: str) -> str:
    return f"mail.{team}"


def _keys(policies: Iterable[PolicyForm]) -> tuple[str, ...]:
    return tuple(one.key for one in policies)
