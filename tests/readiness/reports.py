"""Small reports: checks, results and cards as the formats show them, without a plan behind them."""

from datetime import date
from typing import Any

from estate.catalog.fact import Maturity
from estate.readiness.check import Check, CheckFacts
from estate.readiness.gaps import gaps_of
from estate.readiness.judge import Result, Subject
from estate.readiness.levels import Card, CardKind
from estate.readiness.report import Report
from estate.readiness.verdict import Outcome, Verdict, passed
from estate.readiness.world import Attestation

TODAY = date(2026, 11, 30)
FACTS: dict[str, Any] = {
    "title": "It is as it should be",
    "level": "poc",
    "severity": "medium",
    "effort": "hours",
    "subject": "service",
    "controls": [{"framework": "ours", "id": "example"}],
    "rationale": "Because.",
    "fix": "Change it.",
    "link": "https://shop.example/why",
}
HOSTILE = "<script>alert(1)</script>|`x`*@everyone*[bold]\x1b[31m\r\n\u202e\u2028"
"""Markup of HTML, Markdown and rich, a mention, and what a terminal would obey."""


def a_check(ident: str = "it_is_good", *, pillar: str = "data", **facts: Any) -> Check:
    """A check that nobody runs."""
    return Check(
        id=ident,
        pillar=pillar,
        facts=CheckFacts.model_validate(FACTS | facts, strict=False),
        judge=lambda _subject, _world: passed(),
        file=f"policies/{pillar}/{ident}.yaml",
    )


def a_result(
    check: Check, *, outcome: str = "fail", text: str = "it is not", of: str = "till", proofs: tuple[Attestation, ...] = (), **subject: Any
) -> Result:
    """The verdict of a check on a thing."""
    about: dict[str, Any] = {"kind": "service", "name": of, "title": f"service {of}", "belongs_to": of} | subject
    return Result(
        check=check, subject=Subject(**about), environment="production", verdict=Verdict(outcome=Outcome(outcome), text=text), proofs=proofs
    )


def a_card(name: str = "till", *results: Result, kind: CardKind = "service", wants: Maturity = "production") -> Card:
    """The score of a thing."""
    return Card(kind=kind, name=name, wants=wants, environment="production", results=results)


def no_place(_result: Result) -> str | None:
    """Nothing stands in a file."""
    return None


def not_forced(_result: Result) -> bool:
    """Nothing stops a rollout."""
    return False


def a_report(*cards: Card, level: Maturity | None = None, **other: Any) -> Report:
    """The report on these cards, with the gaps that they have."""
    found = gaps_of(cards, level, place_of=no_place, forced=not_forced)
    return Report(today=TODAY, checks=255, cards=cards, gaps=found, level=level, **other)
