"""What `estate alerts tune` does and says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.alerting.forms.addresses import addresses
from estate.alerting.history.candidates import Spec, is_tunable
from estate.alerting.history.chart import front_svg
from estate.alerting.history.front import Outcome
from estate.alerting.history.overrides import with_overrides
from estate.alerting.history.track import moment
from estate.alerting.history.tuning import Tuned, tune
from estate.alerting.testing.vendors import TITLES
from estate.cli.alert_names import of_title, spec_named
from estate.cli.alerts_backtesting import Session, data_lines, lasting, minutes
from estate.cli.folding import folded
from estate.cli.writing import write_file
from estate.errors import InputError

JSON_VERSION = 1
WORDS = 26
MARKS = {True: "*", False: " "}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A file of the catalog, as it is and as it would be."""

    file: Path
    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found for a service or an alert."""

    tuned: tuple[Tuned, ...]
    left_out: tuple[str, ...]
    """Alerts that are in the data, and whose numbers cannot be tried or changed."""
    period: str
    """`2026-11-02/2026-11-16`."""
    reference: str
    """What the numbers are held against: how many incidents, or the calls before."""


def answer(session: Session, name: str) -> Answer:
    """The candidates of every alert of that service, or of that alert. InputError where there is none in the data."""
    backtest = session.backtest
    asked = _asked(session, name)
    vendors, where = session.vendors, addresses(session.catalog)
    found = {spec.name: tune(spec, backtest, vendors, where) if is_tunable(spec) else None for spec in asked}
    span = backtest.history.span
    incidents = backtest.incidents
    reference = "the old calls" if incidents is None else str(len(incidents))
    return Answer(
        tuned=tuple(one for one in found.values() if one),
        left_out=tuple(name for name, one in found.items() if one is None),
        period=f"{moment(span.judged)[:10]}/{moment(span.end)[:10]}",
        reference=reference,
    )


def _asked(session: Session, name: str) -> Sequence[Spec]:
    backtest, (plain, _) = session.backtest, of_title(name)
    alerting = backtest.bench.alerting
    every = (*alerting.slos, *alerting.monitors)
    wanted = [one for one in every if one.subject.service == plain] or [spec_named(alerting, plain)]
    names = {one.name for one in backtest.judged}
    there = [one for one in wanted if one.name in names]
    if not there:
        missing, first = ", ".join(one.name for one in wanted), wanted[0].subject.service
        raise InputError(f"nothing of {plain} is in the data: {missing}\n    record what it is measured by, such as {first}.requests")
    return there


def changes(session: Session, found: Answer, folder: Path) -> tuple[Change, ...]:
    """The overrides that are proposed, as changes of the catalog's files."""
    made: dict[Path, Change] = {}
    specs = {one.name: one for one in session.backtest.judged}
    for one in found.tuned:
        if one.proposed.is_present:
            continue
        place = _file(specs[one.name], session, folder)
        name = f"{folder.name}/{place.parent.name}/{place.name}"
        known = made.get(place)
        text = known.after if known else place.read_bytes().decode()
        after = with_overrides(
            text, file=name, folder=place.parent.name, entries=one.proposed.candidate.entries, reason=_reason(found, one)
        )
        made[place] = Change(file=place, name=name, before=known.before if known else text, after=after)
    return tuple(made.values())


def _file(spec: Spec, session: Session, folder: Path) -> Path:
    service = spec.subject.service
    kind = "services" if service in session.catalog.services else "stores"
    return (folder / kind / f"{service}.yaml").resolve()


def _reason(found: Answer, one: Tuned) -> str:
    """Short enough for a line of a file."""
    before, after = one.present, one.proposed
    share = "" if after.recall is None else f"; {100 * after.recall:.0f} % of {found.reference} found"
    speed = "" if after.detection is None else f" after {minutes(after.detection)}"
    return f"{found.period}: {after.per_week:.1f} a week, was {before.per_week:.1f}{share}{speed}"


