"""What people look at: a dashboard for each thing that is watched, and one for each team."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from estate.alerting.forms.newrelic_nrql import counted
from estate.alerting.forms.newrelic_text import percent, tags, title
from estate.alerting.signals import nrql_query, signals
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.vendor_burn import vendor_burn
from estate.catalog.objective import format_percent

Look = Literal["viz.line", "viz.billboard", "viz.table"]
COLUMNS, WIDTH, HEIGHT = 12, 4, 3
"""Of a dashboard, and of each widget on it (docs: dashboards, the JSON of an export)."""


@dataclass(frozen=True, kw_only=True)
class WidgetForm:
    """One question and how its answer looks. `$sli[<key>]` in the query stands for the GUID of an objective."""

    title: str
    look: Look
    query: str


@dataclass(frozen=True, kw_only=True)
class DashboardForm:
    """One dashboard of one page."""

    key: str
    title: str
    description: str
    widgets: tuple[WidgetForm, ...]
    levels: tuple[str, ...]
    """Keys of the objectives that the widgets name."""
    tags: Mapping[str, str]


def dashboard_forms(alerting: Alerting) -> tuple[DashboardForm, ...]:
    """By thing and then by team, each in the order of the names."""
    every = (*alerting.slos, *alerting.monitors)
    subjects = {one.subject.service: one.subject for one in every}
    teams = sorted({one.team for one in subjects.values()})
    return (*(_of_thing(name, alerting) for name in sorted(subjects)), *(_of_team(team, alerting) for team in teams))


def document(form: DashboardForm, account_id: str, guids: Mapping[str, str]) -> str:
    """The JSON of a dashboard; `guids` of objectives by their keys."""
    # A plan knows a symbol alone; New Relic wants a number.
    account = int(account_id) if account_id.isdigit() else account_id
    widgets = [_widget(place, one, account, guids) for place, one in enumerate(form.widgets)]
    page = {"name": form.title, "description": form.description, "widgets": widgets}
    return json.dumps({"name": form.title, "description": form.description, "permissions": "PUBLIC_READ_ONLY", "pages": [page]})


def _of_thing(name: str, alerting: Alerting) -> DashboardForm:
    slos = [one for one in alerting.slos if one.subject.service == name]
    monitors = [one for one in alerting.monitors if one.subject.service == name]
    subject = (*slos, *monitors)[0].subject
    return DashboardForm(
        key=name,
        title=title(subject, name),
        description=f"Owner: {subject.team}. Tier: {subject.tier}.",
        widgets=(*_budgets(slos), *_golden(slos), *map(_cause, monitors)),
        levels=tuple(slo.name for slo in slos),
        tags=tags(subject, "symptom", None),
    )


def _of_team(team: str, alerting: Alerting) -> DashboardForm:
    slos = [one for one in alerting.slos if one.subject.team == team]
    subject = next(one.subject for one in (*slos, *alerting.monitors) if one.subject.team == team)
    shared = {key: value for key, value in subject.tags.items() if key not in ("service", "source", "tier")}
    return DashboardForm(
        key=f"team.{team}",
        title=title(subject, f"team {team}"),
        description=f"What {team} has promised, and what is wrong.",
        widgets=(_opened(alerting.environment, team, {one.subject.service for one in slos}), *_budgets(slos)),
        levels=tuple(slo.name for slo in slos),
        tags=shared,
    )


def _budgets(slos: Iterable[SloSpec]) -> Iterator[WidgetForm]:
    """What is left of each budget, over the period that New Relic has for it; below 0 the promise is broken."""
    for slo in slos:
        days, budget = vendor_burn(slo, "newrelic").period.days, percent(slo.objective.budget)
        left = f"100 - sum(newrelic.sli.bad) / sum(newrelic.sli.valid) * 100 / {budget:g} * 100"
        parts = ("SELECT", left, "AS '% left'", "FROM Metric WHERE", f"sli.guid = '$sli[{slo.name}]'", f"SINCE {days} days ago")
        heading = f"{slo.name}: budget left, {format_percent(slo.objective.target):g} % over {days} days"
        yield WidgetForm(title=heading, look="viz.billboard", query=" ".join(parts))


def _golden(slos: Iterable[SloSpec]) -> Iterator[WidgetForm]:
    """How much, how bad and how slow."""
    traffic: dict[str, WidgetForm] = {}
    for slo in slos:
        by = counted(slo)
        yield WidgetForm(title=f"{slo.name}: % bad", look="viz.line", query=f"{by.bad_share} TIMESERIES")
        traffic.setdefault(by.samples, WidgetForm(title=f"{slo.name}: how many", look="viz.line", query=f"{by.samples} TIMESERIES"))
        if by.valid.from_ == "Span":
            parts = ("SELECT percentile(duration.ms, 50, 95, 99) FROM Span WHERE", by.valid.where, "TIMESERIES")
            query = " ".join(parts)
            traffic.setdefault(query, WidgetForm(title="Milliseconds: p50, p95, p99", look="viz.line", query=query))
    yield from traffic.values()


def _cause(monitor: MonitorSpec) -> WidgetForm:
    signal = signals()[monitor.signal]
    heading = f"{monitor.name}: {signal.title} ({signal.unit}), told {monitor.comparison} {monitor.critical:g}"
    return WidgetForm(title=heading, look="viz.line", query=f"{nrql_query(monitor)} TIMESERIES")


def _opened(environment: str, team: str, services: Iterable[str]) -> WidgetForm:
    """Events of the team's conditions; those of compound conditions too, which have no tags."""
    names = " OR ".join(f"conditionName LIKE '[{environment}] {name}.%'" for name in sorted(services)) or f"policyName LIKE '%/{team} %'"
    parts = ("SELECT count(*) FROM NrAiIncident WHERE event = 'open' AND", f"({names})", "FACET conditionName, priority SINCE 1 day ago")
    return WidgetForm(title="Opened within a day", look="viz.table", query=" ".join(parts))


def _widget(place: int, form: WidgetForm, account: int | str, guids: Mapping[str, str]) -> dict[str, Any]:
    query = form.query
    for key, guid in guids.items():
        query = query.replace(f"$sli[{key}]", guid)
    across = COLUMNS // WIDTH
    return {
        "title": form.title,
        "layout": {"column": place % across * WIDTH + 1, "row": place // across * HEIGHT + 1, "width": WIDTH, "height": HEIGHT},
        "visualization": {"id": form.look},
        "rawConfiguration": {"nrqlQueries": [{"accountIds": [account], "query": query}]},
    }
