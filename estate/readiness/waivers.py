"""What becomes of verdicts for which somebody answers, and what is wrong with the waivers themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from estate.catalog.builder import Place
from estate.catalog.files import list_files
from estate.catalog.load import load_file
from estate.catalog.mistakes import Mistake, Way, show
from estate.catalog.reader import read_document
from estate.catalog.waiver import LONGEST_CRITICAL, Waiver, Waivers
from estate.catalog.words import did_you_mean
from estate.readiness.estate import is_open
from estate.readiness.judge import Result
from estate.readiness.pack import check_files
from estate.readiness.verdict import Outcome, Verdict, failed

FILE = "waivers.yaml"
ANNOUNCED_DAYS = 14
"""How long before its end a waiver is told: a sprint."""


@dataclass(frozen=True, kw_only=True)
class Waived:
    """The verdicts after waivers, and what somebody should do about the waivers."""

    results: tuple[Result, ...]
    warnings: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    """Waivers for a resource that is none: with them nobody knows what was meant to be waived."""


def apply(results: Sequence[Result], waivers: Iterable[Waiver], *, today: date, whole: bool = True) -> Waived:
    """The same verdicts, those for which a waiver holds as waived. What has expired fails.

    `whole` says whether the whole estate was judged; where it was not, what has no use may have one elsewhere.
    """
    found = [(waiver, [result for result in results if matches(waiver, result)]) for waiver in waivers]
    # What could not be asked here is no failure of anybody, also where its waiver has expired.
    asked = [(waiver, result) for waiver, each in found for result in each if whole or not result.check.needs_estate]
    changed = {id(result): _after(result, waiver, today) for waiver, result in asked if is_open(result)}
    return Waived(
        results=tuple(changed.get(id(result), result) for result in results),
        warnings=tuple(warning for waiver, each in found if (warning := _warning(waiver, each, today, whole=whole))),
        mistakes=tuple(_unknown_resources(found, results)) if whole else (),
    )


def matches(waiver: Waiver, result: Result) -> bool:
    """Whether the waiver is about this check of this subject, here."""
    kind, name = waiver.about or ("", "")
    if waiver.check != result.check.id or waiver.environment not in (None, result.environment):
        return False
    subject = result.subject
    if kind == "resource":
        return name in (subject.urn, subject.name, subject.title)
    if kind == "environment":
        return subject.kind in ("environment", "account", "resource")
    if kind == "team":
        return subject.kind == "team" and subject.name == name
    return subject.kind != "team" and subject.belongs_to == name


def _after(result: Result, waiver: Waiver, today: date) -> Result:
    text = result.verdict.text
    if waiver.holds_on(today):
        said = f"waived by {waiver.approver} until {waiver.expires} ({waiver.ticket}): {waiver.compensating_control}; found: {text}"
        return replace(result, verdict=Verdict(outcome=Outcome.WAIVED, text=said, seen=result.verdict.seen))
    when = f"expired on {waiver.expires}" if today > waiver.expires else f"begins on {waiver.granted}"
    said = f"{text}; its waiver {when} ({waiver.ticket}, {waiver.owner})"
    return replace(result, verdict=failed(said, seen=result.verdict.seen))


def _warning(waiver: Waiver, results: Sequence[Result], today: date, *, whole: bool) -> str | None:
    """What is wrong with a waiver that stops nobody."""
    if whole and not any(map(is_open, results)):
        return f"the waiver of {waiver.title} has no use: nothing fails there. Take it out of catalog/{FILE}"
    left = (waiver.expires - today).days
    if 0 <= left < ANNOUNCED_DAYS and waiver.holds_on(today) and (whole or results):
        return f"the waiver of {waiver.title} ends on {waiver.expires}; {waiver.owner} mends it by then ({waiver.ticket})"
    return None


def _unknown_resources(found: Iterable[tuple[Waiver, Sequence[Result]]], results: Sequence[Result]) -> Iterator[Mistake]:
    for index, (waiver, each) in enumerate(found):
        if waiver.resource is None or each:
            continue
        asked = {result.subject.name for result in results if result.check.id == waiver.check and result.subject.kind == "resource"}
        everything = {result.subject.name for result in results if result.subject.kind == "resource"}
        if waiver.resource not in everything:
            hint = did_you_mean(waiver.resource, asked or everything)
            text = f"{show(waiver.resource)} is no resource that {waiver.check} asks about"
            yield Mistake(file=f"catalog/{FILE}", path=("waivers", index, "resource"), text=text, hint=hint)


def check_against_pack(catalog: Path, pack: Path) -> tuple[Mistake, ...]:
    """What is wrong in the waivers of a catalog, seen from the pack in another folder: no such check, too long for a critical one.

    Only the files of the checks that are waived are read, so that it costs nothing where there are none.
    """
    source = next((one for one in list_files(catalog).sources if one.kind.name == "waivers"), None)
    loaded = load_file(source) if source else None
    if loaded is None or loaded.document is None or not isinstance(loaded.fact, Waivers):
        return ()
    files = check_files(pack)
    found = [(index, *mistake) for index, waiver in enumerate(loaded.fact.waivers) for mistake in _wrong(waiver, files)]
    places = loaded.document.places() if found else {}
    return tuple(_placed(loaded.source.file, places, ("waivers", index, key), text, hint) for index, key, text, hint in found)


def _wrong(waiver: Waiver, files: Mapping[str, Path]) -> Iterator[tuple[str, str, str | None]]:
    """The key, what is wrong with it, and what was meant."""
    if waiver.check not in files:
        yield "check", f"{show(waiver.check)} is no check", did_you_mean(waiver.check, files) or "see: estate policy list"
    elif waiver.length > LONGEST_CRITICAL and _is_critical(files[waiver.check]):
        text = f"{waiver.expires} is {waiver.length.days} days after granted; expected at most {LONGEST_CRITICAL.days} for a critical check"
        yield "expires", text, None


def _is_critical(path: Path) -> bool:
    data = read_document(path.read_bytes(), file=path.name).data
    return isinstance(data, dict) and data.get("severity") == "critical"


def _placed(file: str, places: Mapping[Way, Place], way: Way, text: str, hint: str | None) -> Mistake:
    line, column = places[way].value
    return Mistake(file=file, line=line, column=column, path=way, text=text, hint=hint)