def draw(found: Answer, path: Path) -> None:
    """The SVG of every alert. InputError where there is none."""
    if not found.tuned:
        raise InputError("there is nothing to draw: no numbers could be tried")
    write_file(path, front_svg(found.tuned))


def write(changed: Sequence[Change]) -> None:
    """Write every change; all texts are made and checked before."""
    for one in changed:
        write_file(one.file, one.after)


def as_text(session: Session, found: Answer, changed: Sequence[Change], *, written: bool) -> Iterator[Text]:
    """For people: the front of each alert, then the change."""
    span = session.backtest.history.span
    vendors = " and ".join(TITLES[one] for one in session.vendors)
    yield Text(f"{lasting(span)}, {moment(span.judged)} to {moment(span.end)}, {vendors}", style="bold")
    yield from data_lines(session)
    if session.backtest.incidents is None:
        yield from folded("Without --incidents each call of the present numbers counts as one that they found at once.", style="yellow")
    for one in found.tuned:
        yield Text()
        yield from _table(one)
    for name in found.left_out:
        yield from folded(f"not tried: {name}: a simulator does not know it, or it has no numbers that the catalog could change")
    yield Text()
    for change in changed:
        yield from _diff(change)
    if not changed:
        yield Text("Nothing is proposed: no other numbers are better in what counts.", style="green")
    elif written:
        yield from (Text(f"{change.name} written. Next: estate alerts test", style="green") for change in changed)
    else:
        yield Text("Nothing was written. To write it: --write")


def _table(one: Tuned) -> Iterator[Text]:
    blind = sum(outcome.detection is None for outcome in one.outcomes)
    yield Text(f" {one.name}: {len(one.outcomes)} pairs tried, {blind} find nothing", style="bold")
    yield Text(f"   {'':{WORDS}}{'a week':>8}{'found':>8}{'true':>8}{'median':>8}{'worst':>8}", style="dim")
    shown = one.front if one.present in one.front else (one.present, *one.front)
    for outcome in shown:
        label = "  present" if outcome.is_present else "  proposed" if outcome is one.proposed else ""
        yield Text(f" {MARKS[outcome in one.front]} {outcome.candidate.words:<{WORDS}}{_figures(outcome)}{label}")


def _figures(one: Outcome) -> str:
    cells = (f"{one.per_week:.1f}", _percent(one.recall), _percent(one.precision), minutes(one.detection), minutes(one.worst))
    return "".join(f"{cell:>8}" for cell in cells)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _diff(change: Change) -> Iterator[Text]:
    lines = unified_diff(change.before.splitlines(), change.after.splitlines(), change.name, change.name, lineterm="", n=1)
    for line in lines:
        yield Text(line, style="green" if line.startswith("+") else "red" if line.startswith("-") else "dim")


def as_document(session: Session, found: Answer, changed: Sequence[Change], *, written: bool) -> dict[str, Any]:
    """The documented JSON; lengths are seconds."""
    span = session.backtest.history.span
    return {
        "version": JSON_VERSION,
        "from": moment(span.judged),
        "until": moment(span.end),
        "vendors": list(session.vendors),
        "alerts": {one.name: _alert(one) for one in found.tuned},
        "not_tried": list(found.left_out),
        "changed": [change.name for change in changed],
        "written": written and bool(changed),
    }


def _alert(one: Tuned) -> dict[str, Any]:
    return {
        "present": _outcome(one.present),
        "proposed": None if one.proposed.is_present else _outcome(one.proposed),
        "front": [_outcome(outcome) for outcome in one.front],
        "tried": len(one.outcomes),
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "numbers": one.candidate.words,
        "overrides": [dict(entry) for entry in one.candidate.entries],
        "per_week": round(one.per_week, 4),
        "recall": one.recall,
        "precision": one.precision,
        "median_detection": one.detection,
        "worst_detection": one.worst,
    }
