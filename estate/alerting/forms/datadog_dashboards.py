"""What people look at: a dashboard for each service, and one for each team."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from estate.alerting.forms.addresses import Addresses
from estate.alerting.forms.datadog_objectives import timeframe
from estate.alerting.forms.datadog_text import written
from estate.alerting.forms.datadog_widgets import Widget, alerts, budget, group, lines, note
from estate.alerting.signals import datadog_query, signals
from estate.alerting.slis import sli_of
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec, Subject

TRACED = re.compile(r"sum:(trace\.[a-z_.]+)\.hits(\{[^}]*\})")
PERCENTILES = ("p50", "p95", "p99")


@dataclass(frozen=True, kw_only=True)
class DashboardForm:
    """One dashboard."""

    key: str
    """The logical name: of a service, or `team.<name>`."""
    text: str
    """JSON; each `$word` in it is a word of `named`."""
    named: Mapping[str, str]
    """The keys of the objectives whose ids the text names."""
    subjects: tuple[str, ...]
    """Whose monitors send people here."""


@dataclass(frozen=True, kw_only=True)
class _Watched:
    """A subject, with all that is watched of it."""

    subject: Subject
    slos: tuple[SloSpec, ...]
    monitors: tuple[MonitorSpec, ...]


def dashboard_forms(alerting: Alerting, addresses: Addresses) -> tuple[DashboardForm, ...]:
    """A dashboard for whatever has a promise, and one of each team, on which everything else of it stands."""
    watched = _watched(alerting)
    promising = [one for one in watched if one.slos]
    teams: dict[str, list[_Watched]] = defaultdict(list)
    for one in watched:
        teams[one.subject.team].append(one)
    return (*(_of_service(one, addresses) for one in promising), *(_of_team(name, own) for name, own in teams.items()))


def _watched(alerting: Alerting) -> list[_Watched]:
    subjects = {one.subject.service: one.subject for one in (*alerting.slos, *alerting.monitors)}
    slos: dict[str, list[SloSpec]] = defaultdict(list)
    monitors: dict[str, list[MonitorSpec]] = defaultdict(list)
    for slo in alerting.slos:
        slos[slo.subject.service].append(slo)
    for monitor in alerting.monitors:
        monitors[monitor.subject.service].append(monitor)
    return [_Watched(subject=own, slos=tuple(slos[name]), monitors=tuple(monitors[name])) for name, own in subjects.items()]


def _of_service(watched: _Watched, addresses: Addresses) -> DashboardForm:
    subject = watched.subject
    widgets = (
        note(f"**{subject.service}** of {subject.team}, tier {subject.tier}. [Runbook]({addresses.runbook(subject)})"),
        alerts(f"service:{subject.service} env:{subject.environment}"),
        group("Budget left", _budgets(watched.slos)),
        group("Golden signals", _golden(watched.slos)),
        group("Causes", (_cause(monitor) for monitor in watched.monitors)),
        group("Deploys", _deploys(watched.slos)),
    )
    return _form(subject.service, f"[{subject.environment}] {subject.service}", widgets, watched.slos, (subject,))


def _of_team(team: str, watched: list[_Watched]) -> DashboardForm:
    slos = tuple(slo for one in watched for slo in one.slos)
    subjects = tuple(one.subject for one in watched if not one.slos)
    environment = watched[0].subject.environment
    others = (group(one.subject.service, (_cause(monitor) for monitor in one.monitors)) for one in watched if not one.slos)
    widgets = (alerts(f"team:{team} env:{environment}"), group("Budget left", _budgets(slos)), *others)
    return _form(f"team.{team}", f"[{environment}] team {team}", widgets, slos, subjects, team=team)


def _form(
    key: str, title: str, widgets: Iterable[Widget], slos: tuple[SloSpec, ...], subjects: tuple[Subject, ...], *, team: str = ""
) -> DashboardForm:
    shown = [one for one in widgets if one["definition"].get("widgets") != []]
    owner = team or subjects[0].team
    text = json.dumps({"title": title, "layout_type": "ordered", "reflow_type": "auto", "tags": [f"team:{owner}"], "widgets": shown})
    return DashboardForm(
        key=key,
        text=text,
        named={f"slo_{index}": slo.name for index, slo in enumerate(slos)},
        subjects=tuple(subject.service for subject in subjects),
    )


def _budgets(slos: Iterable[SloSpec]) -> Iterator[Widget]:
    for index, slo in enumerate(slos):
        yield budget(f"$slo_{index}", timeframe=timeframe(slo), title=slo.name)


def _golden(slos: Iterable[SloSpec]) -> Iterator[Widget]:
    """Traffic, errors and latency; how full things are is among the causes."""
    for slo in slos:
        asked = sli_of(slo).datadog
        if slo.objective.sli == "availability" and asked.total and asked.bad:
            yield lines("Traffic", (asked.total,), bars=True)
            yield lines("Errors, percent", (f"{asked.bad} / {asked.total} * 100",))
            traced = TRACED.match(asked.total)
            if traced:
                yield lines("Latency, seconds", tuple(f"{percentile}:{traced[1]}{traced[2]}" for percentile in PERCENTILES))
        elif asked.value and slo.objective.under:
            yield lines(slo.name, (asked.value,), critical=f"{slo.objective.under.total_seconds():g}")


def _cause(monitor: MonitorSpec) -> Widget:
    signal = signals()[monitor.signal]
    warning = None if monitor.warning is None else written(monitor.warning)
    return lines(f"{signal.title}, {signal.unit}", (datadog_query(monitor),), critical=written(monitor.critical), warning=warning)


def _deploys(slos: Iterable[SloSpec]) -> Iterator[Widget]:
    """Requests by version: a deployment is where one takes over from another."""
    totals = (asked for slo in slos if (asked := sli_of(slo).datadog.total) and TRACED.match(asked))
    for total in dict.fromkeys(totals):
        yield lines("Requests by version", (total.replace("}.as_count()", "} by {version}.as_count()"),), bars=True)
