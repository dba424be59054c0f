"""Lines of JSON of which none can be changed or taken out unseen: each carries the SHA-256 of itself and of the one before it.

One form for whatever is attested or written down: patches, remediation, drills. That the newest lines were cut off shows nowhere here.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

FIRST = "0" * 64
"""What the first line has for the hash of the one before."""
VERSION = 1
KEYS = ("version", "sequence", "at", "previous", "hash")
"""The keys that make the chain; the others are the content."""


class BrokenError(ValueError):
    """A line that proves nothing, and with it all that follow."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def next_line(previous: str | None, content: Mapping[str, Any], *, at: str) -> str:
    """The line that follows the line `previous` (None for the first), with this content; `at` is a time as ISO 8601 has it."""
    before: Mapping[str, Any] = json.loads(previous) if previous else {"sequence": 0, "hash": FIRST}
    line = {"version": VERSION, "sequence": before["sequence"] + 1, "at": at, **content, "previous": before["hash"]}
    return canonical({**line, "hash": digest(line)})


def digest(line: Mapping[str, Any]) -> str:
    """SHA-256 of the line without its own hash."""
    return hashlib.sha256(canonical({key: value for key, value in line.items() if key != "hash"}).encode()).hexdigest()


def canonical(line: Mapping[str, Any]) -> str:
    """One form for one content: sorted keys, no spaces."""
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def lines_of(text: str) -> list[str]:
    """The lines of a file. A word in one may hold what `str.splitlines` takes for an end, as U+2028."""
    return text.removesuffix("\n").split("\n") if text else []


def chained(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line with its number. BrokenError where the chain does not hold."""
    previous = FIRST
    for number, written in enumerate(lines, 1):
        try:
            line = json.loads(written)
        except (ValueError, RecursionError):
            raise BrokenError(number, "is no JSON; it was cut or changed") from None
        if not isinstance(line, dict) or line.get("version") != VERSION:
            raise BrokenError(number, f"is no line of version {VERSION}")
        if line.get("hash") != digest(line):
            raise BrokenError(number, "was changed after it was written: its hash is another")
        if line.get("previous") != previous or line.get("sequence") != number:
            raise BrokenError(number, "does not follow the line before it: one was changed, added or taken out")
        previous = line["hash"]
        yield number, line
