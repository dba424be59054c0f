# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence as JSON lines, each of which names the hash of the line before it: a line that is changed or taken out is noticed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VERSION = 1
FIRST = "0" * 64  # what the first line names


def append(file: Path, record: dict[str, Any]) -> dict[str, Any]:
    """The record as it was written: with its number, its time and the hashes. It is on the disk when this returns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        last = _last(stream)
        line = {
            "version": VERSION,
            "sequence": last["sequence"] + 1 if last else 1,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **record,
            "previous": last["hash"] if last else FIRST,
        }
        line["hash"] = digest(line)
        stream.write(f"{canonical(line)}\n".encode())
        stream.flush()
        os.fsync(stream.fileno())
    return line


def read(file: Path) -> list[dict[str, Any]]:
    """Every record, the oldest first; a last line that was cut by a crash is left out."""
    if not file.exists():
        return []
    lines = file.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines[:-1]]


def digest(line: dict[str, Any]) -> str:
    """SHA-256 of the line without its own hash."""
    return hashlib.sha256(canonical({key: value for key, value in line.items() if key != "hash"}).encode()).hexdigest()


def canonical(line: dict[str, Any]) -> str:
    """One form for one content: sorted keys, no spaces."""
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _last(stream: Any) -> dict[str, Any] | None:
    """The last whole line; what a crash left behind it is cut off."""
    stream.seek(0)
    content = stream.read()
    whole = content[: content.rfind(b"\n") + 1]
    stream.truncate(len(whole))
    lines = whole.splitlines()
    return json.loads(lines[-1]) if lines else None
