"""What `estate alerts list` says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.alerting.definition import told
from estate.alerting.spec import Alerting, Route, Subject
from estate.alerting.watch import watch
from estate.catalog.load import load_catalog
from estate.cli.alerts_environment import known_environment

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is watched, with every route that it has."""

    name: str
    nature: str
    subject: Subject
    routes: tuple[Route, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Everything of an environment."""

    environment: str
    lines: tuple[Line, ...]


def listing(folder: Path, environment: str) -> Listing:
    """Everything that is watched. InputError for an unknown environment."""
    catalog = load_catalog(folder)
    return Listing(environment=environment, lines=tuple(_lines(watch(catalog, known_environment(catalog, environment)))))


def _lines(alerting: Alerting) -> Iterator[Line]:
    for slo in alerting.slos:
        routes = dict.fromkeys(alert.route for alert in slo.alerts)
        yield Line(name=slo.name, nature="symptom", subject=slo.subject, routes=tuple(routes))
    for monitor in alerting.monitors:
        yield Line(name=monitor.name, nature=monitor.nature, subject=monitor.subject, routes=(monitor.route,))


def as_text(listed: Listing) -> Iterator[Text]:
    """A line for each, those of one service together."""
    width = max((len(line.name) for line in listed.lines), default=0)
    calling = sum(any(route.told == "page" for route in line.routes) for line in listed.lines)
    yield Text(f"{len(listed.lines)} watched in {listed.environment}, {calling} of them call somebody", style="bold")
    for line in sorted(listed.lines, key=lambda one: one.subject.service):
        ends = "; ".join(told(route) for route in line.routes)
        yield Text(f"  {line.name:<{width}}  {line.nature:<7}  {line.subject.team:<10}  tier {line.subject.tier}  {ends}")


def as_document(listed: Listing) -> dict[str, Any]:
    """The documented JSON."""
    return {"version": JSON_VERSION, "environment": listed.environment, "alerts": [_line(line) for line in listed.lines]}


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "nature": line.nature,
        "service": line.subject.service,
        "team": line.subject.team,
        "tier": line.subject.tier,
        "routes": [{"told": route.told, "severity": route.severity, "in_business_hours": route.in_business_hours} for route in line.routes],
    }
