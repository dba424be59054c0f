"""Readiness as a comment for a pull request: who is short of what, what changed against the base, the rest folded away.

Words that come from a catalog or a program stand in code spans, as in the comment of the plan.
"""

from collections.abc import Iterator

from estate.graph.markdown import LIMIT, Body, code
from estate.graph.wording import counted, shorten
from estate.readiness.gaps import Gap
from estate.readiness.levels import Card
from estate.readiness.report import Report

HEAD = "| | asked | reached | checks | before |\n|---|---|---|---|---|"
GAPS_SHOWN = 20
SUBJECTS_SHOWN = 6
TEXT_LIMIT = 300
CLOSING = "\n</details>"


def as_markdown(report: Report, *, limit: int = LIMIT) -> str:
    """The comment, at most `limit` characters; with a base only what changed, and who is short."""
    body = Body(limit=limit)
    body.force(f"### {_verdict(report)}")
    left_out = _table(body, report)
    left_out += _read_back(body, report)
    left_out += _gaps(body, report)
    for warning in report.warnings:
        left_out += not body.add(f"\n> **Note** {code(warning)}")
    if left_out:
        body.force(f"\n**{left_out:,} more did not fit into this comment.** All of it: `estate ready -v`")
    return body.text


def told(report: Report) -> tuple[Card, ...]:
    """The cards worth a reader's time: with a base those that are short or changed, else all."""
    return tuple(card for card in report.cards if report.base is None or card in report.short or report.has_changed(card))


def _verdict(report: Report) -> str:
    ready = sum(card.reaches(report.wants(card)) for card in report.cards)
    said = f"{ready} of {len(report.cards)} reach what is asked of them"
    if not report.short:
        return f":white_check_mark: {said}"
    return f":x: {said} — {counted(len(report.short), 'thing')} below {report.level or 'production'}"


def _table(body: Body, report: Report) -> int:
    chosen = told(report)
    if not chosen:
        body.force(f"\nNothing changes against {code(report.base or '')}.")
        return 0
    rows = list(_rows(report, chosen))
    if not body.add(f"\n{HEAD}"):
        return len(rows)
    return sum(not body.add(row) for row in rows)


def _rows(report: Report, chosen: tuple[Card, ...]) -> Iterator[str]:
    for card in chosen:
        good, asked = card.score(report.wants(card))
        was = report.was(card)
        then = f"{was.reached or '-'} {was.good}/{was.asked}" if was else "new" if report.base else ""
        sign = ":x: " if card in report.short else ""
        yield f"| {sign}{card.kind} {code(card.name)} | {report.wants(card)} | {card.reached or '-'} | {good}/{asked} | {then} |"


def _read_back(body: Body, report: Report) -> int:
    """What was read, and everything in which it contradicts the plan."""
    if report.looked is None:
        return 0
    counts = f"Verdicts that agree: {len(report.read_back('agrees')):,}; that cannot be seen there: {len(report.read_back('unseen')):,}"
    left_out = int(not body.add(f"\n{report.looked.words}. {counts}."))
    told = [f"gone: {code(title)}" for title in report.looked.gone]
    for result in report.differs:
        words = code(shorten(result.verdict.text, TEXT_LIMIT))
        told.append(f"{code(result.check.id)} {code(result.subject.title)} ({code(result.environment)}): {words}")
    return left_out + sum(not body.add(f"* :x: {line}") for line in told)


def _gaps(body: Body, report: Report) -> int:
    # By the verdicts: what speaks against an environment or a team may be a resource that bears neither's name.
    worth = {id(result) for card in told(report) for result in card.results}
    shown = [gap for gap in report.gaps if any(id(result) in worth for result in gap.results)]
    if not shown:
        return 0
    head = f"\n<details><summary>To mend: {counted(len(shown), 'check')}, the most risk for the least effort first</summary>\n"
    if not body.add(head, closing=CLOSING):
        return len(shown)
    left_out = max(0, len(shown) - GAPS_SHOWN) + sum(not body.add(_gap(gap), closing=CLOSING) for gap in shown[:GAPS_SHOWN])
    body.force(CLOSING)
    return left_out


def _gap(gap: Gap) -> str:
    facts = gap.check.facts
    rest = len(gap.subjects) - SUBJECTS_SHOWN
    who = ", ".join(code(subject) for subject in gap.subjects[:SUBJECTS_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")
    where = f" At {', '.join(code(place) for place in gap.places[:3])}." if gap.places else ""
    text = code(shorten(gap.words, TEXT_LIMIT))
    return f"1. **{facts.severity}**, {facts.effort}: {code(facts.title)} ({code(gap.check.id)}) — {who}: {text}. {code(facts.fix)}{where}"
