"""Readiness as the documented JSON (docs/guide/readiness.md), and verdicts as the plan's JSON has them."""

from typing import Any

from estate.readiness.check import LEVELS, Check
from estate.readiness.gaps import Gap
from estate.readiness.judge import Result
from estate.readiness.levels import Card
from estate.readiness.report import Report
from estate.readiness.verdict import Outcome
from estate.readiness.world import Attestation

JSON_VERSION = 1


def as_document(report: Report) -> dict[str, Any]:
    """The whole report; the same bytes for the same plan, facts, evidence and day."""
    return {
        "version": JSON_VERSION,
        "today": report.today.isoformat(),
        "checks": report.checks,
        "level": report.level,
        "base": report.base,
        "short": [card.title for card in report.short],
        "cards": [_card(report, card) for card in report.cards],
        "gaps": [gap_document(gap) for gap in report.gaps],
        "warnings": list(report.warnings),
        "live": _live(report),
    }


def _live(report: Report) -> dict[str, Any] | None:
    """What was read of what stands there; None where nobody looked."""
    looked = report.looked
    if looked is None:
        return None
    return {
        "at": looked.at.isoformat(timespec="seconds"),
        "endpoint": looked.endpoint,
        "by": looked.by,
        "environments": list(looked.environments),
        "read": looked.read,
        "unread": looked.unread,
        "gone": list(looked.gone),
        "agrees": len(report.read_back("agrees")),
        "unseen": len(report.read_back("unseen")),
        "differs": [result_document(result) for result in report.differs],
    }


def _card(report: Report, card: Card) -> dict[str, Any]:
    was = report.was(card)
    return {
        "kind": card.kind,
        "name": card.name,
        "environment": card.environment,
        "asked": report.wants(card),
        "reached": card.reached,
        "ready": card.reaches(report.wants(card)),
        "levels": {level: dict(zip(("good", "asked"), card.score(level), strict=True)) for level in LEVELS},
        "was": {"reached": was.reached, "good": was.good, "asked": was.asked} if was else None,
        "outcomes": {outcome.value: card.count(outcome) for outcome in Outcome if card.count(outcome)},
        "verdicts": [
            {"evidence": evidence_of(result), "read_back": result.read_back, **result_document(result)} for result in card.results
        ],
    }


def gap_document(gap: Gap) -> dict[str, Any]:
    """What is missing, with whom it is missing."""
    return {
        **_check(gap.check),
        "mandatory": gap.mandatory,
        "subjects": list(gap.subjects),
        "places": list(gap.places),
        "fix": gap.check.facts.fix,
        "verdicts": [result_document(result) for result in gap.results],
    }


def _check(check: Check) -> dict[str, Any]:
    facts = check.facts
    return {
        "check": check.id,
        "pillar": check.pillar,
        "title": facts.title,
        "level": facts.level,
        "severity": facts.severity,
        "effort": facts.effort,
        "controls": [f"{control.framework} {control.id}" for control in facts.controls],
        "link": facts.link,
    }


def result_document(result: Result) -> dict[str, Any]:
    """One verdict on one subject."""
    subject = result.subject
    return {
        "check": result.check.id,
        "environment": result.environment,
        "kind": subject.kind,
        "subject": subject.title,
        "belongs_to": subject.belongs_to,
        "outcome": result.verdict.outcome.value,
        "text": result.verdict.text,
        "urn": subject.urn,
        "source": subject.source,
        "proofs": [proof_document(proof) for proof in result.proofs],
    }


def proof_document(proof: Attestation) -> dict[str, Any]:
    """One piece of attested evidence, and where it stands."""
    return {
        "kind": proof.kind,
        "on": proof.on.isoformat(),
        "file": proof.file,
        "passed": proof.passed,
        "by": proof.by,
        "link": proof.link or None,
    }


def evidence_of(result: Result) -> str:
    """What the verdict rests on: `static`, `runtime`, `attested` or `waived`."""
    if result.verdict.outcome == Outcome.WAIVED:
        return "waived"
    return "runtime" if result.read_back in ("agrees", "differs") else result.check.facts.evidence
