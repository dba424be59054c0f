"""Whom Datadog's planned monitors tell of a scenario."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from estate.alerting.datadog import GroupRun, Notification, Simulation, simulate
from estate.alerting.datadog.states import State
from estate.alerting.forms.datadog_handles import pagerduty_service
from estate.alerting.kept import Kept
from estate.alerting.planned import Planned
from estate.alerting.series import Series
from estate.alerting.spec import Alerting, Severity
from estate.alerting.testing.hearing import Address, AddressBook, Level, Telling, alert_of
from estate.alerting.testing.model import Scenario
from estate.catalog.catalog import Catalog
from estate.decisions.healing import DISPATCHER

PAGERDUTY = "datadog:pagerduty/serviceObject:ServiceObject"
WEBHOOK = "datadog:index/webhook:Webhook"
NAMES: Mapping[str, str] = {PAGERDUTY: "serviceName", WEBHOOK: "name"}
"""What a place is called in a message, by its type."""
LEVELS: Mapping[State, Level] = {State.ALERT: "critical", State.WARN: "warning", State.NO_DATA: "no data"}
KEY = re.compile(r"^Deduplication key: (\S+)$", re.MULTILINE)
OWNER = re.compile(r"^Owner: ([a-z0-9-]+)\.", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Reads what is sent."""

    book: AddressBook
    names: frozenset[str]
    """Of every alert."""

    def tellings(self, simulation: Simulation) -> tuple[Telling, ...]:
        """Every problem that somebody is told of, in the order of time."""
        found = (one for run in simulation.monitors.values() for group in run.groups for one in self._of_group(group))
        return tuple(sorted(found, key=lambda one: (one.time, one.monitor)))

    def _of_group(self, group: GroupRun) -> Iterator[Telling]:
        sent = [one for one in group.notifications if not one.renotify]
        for place, one in enumerate(sent):
            if not one.is_recovery:
                until = next((later.time for later in sent[place + 1 :] if later.is_recovery), None)
                yield from self._of_message(one, until)

    def _of_message(self, sent: Notification, until: int | None) -> Iterator[Telling]:
        key, owner = KEY.search(sent.text), OWNER.search(sent.text)
        for recipient in sent.recipients:
            address = self.book.of(recipient)
            yield Telling(
                time=sent.time,
                until=until,
                monitor=sent.monitor,
                alert=alert_of(sent.monitor, self.names),
                heard=address.heard,
                team=address.team or (owner[1] if owner else None),
                severity=cast("Severity", f"P{sent.priority}") if sent.priority else None,
                level=LEVELS[sent.state],
                key=key[1] if key else sent.monitor,
            )


def addresses(planned: Iterable[Planned], catalog: Catalog, alerting: Alerting) -> AddressBook:
    """The handles at which somebody listens: the planned services of PagerDuty and webhooks, and the teams' mailboxes."""
    there = {(one.type, str(one.inputs.get(NAMES[one.type]))) for one in planned if one.type in NAMES}
    subjects = {one.subject.service: one.subject for one in (*alerting.slos, *alerting.monitors)}
    called = {pagerduty_service(alerting.environment, name): one.team for name, one in subjects.items()}
    entries = {team.email: Address(heard="notify", team=name) for name, team in catalog.teams.items()}
    entries |= {f"pagerduty-{name}": Address(heard="page", team=team) for name, team in called.items() if (PAGERDUTY, name) in there}
    entries |= {f"webhook-{name}": Address(heard=_answered(name), team=None) for kind, name in there if kind == WEBHOOK}
    return AddressBook(entries=entries)


def _answered(webhook: str) -> Literal["heal", "ticket"]:
    return "heal" if webhook.startswith(f"{DISPATCHER}-") else "ticket"


def simulated(planned: Iterable[Planned], series: Sequence[Series], scenario: Scenario, kept: Kept) -> Simulation:
    """The planned monitors over a scenario."""
    return simulate(planned, series, start=scenario.begin, end=scenario.end, kept=kept)
