"""What `estate evidence` does: holds against the catalog what somebody wants to write down, and adds it to its chain."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.words import did_you_mean
from estate.chain import lines_of
from estate.cli.judging import CATALOG, today
from estate.errors import InputError
from estate.graph.wording import clean
from estate.readiness.attest import attest
from estate.readiness.document import proof_document
from estate.readiness.evidence import ENDING, FOLDER, Evidence, load_evidence
from estate.readiness.world import Attestation

KINDS = ("restore", "failover", "load", "patch", "roster")
"""What checks may ask for: World.attested."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody wants to write down."""

    kind: str
    subject: str
    by: str
    on: date | None
    passed: bool
    link: str | None = None


def add(root: Path, given: Given, values: Sequence[str] = ()) -> str:
    """Where the line stands that was written. InputError for what fits neither the catalog nor the chain."""
    _check(given, load_catalog(root / CATALOG))
    return _write(root, given, dict(map(_measured, values)))


def _check(given: Given, catalog: Catalog) -> None:
    if given.kind not in KINDS:
        raise InputError(f"{given.kind!r} is no kind of evidence; {did_you_mean(given.kind, KINDS) or 'kinds are ' + ', '.join(KINDS)}")
    known = (*catalog.services, *catalog.stores, *catalog.environments, *catalog.teams, *catalog.rosters)
    if given.subject not in known:
        hint = did_you_mean(given.subject, known) or "expected a service, store, environment, team or roster of the catalog"
        raise InputError(f"{given.subject!r} is nothing of the catalog; {hint}")
    _check_person(given.by, catalog)
    if given.on and given.on > today():
        raise InputError(f"{given.on} is still to come; evidence is of what was done")


def _check_person(name: str, catalog: Catalog) -> None:
    if name not in catalog.people:
        raise InputError(f"{name!r} is nobody of the catalog; {did_you_mean(name, catalog.people) or 'see: catalog/people.yaml'}")


def _measured(text: str) -> tuple[str, float]:
    """`minutes=42` as a name and an amount. InputError for what is neither."""
    name, _, number = text.partition("=")
    try:
        found = float(number)
    except ValueError:
        found = math.nan
    if not name or not math.isfinite(found) or found < 0:
        raise InputError(f"--value {text!r} is no name with an amount; expected one such as minutes=42")
    return name, found


def _write(root: Path, given: Given, values: dict[str, float]) -> str:
    name = f"{FOLDER}/{given.kind}-{given.subject}{ENDING}"
    broken = next((mistake for mistake in load_evidence(root).mistakes if mistake.file == name), None)
    if broken:
        raise InputError(f"{broken.place} {broken.message}; nothing can follow it. See what changed: git log -p {name}")
    attestation = Attestation(
        kind=given.kind, subject=given.subject, on=given.on or today(), file=given.link or "", passed=given.passed, values=values
    )
    file = attest(root, attestation, by=given.by, now=datetime.now(UTC))
    return f"{name}:{len(lines_of(file.read_text(encoding='utf-8')))}"


def read(root: Path) -> Evidence:
    """All evidence of the project."""
    return load_evidence(root)


def as_document(found: Evidence) -> dict[str, Any]:
    """The documented JSON, without its version."""
    events = [
        {
            "subject": one.subject,
            **proof_document(one),
            "age_days": (today() - one.on).days,
            "changed": one.is_of_another_file,
            "values": dict(one.values),
        }
        for one in found.attestations
    ]
    return {"evidence": events, "broken": [f"{mistake.place} {mistake.message}" for mistake in found.mistakes]}


def lines(found: Evidence) -> Iterator[Text]:
    """A line an event, the newest first; then what counts for nothing."""
    by_day = sorted(found.attestations, key=lambda one: one.on)
    for one in by_day[::-1]:
        said, style = ("changed", "yellow") if one.is_of_another_file else ("passed", "green") if one.passed else ("failed", "bold red")
        age = (today() - one.on).days
        head = Text.assemble(f" {one.kind:<10}{clean(one.subject):<24}", (f"{said:<8}", style), f"{one.on}")
        yield head.append(f"  {age:>4} d  {clean(one.by or '-'):<12}{one.file}")
    if not found.attestations:
        yield Text("Nothing is attested. Next: estate evidence add restore STORE --by PERSON --value minutes=42")
    for mistake in found.mistakes:
        yield Text(f"{mistake.place} {mistake.message}; {mistake.hint}", style="bold red")
