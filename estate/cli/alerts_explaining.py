"""What `estate alerts explain` says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.text import Text

from estate.alerting.definition import arithmetic, condition, promise, told
from estate.alerting.forms.addresses import Addresses, addresses
from estate.alerting.spec import Alerting, MonitorSpec, Route, SloSpec, Subject
from estate.alerting.vendor_forms import VendorForms, monitor_forms, slo_forms
from estate.alerting.watch import watch
from estate.catalog.fact import format_duration
from estate.catalog.roster import format_instant
from estate.cli.alert_names import of_title, spec_named
from estate.cli.alerts_environment import known_environment
from estate.cli.folding import broken, width
from estate.cli.roster_desk import open_desk
from estate.decisions.healing import Dispatch, dispatch
from estate.errors import InputError
from estate.roster.escalation import Chain, Level
from estate.roster.local_time import when

JSON_VERSION = 1
LABEL = 11
PRODUCTION = "production"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One way in which an alert is told: why, and where it ends."""

    why: str
    route: Route


@dataclass(frozen=True, kw_only=True)
class Healed:
    """What the dispatcher does about an alert, and who tells it."""

    action: str
    told_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Everything about one alert."""

    name: str
    subject: Subject
    nature: str
    means: tuple[str, ...]
    steps: tuple[Step, ...]
    held_back_by: tuple[str, ...]
    healed: Healed | None
    forms: VendorForms
    called: Chain | None
    """Who would be called; None where nobody ever is."""
    at: datetime
    zone: str
    runbook: str
    first_step: str


def explain(folder: Path, name: str, *, environment: str | None, at: datetime, zone: str) -> Explained:
    """Everything about the alert of that name, at an instant; a vendor's title says its environment too.

    InputError for an unknown name or environment, with the nearest, and for two environments.
    """
    desk = open_desk(folder)
    catalog = desk.catalog
    plain, titled = of_title(name)
    alerting = watch(catalog, known_environment(catalog, _one_environment(environment, titled)))
    found, where = spec_named(alerting, plain), addresses(catalog)
    calls = any(route.told == "page" for route in _routes(found))
    return Explained(
        name=found.name,
        subject=found.subject,
        nature="symptom" if isinstance(found, SloSpec) else found.nature,
        means=(*promise(found),) if isinstance(found, SloSpec) else (found.meaning, *condition(found)),
        steps=tuple(_steps(found)),
        held_back_by=found.silenced_by if isinstance(found, SloSpec) and calls else (),
        healed=_healed(dispatch(catalog, catalog.environments[found.subject.environment]), found.name),
        forms=_forms(found, alerting, where),
        called=desk.chain_of(found.subject.team, at) if calls else None,
        at=at,
        zone=zone,
        runbook=where.runbook(found.subject),
        first_step=_first_step(found, alerting),
    )


def _one_environment(asked: str | None, titled: str | None) -> str:
    if asked and titled and asked != titled:
        raise InputError(f"the title is of {titled}, and --environment asks for {asked}; expected one of them")
    return asked or titled or PRODUCTION


def _healed(known: Dispatch | None, name: str) -> Healed | None:
    if known is None or name not in known.healings:
        return None
    return Healed(action=known.healings[name].do.kind, told_by=tuple(sorted(known.told_by)))


def _routes(found: SloSpec | MonitorSpec) -> tuple[Route, ...]:
    return tuple(alert.route for alert in found.alerts) if isinstance(found, SloSpec) else (found.route,)


def _steps(found: SloSpec | MonitorSpec) -> Iterator[Step]:
    if isinstance(found, SloSpec):
        yield from (Step(why=arithmetic(found, alert), route=alert.route) for alert in found.alerts)
    else:
        yield Step(why="critical", route=found.route)


def _forms(found: SloSpec | MonitorSpec, alerting: Alerting, where: Addresses) -> VendorForms:
    if isinstance(found, SloSpec):
        return slo_forms(found, {slo.name: slo for slo in alerting.slos}, where)
    return monitor_forms(found, where)


def _first_step(found: SloSpec | MonitorSpec, alerting: Alerting) -> str:
    """A promise that is broken says nothing of why: that is what the causes of the same service are for."""
    if isinstance(found, MonitorSpec):
        return found.first_step
    causes = [one.name for one in alerting.monitors if one.nature == "cause" and one.subject.service == found.subject.service]
    return f"the runbook, and what may be the cause: {', '.join(causes)}" if causes else "the runbook"


def as_text(explained: Explained) -> Iterator[Text]:
    """For people: the definition, the arithmetic, the way it goes, and where to look."""
    subject = explained.subject
    yield Text(f" {explained.name} in {subject.environment}: a {explained.nature}; {subject.team}, tier {subject.tier}", style="bold")
    yield from _rows("means", explained.means)
    for place, step in enumerate(explained.steps):
        yield from _rows("" if place else "told", (f"{told(step.route)}: {step.why}",))
    if explained.held_back_by:
        yield from _rows("held back", (f"while one of these calls somebody, it is a ticket: {', '.join(explained.held_back_by)}",))
    if explained.healed:
        yield from _rows("healed", (f"by {explained.healed.action}; the dispatcher is told by {', '.join(explained.healed.told_by)}",))
    yield from _rows("one problem", dict.fromkeys(step.route.deduplication_key for step in explained.steps))
    yield from _rows("called now", _called(explained))
    yield from _rows("runbook", (explained.runbook,))
    yield from _rows("first step", (explained.first_step,))

    for vendor in dict.fromkeys(form.vendor for form in explained.forms.forms):
        mine = [form for form in explained.forms.forms if form.vendor == vendor]
        yield from _rows(vendor, (f"{form.name} ({form.kind}): {form.asked}" for form in mine))
    yield from _rows("instead", (f"{one.vendor}, for {one.wanted}: {one.instead}; {one.reason}" for one in explained.forms.instead))


def _rows(label: str, paragraphs: Any) -> Iterator[Text]:
    for paragraph in paragraphs:
        for line in broken(paragraph, width() - LABEL - 3):
            yield Text(f" {label:<{LABEL}} ").append(line)
            label = ""


def _called(explained: Explained) -> Iterator[str]:
    if not any(step.route.told == "page" for step in explained.steps):
        yield f"nobody: it is a {explained.steps[0].route.told}"
        return
    if explained.called is None:
        yield f"nobody: {explained.subject.team} is not on call"
        return
    for place, level in enumerate(explained.called.levels):
        yield f"{place + 1}. {_level(explained, level)}"


def _level(explained: Explained, level: Level) -> str:
    if level.missing:
        return f"{level.roster}: {level.missing.why}; {level.missing.todo}"
    here = ZoneInfo(explained.zone)
    until = (f"{on.shift.who} until {when(on.leaves.at, here, seen_from=explained.at)}" if on.leaves else on.shift.who for on in level.on)
    return f"{', '.join(until) or 'nobody'} ({level.roster})"


def as_document(explained: Explained) -> dict[str, Any]:
    """The documented JSON."""
    subject = explained.subject
    return {
        "version": JSON_VERSION,
        "name": explained.name,
        "environment": subject.environment,
        "service": subject.service,
        "team": subject.team,
        "tier": subject.tier,
        "nature": explained.nature,
        "means": list(explained.means),
        "told": [_step(step) for step in explained.steps],
        "held_back_by": list(explained.held_back_by),
        "healed": {"action": explained.healed.action, "told_by": list(explained.healed.told_by)} if explained.healed else None,
        "forms": [{"vendor": one.vendor, "name": one.name, "kind": one.kind, "asked": one.asked} for one in explained.forms.forms],
        "instead": [
            {"vendor": one.vendor, "wanted": one.wanted, "instead": one.instead, "reason": one.reason} for one in explained.forms.instead
        ],
        "at": format_instant(explained.at),
        "called": [_level_document(level) for level in explained.called.levels] if explained.called else [],
        "runbook": explained.runbook,
        "first_step": explained.first_step,
    }


def _step(step: Step) -> dict[str, Any]:
    route = step.route
    return {
        "why": step.why,
        "told": route.told,
        "severity": route.severity,
        "in_business_hours": route.in_business_hours,
        "renotify": format_duration(route.renotify) if route.renotify else None,
        "deduplication_key": route.deduplication_key,
    }


def _level_document(level: Level) -> dict[str, Any]:
    missing = {"why": level.missing.why, "do": level.missing.todo} if level.missing else None
    return {"roster": level.roster, "on": [one.shift.who for one in level.on], "missing": missing}
