"""Checks in words: a list, one explained, what all of them cover."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from rich.text import Text

from estate.catalog.fact import format_duration
from estate.graph.wording import counted
from estate.readiness.check import Check
from estate.readiness.coverage import Coverage
from estate.readiness.taggable import WORD

LEVEL_WIDTH = 11
SEVERITY_WIDTH = 9
LABEL_WIDTH = 10
TYPES_SHOWN = 20
TAKE_TAGS = "every resource of AWS that takes tags"


def as_document(check: Check) -> dict[str, Any]:
    """The check as the documented JSON."""
    facts = check.facts.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {"id": check.id, "pillar": check.pillar, "file": check.file, "needs_estate": check.needs_estate, **facts}


def listing(checks: Iterable[Check], *, width: int) -> Iterator[Text]:
    """What each check is called, and below it what it asks."""
    pillar, number = "", 0
    for check in checks:
        number += 1
        if check.pillar != pillar:
            if pillar:
                yield Text()
            pillar = check.pillar
            yield Text(pillar, style="bold")
        facts = check.facts
        head = Text.assemble(f" {facts.level:<{LEVEL_WIDTH}}{facts.severity:<{SEVERITY_WIDTH}}", (check.id, "bold"))
        yield head
        margin = 1 + LEVEL_WIDTH + SEVERITY_WIDTH
        yield from (Text(f"{'':<{margin}}{line}") for line in wrap(facts.title, width - margin, break_on_hyphens=False))
    yield Text()
    yield Text(f"{counted(number, 'check')}. Next: estate policy explain ID", style="bold")


def explanation(check: Check, *, width: int) -> Iterator[Text]:
    """Everything that the check's file says, in the order in which a reader asks."""
    facts = check.facts
    yield Text(facts.title, style="bold")
    age = f", at most {format_duration(facts.max_age)} old" if facts.max_age else ""
    about = [
        ("check", f"{check.id} ({check.pillar})"),
        ("asked", f"from {facts.level} on; {facts.severity}, {facts.effort} to mend"),
        ("of", ", ".join(TAKE_TAGS if kind == WORD else kind for kind in facts.types) or f"every {facts.subject}"),
        ("seen in", ("the plan" if facts.evidence == "static" else f"{facts.evidence} evidence") + age),
        ("controls", ", ".join(f"{control.framework} {control.id}" for control in facts.controls)),
        ("why", facts.rationale),
        ("fix", facts.fix),
        ("where", f"{facts.catalog.path or 'the file'} ({facts.catalog.file})" if facts.catalog else ""),
        ("link", facts.link),
        ("file", check.file),
    ]
    for label, words in about:
        for index, line in enumerate(wrap(words, width - LABEL_WIDTH, break_on_hyphens=False, break_long_words=False)):
            yield Text.assemble((f"{label if index == 0 else '':<{LABEL_WIDTH}}", "dim"), line)


def coverage_lines(found: Coverage, *, width: int) -> Iterator[Text]:
    """What is covered, then what is not."""
    yield Text(f"{counted(found.checks, 'check')}", style="bold")
    yield from _wrapped(", ".join(f"{pillar} {number}" for pillar, number in found.pillars), width)
    for one in found.frameworks:
        yield Text()
        yield Text(f"{one.name}: {counted(len(one.covered), 'control')} answered", style="bold")
        if one.missing:
            yield from _wrapped(f"answered by none: {', '.join(one.missing)}", width)
        for left in one.left_out:
            yield from _wrapped(f"left out: {', '.join(left.ids)}: {left.why}", width)
    yield Text()
    total = found.seen + len(found.unseen)
    yield Text(f"{found.seen:,} of {counted(total, 'type')} in the plan have a check of their own", style="bold")
    for kind, number in found.unseen[:TYPES_SHOWN]:
        yield Text(f" {number:>5,}  {kind}")
    if len(found.unseen) > TYPES_SHOWN:
        yield Text(f"        and {len(found.unseen) - TYPES_SHOWN:,} more types: --json")


def _wrapped(words: str, width: int) -> Iterator[Text]:
    yield from (Text(f" {line}") for line in wrap(words, width - 1, break_on_hyphens=False))
