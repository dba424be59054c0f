"""The runs of a dispatcher as evidence of production readiness: whether what alerts is healed, and how often a person was called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from estate.chain import BrokenError, chained, lines_of
from estate.errors import InputError
from estate.readiness.world import Attestation

KIND = "remediation"
SETTLED = ("healed", "unhealed")


def read_audit(file: Path) -> tuple[dict[str, Any], ...]:
    """Every line, the oldest first. InputError for one that was changed, taken out or cut."""
    try:
        return tuple(line for _, line in chained(lines_of(file.read_text(encoding="utf-8"))))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}; expected the audit of a dispatcher that has run") from None
    except BrokenError as broken:
        raise InputError(f"{file}:{broken.line}: {broken}; the audit proves nothing any more") from None


def attestation(lines: Iterable[Mapping[str, Any]], *, file: str, since: timedelta) -> Attestation:
    """The runs that ended within `since` of the newest one: good when each of them healed. InputError where there is none."""
    told = tuple(lines)
    environment = next((str(line["environment"]) for line in reversed(told) if line["event"] == "started"), None)
    ended = [(_moment(line), str(line["event"])) for line in told if line["event"] in SETTLED]
    if environment is None or not ended:
        raise InputError(f"{file} tells of no run that ended; there is nothing to attest")
    newest = max(at for at, _ in ended)
    counts = Counter(event for at, event in ended if newest - at <= since)
    values = {"runs": float(counts.total()), **{event: float(counts[event]) for event in SETTLED}}
    return Attestation(kind=KIND, subject=environment, on=newest.date(), file=file, passed=not counts["unhealed"], values=values)


def _moment(line: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(line["at"]))
