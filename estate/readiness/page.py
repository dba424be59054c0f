"""Readiness as one page that needs nothing but itself. The template escapes every text."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2

from estate.graph.wording import clean
from estate.readiness.document import evidence_of, result_document
from estate.readiness.levels import Card
from estate.readiness.report import Report

ORDER = ("fail", "undecided", "waived", "pass")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A card as the page shows it."""

    anchor: str
    title: str
    asked: str
    reached: str
    score: str
    was: str
    mark: str
    environment: str
    verdicts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class PageView:
    """What the page shows beside the report."""

    ready: int
    rows: tuple[Row, ...]


def as_page(report: Report) -> str:
    """The page; the same bytes for the same report."""
    ready = sum(card.reaches(report.wants(card)) for card in report.cards)
    view = PageView(ready=ready, rows=tuple(_row(report, card) for card in report.cards))
    return _template().render(report=report, page=view)


def _row(report: Report, card: Card) -> Row:
    wants, was = report.wants(card), report.was(card)
    good, asked = card.score(wants)
    verdicts = ({**result_document(result), "evidence": evidence_of(result)} for result in card.results)
    return Row(
        anchor=f"{card.kind}-{card.name}",
        title=card.title,
        asked=wants,
        reached=card.reached or "below poc",
        score=f"{good}/{asked}",
        was=f"{was.reached or '-'} {was.good}/{was.asked}" if was else "new",
        mark="good" if card.reaches(wants) else "bad" if card in report.short else "look",
        environment=card.environment,
        verdicts=tuple(sorted(verdicts, key=lambda verdict: (ORDER.index(verdict["outcome"]), verdict["check"], verdict["subject"]))),
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("estate.readiness", ".")
    settings: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, **settings)
    environment.filters["clean"] = lambda text: clean(str(text))
    return environment.get_template("page.html.j2")
