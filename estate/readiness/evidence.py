"""What somebody attested: drills, patch runs, load tests, proofs of a roster. One line of JSON each, in files under `evidence/`.

They are chained (`estate.chain`); what a broken file says counts for nothing. That the newest lines were cut off shows nowhere: then
evidence is missing, and its check fails.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.fact import Fact
from estate.catalog.mistakes import Mistake
from estate.catalog.roster import Date
from estate.chain import KEYS, BrokenError, chained, lines_of
from estate.readiness.world import Attestation

FOLDER = "evidence"
ENDING = ".jsonl"
LARGEST_FILE = 16 * 1024 * 1024
"""Bytes: some 50,000 lines."""


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
    digest: str | None = None
    """Of the file that `link` names, where that file is what was proved: `digest_of`."""


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
        for number, line in chained(lines_of(text)):
            if "event" not in line:
                found.append(_attestation(line, f"{file}:{number}", path.parents[1]))
    except BrokenError as broken:
        return _broken(file, broken.line, str(broken))
    return found


def _attestation(line: Mapping[str, Any], place: str, root: Path) -> Attestation:
    content = {key: value for key, value in line.items() if key not in KEYS}
    try:
        said = _ADAPTER.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BrokenError(int(place.rpartition(":")[2]), f"{where}: {first['msg']}") from None
    is_other = said.digest is not None and said.digest != digest_of(root / (said.link or ""))
    return Attestation(file=place, is_of_another_file=is_other, **{name: getattr(said, name) for name in Attested.model_fields})


def digest_of(file: Path) -> str | None:
    """SHA-256 of a file's bytes, `sha256:...`; None for what cannot be read."""
    try:
        return f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
    except OSError:
        return None


def _broken(file: str, line: int | None, text: str) -> Mistake:
    hint = "nothing in this file counts as evidence until it is whole again"
    return Mistake(file=file, line=line, column=1 if line else None, text=text, hint=hint)
