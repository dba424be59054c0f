"""What was done and refused, in lines that can be added to and not changed: each carries the hash of the one before it."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from estate import chain
from estate.chain import BrokenError, chained

TAIL_BYTES = 65_536
"""Longer than any line: the end of the file is looked for there."""
LONGEST_WORD = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line and its place."""

    number: int
    text: str


def next_line(previous: Line | None, *, at: datetime, what: str, fields: Mapping[str, object]) -> Line:
    """The line after `previous`: when, what, and whatever belongs to it, in the form that evidence has (`estate.chain`)."""
    text = chain.next_line(previous.text if previous else None, {"event": what, **_short(fields)}, at=at.isoformat())
    return Line(number=previous.number + 1 if previous else 1, text=text)


def _short(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(value) if isinstance(value, str) else value for name, value in fields.items() if value is not None}


def _plain(text: str) -> str:
    """A word of a command line may hold what is no text (PEP 383), and no file takes that."""
    return text[:LONGEST_WORD].encode(errors="replace").decode()


def breaks(lines: Iterable[str]) -> Iterator[str]:
    """Where the chain does not hold, in words; nothing for a good one."""
    try:
        for _ in chained(lines):
            pass
    except BrokenError as broken:
        yield f"line {broken.line} {broken}"


def append(path: Path, lines: Iterable[Line]) -> None:
    """Add those lines that the file does not have; a half line at its end, left by a power cut, is written again."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        last, end = _end(descriptor)
        new = [line for line in lines if line.number > last]
        os.ftruncate(descriptor, end)
        _write(descriptor, "".join(f"{line.text}\n" for line in new).encode(), end)
    finally:
        os.close(descriptor)


def last_number(path: Path) -> int:
    """The number of the file's last whole line, 0 for none; the file is on the disk when this returns."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0
    try:
        os.fsync(descriptor)
        return _end(descriptor)[0]
    finally:
        os.close(descriptor)


def _end(descriptor: int) -> tuple[int, int]:
    """The number of the last whole line, and where it ends."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - TAIL_BYTES)
    tail = os.pread(descriptor, TAIL_BYTES, start)
    whole = tail[: tail.rfind(b"\n") + 1]
    if not whole:
        return 0, start
    last = whole.rstrip(b"\n").rpartition(b"\n")[2]
    return int(json.loads(last)["sequence"]), start + len(whole)


def _write(descriptor: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, offset)
        data, offset = data[written:], offset + written
