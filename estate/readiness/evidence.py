"""What somebody attested: drills, patch runs, load tests, proofs of a roster. One line of JSON each, in files under `evidence/`.

Each line carries the SHA-256 of itself and of the line before it, so that nothing is changed or taken out unseen. What a broken
file says counts for nothing. That the newest lines were cut off shows nowhere here: then evidence is missing, and its check fails.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.fact import Fact
from estate.catalog.mistakes import Mistake
from estate.catalog.roster import Date
from estate.readiness.world import Attestation

FOLDER = "evidence"
ENDING = ".jsonl"
FIRST = "0" * 64
"""What the first line has for the hash of the one before."""
VERSION = 1
LARGEST_FILE = 16 * 1024 * 1024
"""Bytes: some 50,000 lines."""
CHAIN = ("version", "sequence", "at", "previous", "hash")
"""The keys that make the chain; the others are the content."""


class Attested(Fact):
    """The content of a line."""

    kind: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    on: Date
    passed: bool
    values: dict[str, float] = Field(default_factory=dict, strict=False)
    by: str | None = None
    """Who did it."""
    link: str | None = None
    """Where more stands."""


_ADAPTER = TypeAdapter(Attested)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that is attested, and the files that prove nothing."""

    attestations: tuple[Attestation, ...]
    mistakes: tuple[Mistake, ...]


def load_evidence(root: Path) -> Evidence:
    """The evidence in the project's folder `root`; a file that is broken gives a mistake and no attestation."""
    attestations: list[Attestation] = []
    mistakes: list[Mistake] = []
    for path in sorted((root / FOLDER).glob(f"*{ENDING}")):
        found = _read(path, f"{FOLDER}/{path.name}")
        if isinstance(found, Mistake):
            mistakes.append(found)
        else:
            attestations += found
    return Evidence(attestations=tuple(attestations), mistakes=tuple(mistakes))


def next_line(previous: str | None, content: Mapping[str, Any], *, at: str) -> str:
    """The line that follows the line `previous` (None for the first), with the content of an attestation."""
    before: Mapping[str, Any] = json.loads(previous) if previous else {"sequence": 0, "hash": FIRST}
    line = {"version": VERSION, "sequence": before["sequence"] + 1, "at": at, **content, "previous": before["hash"]}
    return canonical({**line, "hash": digest(line)})


def digest(line: Mapping[str, Any]) -> str:
    """SHA-256 of the line without its own hash."""
    return hashlib.sha256(canonical({key: value for key, value in line.items() if key != "hash"}).encode()).hexdigest()


def canonical(line: Mapping[str, Any]) -> str:
    """One form for one content: sorted keys, no spaces."""
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _read(path: Path, file: str) -> list[Attestation] | Mistake:
    try:
        size = path.stat().st_size
        text = path.read_text(encoding="utf-8") if size <= LARGEST_FILE else None
    except (OSError, UnicodeDecodeError) as error:
        return _broken(file, None, f"cannot be read: {error}")
    if text is None:
        return _broken(file, None, f"has {size:,} bytes; at most {LARGEST_FILE:,} are read")
    found: list[Attestation] = []
    try:
        for number, line in _chained(text):
            if "event" not in line:
                found.append(_attestation(line, f"{file}:{number}"))
    except _BrokenError as broken:
        return _broken(file, broken.line, str(broken))
    return found


class _BrokenError(Exception):
    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def _chained(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line with its number. _BrokenError where the chain does not hold."""
    previous = FIRST
    for number, written in enumerate(text.splitlines(), 1):
        try:
            line = json.loads(written)
        except (ValueError, RecursionError):
            raise _BrokenError(number, "is no JSON; it was cut or changed") from None
        if not isinstance(line, dict) or line.get("version") != VERSION:
            raise _BrokenError(number, f"is no line of version {VERSION}")
        if line.get("hash") != digest(line):
            raise _BrokenError(number, "was changed after it was written: its hash is another")
        if line.get("previous") != previous or line.get("sequence") != number:
            raise _BrokenError(number, "does not follow the line before it: one was changed, added or taken out")
        previous = line["hash"]
        yield number, line


def _attestation(line: Mapping[str, Any], place: str) -> Attestation:
    content = {key: value for key, value in line.items() if key not in CHAIN}
    try:
        said = _ADAPTER.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise _BrokenError(int(place.rpartition(":")[2]), f"{where}: {first['msg']}") from None
    return Attestation(kind=said.kind, subject=said.subject, on=said.on, file=place, passed=said.passed, values=said.values)


def _broken(file: str, line: int | None, text: str) -> Mistake:
    hint = "nothing in this file counts as evidence until it is whole again"
    return Mistake(file=file, line=line, column=1 if line else None, text=text, hint=hint)
