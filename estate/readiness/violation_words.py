"""Violations as a part of the plan: a few lines at the terminal, in a comment, on the page."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from estate.catalog.waiver import Waiver
from estate.graph.markdown import code
from estate.graph.wording import clean, counted, shorten
from estate.readiness.gaps import Gap
from estate.readiness.violations import Violations

SHOWN = 10
"""Checks that stop a rollout; what advises is only counted, where nobody asked for everything."""
SUBJECTS_SHOWN = 3
TEXT_LIMIT = 200
MARGIN = "     "
MARKDOWN_LIMIT = 12_000
"""Characters: a comment belongs to what changes."""
NEXT = "Next: estate ready -v   what is missing, and where to mend it"


def lines(found: Violations, *, width: int = 80, verbose: bool = False) -> Iterator[Text]:
    """The part at the terminal; nothing where there is nothing to say."""
    if found.is_silent:
        return
    yield Text()
    yield Text(_head(found), style="bold red" if found.mandatory else "bold")
    shown = [*found.mandatory, *found.advisory] if verbose else found.mandatory[:SHOWN]
    for gap in shown:
        yield from _gap_lines(gap, width, is_new=found.is_new(gap))
    for text in _other_words(found):
        yield from (Text(line, style="yellow") for line in wrap(clean(text), width, subsequent_indent="   "))
    for warning in found.warnings:
        yield from (Text(line, style="yellow") for line in wrap(f"warning: {clean(warning)}", width, subsequent_indent="   "))
    if len(shown) < len(found.mandatory) + len(found.advisory):
        yield Text(NEXT)


def _head(found: Violations) -> str:
    """`Checks: 2 stop a rollout (1 new), 7 advise; 3 failures are mended`."""
    many = f"{len(found.mandatory):,} {'stops' if len(found.mandatory) == 1 else 'stop'}" if found.mandatory else "none stops"
    words = [f"{many} a rollout{_new(found, found.mandatory)}"]
    words += [f"{len(found.advisory):,} advise{_new(found, found.advisory)}"] if found.advisory else []
    mended = f"; {counted(found.mended, 'failure')} mended" if found.mended else ""
    return f"Checks: {', '.join(words)}{mended}"


def _new(found: Violations, gaps: Sequence[Gap]) -> str:
    """` (1 new)`; ` (none new)` is what a reviewer looks for."""
    if found.known is None or not gaps:
        return ""
    number = sum(map(found.is_new, gaps))
    return f" ({number or 'none'} new)"


def _gap_lines(gap: Gap, width: int, *, is_new: bool) -> Iterator[Text]:
    sign, style = ("stop", "bold red") if gap.mandatory else ("note", "")
    title = f"{'new: ' * is_new}{gap.check.facts.title}"
    head = Text.assemble(" ", (sign, style), f" {title}")
    fits = head.cell_len + 2 + len(gap.check.id) <= width
    yield head.append(f"  {gap.check.id}", style="dim") if fits else head
    if not fits:
        yield Text(f"{MARGIN} {gap.check.id}", style="dim")
    text = f"{_subjects(gap)}: {shorten(clean(gap.words), TEXT_LIMIT)}{_at(gap)}"
    yield from (Text(f"{MARGIN} {line}") for line in wrap(text, width - len(MARGIN) - 1, break_on_hyphens=False))


def _subjects(gap: Gap) -> str:
    titles = list(dict.fromkeys(f"{clean(result.subject.title)} ({result.environment})" for result in gap.results))
    rest = len(titles) - SUBJECTS_SHOWN
    return ", ".join(titles[:SUBJECTS_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")


def _at(gap: Gap) -> str:
    source = gap.results[0].subject.source
    return f" ({clean(source)})" if source else ""


def _other_words(found: Violations) -> Iterator[str]:
    yield from (f"new waiver: {_waiver(waiver)}" for waiver in found.new_waivers)
    yield from (f"waiver gone: {waiver.title}" for waiver in found.gone_waivers)
    yield from (f"the policy pack adds tags: {remedy.words}" for remedy in found.remedies[:SHOWN])
    if len(found.remedies) > SHOWN:
        yield f"the policy pack adds tags to {len(found.remedies) - SHOWN:,} more"


def _waiver(waiver: Waiver) -> str:
    return f"{waiver.title} until {waiver.expires}, {waiver.owner}, agreed by {waiver.approver} ({waiver.ticket}): {waiver.reason}"


def as_markdown(found: Violations) -> str:
    """The part of a comment; empty where there is nothing to say."""
    if found.is_silent:
        return ""
    parts = [f"\n#### {':x:' if found.mandatory else ':bulb:'} {_head(found)}"]
    parts += [f"- :warning: {code(text)}" for text in _other_words(found)]
    parts += [f"- {code(warning)}" for warning in found.warnings]
    parts += _fitting([_item(gap, is_new=found.is_new(gap)) for gap in found.mandatory])
    if found.advisory:
        inside = "\n".join(_fitting([_item(gap, is_new=found.is_new(gap)) for gap in found.advisory]))
        parts.append(f"<details><summary>{counted(len(found.advisory), 'check')} advise</summary>\n\n{inside}\n\n</details>")
    return "\n".join(parts)


def _fitting(items: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for item in items:
        if sum(map(len, kept)) + len(item) > MARKDOWN_LIMIT:
            return [*kept, f"- and {len(items) - len(kept):,} more: `estate ready -v`"]
        kept.append(item)
    return kept


def _item(gap: Gap, *, is_new: bool) -> str:
    head = f"- {':new: ' * is_new}**{gap.check.facts.title}** ({code(gap.check.id)})"
    return f"{head} {code(_subjects(gap))}: {code(shorten(gap.words, TEXT_LIMIT))}. {code(gap.check.facts.fix)}"


def as_notes(found: Violations) -> tuple[tuple[str, bool], ...]:
    """The lines of the page, the first its headline; each with whether it is about something that stops a rollout."""
    if found.is_silent:
        return ()
    gaps = (
        (f"{gap.check.facts.title}: {_subjects(gap)}: {clean(gap.words)}", gap.mandatory) for gap in (*found.mandatory, *found.advisory)
    )
    said = ((clean(text), False) for text in (*_other_words(found), *found.warnings))
    return ((_head(found), bool(found.mandatory)), *gaps, *said)
