"""Whom New Relic's planned workflows tell of a scenario."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from estate.alerting.kept import Kept
from estate.alerting.newrelic import Notification, Simulation, simulate
from estate.alerting.newrelic.resources import CHANNEL, DESTINATION, Directory, directory, named
from estate.alerting.planned import Planned, of_type
from estate.alerting.series import Events, Series
from estate.alerting.spec import Alerting, Severity
from estate.alerting.testing.hearing import Heard, Telling, alert_of
from estate.alerting.testing.model import Scenario
from estate.catalog.catalog import Catalog
from estate.decisions.healing import DISPATCHER

HEARD: Mapping[str, Heard] = {"PAGERDUTY_SERVICE_INTEGRATION": "page", "SERVICENOW_INCIDENTS": "ticket", "EMAIL": "notify"}
"""What becomes of a message, by the type of its channel."""
SEVERITY = re.compile(r'"severity": "(P[1-4])"')
PAGING = "pagerduty."
"""Before the service, in the logical name of a destination."""


@dataclass(frozen=True, kw_only=True)
class Ear:
    """Who hears what is sent through a channel."""

    heard: Heard
    team: str | None
    severity: Severity | None


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Reads what is sent."""

    ears: Mapping[str, Ear]
    """By the logical name of the channel."""
    names: frozenset[str]

    @classmethod
    def of(cls, planned: Sequence[Planned], catalog: Catalog, alerting: Alerting) -> "Listener":
        """The listener at every channel of a plan."""
        owners = {one.subject.service: one.subject.team for one in (*alerting.slos, *alerting.monitors)}
        mail = {team.email: name for name, team in catalog.teams.items()}
        names = frozenset(one.name for one in (*alerting.slos, *alerting.monitors))
        known = directory(planned)
        return cls(ears={one.name: _ear(one, known, owners, mail) for one in of_type(planned, CHANNEL)}, names=names)

    def tellings(self, simulation: Simulation) -> tuple[Telling, ...]:
        """Every problem that somebody is told of, in the order of time."""
        seen: set[tuple[int, str, str]] = set()
        found: list[Telling] = []
        for sent in simulation.notifications:
            for recipient in sent.recipients:
                if not sent.is_recovery and (id(sent.issue), recipient, sent.priority) not in seen:
                    seen.add((id(sent.issue), recipient, sent.priority))
                    found.append(self._telling(sent, recipient))
        return tuple(sorted(found, key=lambda one: (one.time, one.monitor)))

    def _telling(self, sent: Notification, recipient: str) -> Telling:
        ear = self.ears.get(recipient, Ear(heard="lost", team=None, severity=None))
        return Telling(
            time=sent.time,
            until=sent.issue.closed,
            monitor=sent.monitor,
            alert=alert_of(sent.monitor, self.names),
            heard=ear.heard,
            team=ear.team,
            severity=ear.severity,
            level="critical" if sent.priority == "CRITICAL" else "warning",
            key="/".join(sent.issue.key),
        )


def _ear(channel: Planned, planned: Directory, owners: Mapping[str, str], mail: Mapping[str, str]) -> Ear:
    destination = named(planned, DESTINATION, channel.inputs.get("destinationId"))
    if destination is None:
        return Ear(heard="lost", team=None, severity=None)
    if destination.name == DISPATCHER:
        return Ear(heard="heal", team=None, severity=None)
    heard, texts = HEARD.get(str(channel.inputs.get("type")), "lost"), dict(_properties(channel))
    severity = SEVERITY.search(texts.get("customDetails", ""))
    team = {
        "page": owners.get(destination.name.removeprefix(PAGING)),
        "ticket": texts.get("assignment_group"),
        "notify": mail.get(dict(_properties(destination)).get("email", "")),
    }.get(heard)
    return Ear(heard=heard, team=team, severity=cast("Severity", severity[1]) if severity else None)


def _properties(one: Planned) -> Iterator[tuple[str, str]]:
    for pair in one.inputs.get("properties") or ():
        yield str(pair["key"]), str(pair["value"])


def simulated(planned: Iterable[Planned], rows: Sequence[Series | Events], scenario: Scenario, kept: Kept) -> Simulation:
    """The planned conditions over a scenario."""
    return simulate(planned, rows, start=scenario.begin, end=scenario.end, kept=kept)
