"""What was done as evidence of production readiness: one line in the project's folder `evidence/`."""

import fcntl
from datetime import UTC, datetime
from pathlib import Path

from estate.chain import lines_of, next_line
from estate.readiness.evidence import ENDING, FOLDER
from estate.readiness.world import Attestation


def attest(root: Path, attestation: Attestation, *, by: str, now: datetime) -> Path:
    """Append the attestation to the file of its kind and subject, and say which file that is."""
    file = root / FOLDER / f"{attestation.kind}-{attestation.subject}{ENDING}"
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "kind": attestation.kind,
        "subject": attestation.subject,
        "on": attestation.on.isoformat(),
        "passed": attestation.passed,
        "values": dict(attestation.values),
        "by": by,
        "link": attestation.file,
        **({"digest": attestation.digest} if attestation.digest else {}),
    }
    with file.open("a+", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        lines = lines_of(stream.read())
        at = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        stream.write(f"{next_line(lines[-1] if lines else None, content, at=at)}\n")
    return file
