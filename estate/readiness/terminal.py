"""Readiness at the terminal: a line a thing, what is missing in the order in which to mend it, one verdict at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from estate.graph.wording import clean, counted, shorten
from estate.readiness.gaps import Gap
from estate.readiness.levels import Card
from estate.readiness.report import Report
from estate.readiness.verdict import Outcome
from estate.readiness.world import Attestation

NAME_WIDTH = 25
LEVEL_WIDTH = 12
SCORE_WIDTH = 9
LEAST_WIDTH = 20
"""Of what is open, however narrow the terminal."""
GAPS_SHOWN = 3
"""What to mend next, where nobody asked for everything."""
PLACES_SHOWN = 3
SUBJECTS_SHOWN = 6
MARGIN = "      "
NOTHING = "-"
STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": ""}


def lines(report: Report, *, width: int = 80, verbose: bool = False) -> Iterator[Text]:
    """The whole report; `verbose` shows everything that is missing, with every verdict."""
    width = min(width, 120)
    yield from _table(report, width)
    yield from _gaps(report, width, verbose=verbose)
    yield from _read_back(report, width, verbose=verbose)
    for warning in report.warnings:
        first, *rest = wrap(clean(warning), width - 9) or [""]
        yield Text.assemble(("warning: ", "yellow"), first)
        yield from (Text(" " * 9 + line) for line in rest)
    yield from _verdict(report, width)


def _table(report: Report, width: int) -> Iterator[Text]:
    kind = ""
    for card in report.cards:
        if card.kind != kind:
            if kind:
                yield Text()
            kind = card.kind
            head = f" {kind:<{NAME_WIDTH}}{'asked':<{LEVEL_WIDTH}}{'reached':<{LEVEL_WIDTH}}{'checks':<{SCORE_WIDTH}} open"
            yield Text(head, style="dim")
        yield from _card(report, card, width)


def _card(report: Report, card: Card, width: int) -> Iterator[Text]:
    wants = report.wants(card)
    good, asked = card.score(wants)
    line = Text.assemble((f" {shorten(clean(card.name), NAME_WIDTH - 1):<{NAME_WIDTH}}", "bold"), f"{wants:<{LEVEL_WIDTH}}")
    style = "green" if card.reaches(wants) else "bold red" if card in report.short else "yellow"
    line.append(f"{card.reached or NOTHING:<{LEVEL_WIDTH}}", style=style)
    line.append(f"{f'{good}/{asked}':<{SCORE_WIDTH}} ")
    before = line.cell_len
    first, *more = wrap(_open(report, card), max(LEAST_WIDTH, width - before)) or [""]
    line.append(first)
    line.rstrip()
    yield line
    yield from (Text(" " * before + words) for words in more)


def _open(report: Report, card: Card) -> str:
    """`2 failed, 1 undecided, 1 waived (was pilot 40/45)`."""
    if not card.results:
        return "nothing is checked"
    missing = card.missing(report.wants(card))
    failed = sum(result.verdict.outcome == Outcome.FAIL for result in missing)
    numbers = ((failed, "failed"), (len(missing) - failed, "undecided"), (card.count(Outcome.WAIVED), "waived"))
    words = ", ".join(f"{number:,} {word}" for number, word in numbers if number)
    was = report.was(card)
    if was is None or not report.has_changed(card):
        return words
    return f"{words} " * bool(words) + f"(was {was.reached or NOTHING} {was.good}/{was.asked})"


def _gaps(report: Report, width: int, *, verbose: bool) -> Iterator[Text]:
    yield Text()
    if not report.gaps:
        return
    shown = report.gaps if verbose else report.gaps[:GAPS_SHOWN]
    many = f"the next {len(shown)} of {len(report.gaps):,}" if len(shown) < len(report.gaps) else "everything"
    yield Text(f"To mend, {many}: the most risk for the least effort first", style="bold")
    for number, gap in enumerate(shown, 1):
        yield from _gap(number, gap, width, verbose=verbose)
    yield Text()


def _gap(number: int, gap: Gap, width: int, *, verbose: bool) -> Iterator[Text]:
    facts = gap.check.facts
    head = Text.assemble(f"{number:>4}  ", (facts.severity, STYLES[facts.severity]), f", {facts.effort}: ")
    title, *more = wrap(facts.title, width - len(MARGIN), initial_indent=" " * (head.cell_len - len(MARGIN)))
    yield head.append(title.strip(), style="bold")
    yield from (Text(f"{MARGIN}{line}", style="bold") for line in more)
    for label, words in _about(gap, verbose=verbose):
        yield from _wrapped(label, words, width)


def _about(gap: Gap, *, verbose: bool) -> Iterator[tuple[str, str]]:
    if verbose:
        yield from (("", clean(f"{result.subject.title}: {result.verdict.text}")) for result in gap.results)
    else:
        yield "", shorten(clean(gap.words), 240)
        yield "for", _some([clean(subject) for subject in gap.subjects], SUBJECTS_SHOWN)
    yield "fix", gap.check.facts.fix
    for proof in dict.fromkeys(_proof(proof) for result in gap.results for proof in result.proofs):
        yield "seen", proof
    if gap.places:
        yield "at", _some([clean(place) for place in gap.places], len(gap.places) if verbose else PLACES_SHOWN)
    yield "more", f"estate policy explain {gap.check.id}"


def _proof(proof: Attestation) -> str:
    """`evidence/drills.jsonl:2, 2026-10-01, https://...`."""
    return clean(", ".join(filter(None, (proof.file, proof.on.isoformat(), proof.link))))


def _read_back(report: Report, width: int, *, verbose: bool) -> Iterator[Text]:
    """What was read, and everything in which it contradicts the plan."""
    if report.looked is None:
        return
    yield from _folded(report.looked.words, width)
    for title in report.looked.gone:
        yield from _folded(f" gone  {clean(title)}", width, style="bold red")
    for result in report.differs:
        yield from _folded(f" differs  {result.check.id}: {clean(result.subject.title)} ({result.environment})", width, style="bold red")
        yield from _wrapped("", clean(result.verdict.text), width)
    agrees, unseen = report.read_back("agrees"), report.read_back("unseen")
    style = "bold red" if report.differs else "green"
    counts = f"Verdicts that agree: {len(agrees):,}; that differ: {len(report.differs):,}; that cannot be seen there: {len(unseen):,}"
    yield from _folded(counts, width, style=style)
    if verbose:
        kinds = Counter(result.check.id for result in unseen)
        yield from _wrapped("", ", ".join(f"{check} ({number:,})" for check, number in sorted(kinds.items())), width)
    yield Text()


def _folded(words: str, width: int, *, style: str = "") -> Iterator[Text]:
    yield from (Text(line, style=style) for line in wrap(words, width, subsequent_indent=MARGIN, break_on_hyphens=False))


def _some(words: Sequence[str], limit: int) -> str:
    rest = len(words) - limit
    return ", ".join(words[:limit]) + (f" and {rest:,} more" if rest > 0 else "")


def _wrapped(label: str, words: str, width: int) -> Iterator[Text]:
    for index, line in enumerate(wrap(words, width - len(MARGIN) - 5, break_on_hyphens=False)):
        yield Text.assemble(MARGIN, (f"{label if index == 0 else '':<5}" if label else "", "dim"), line)


def _verdict(report: Report, width: int) -> Iterator[Text]:
    ready = sum(card.reaches(report.wants(card)) for card in report.cards)
    said = f"{ready} of {len(report.cards)} reach what is asked of them ({counted(report.checks, 'check')}, {report.today})"
    yield Text(said, style="bold")
    if report.base is not None:
        changed = sum(map(report.has_changed, report.cards))
        yield from _folded(f"against {clean(report.base)}: {counted(changed, 'thing') if changed else 'nothing'} changed", width)
    if not report.short:
        return
    names = ", ".join(clean(card.name) for card in report.short)
    text = f"{counted(len(report.short), 'thing')} below {report.level or 'production'}: {names}"
    yield from (Text(line, style="bold red") for line in wrap(text, width, break_on_hyphens=False))
