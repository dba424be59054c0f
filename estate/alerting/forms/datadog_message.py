"""What Datadog tells people: what is wrong and how badly, whose it is, where to look first, and who hears of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_form import DASHBOARD
from estate.alerting.forms.datadog_handles import handle
from estate.alerting.spec import Route, Subject

SITE = "https://app.datadoghq.eu"
"""Of accounts whose data stays in the European Union (docs: getting_started/site)."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an alert says of itself."""

    name: str
    wrong: str
    """What is wrong, in a sentence."""
    value: str
    """What was measured and what is too much, with units."""
    first_step: str
    notes: tuple[str, ...] = ()
    warns: bool = False
    """Whether there is a warning, of which the team reads by mail."""
    tells_silence: bool = False
    """Whether missing data is told like the alert itself."""


def message(words: Words, subject: Subject, route: Route, addresses: Addresses) -> str:
    """The template; `DASHBOARD` in it is filled in once the dashboard is there."""
    told = handle(subject, route, addresses.emails[subject.team])
    return "\n".join((*_what(words, subject), "", *_where(words, subject, route, addresses), "", *_whom(words, subject, told, addresses)))


def _what(words: Words, subject: Subject) -> Iterator[str]:
    yield f"{{{{#is_alert}}}}**{words.name}** in {subject.environment}: {words.wrong}{{{{/is_alert}}}}"
    if words.warns:
        yield f"{{{{#is_warning}}}}**{words.name}** in {subject.environment} comes close: {words.wrong}{{{{/is_warning}}}}"
    if words.tells_silence:
        yield f"{{{{#is_no_data}}}}**{words.name}** in {subject.environment}: nothing is heard. {words.wrong}{{{{/is_no_data}}}}"
    yield f"{{{{#is_recovery}}}}**{words.name}** in {subject.environment} is well again.{{{{/is_recovery}}}}"
    yield words.value


def _where(words: Words, subject: Subject, route: Route, addresses: Addresses) -> Iterator[str]:
    yield f"Owner: {subject.team}. Tier: {subject.tier}. Severity: {route.severity}."
    yield f"Runbook: {addresses.runbook(subject)}"
    yield f"Dashboard: {SITE}{DASHBOARD}"
    yield f"First step: `{words.first_step}`"
    yield f"Deduplication key: {route.deduplication_key}"
    yield from words.notes


def _whom(words: Words, subject: Subject, told: str, addresses: Addresses) -> Iterator[str]:
    """The same place hears of the alert and of its end; PagerDuty and tickets are closed by it."""
    yield f"{{{{#is_alert}}}}{told}{{{{/is_alert}}}}"
    yield f"{{{{#is_alert_recovery}}}}{told}{{{{/is_alert_recovery}}}}"
    if words.warns:
        yield f"{{{{#is_warning}}}}@{addresses.emails[subject.team]}{{{{/is_warning}}}}"
    if words.tells_silence:
        yield f"{{{{#is_no_data}}}}{told}{{{{/is_no_data}}}}"
        yield f"{{{{#is_no_data_recovery}}}}{told}{{{{/is_no_data_recovery}}}}"
