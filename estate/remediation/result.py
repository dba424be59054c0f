"""How a run ended, and what it saw: small enough for a page."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Ending = Literal["successful", "failed", "timeout", "busy", "error"]
SPEC = "spec.json"
FILE = "result.json"
MOST_EVIDENCE = 6_000
"""Characters of all files together; PagerDuty's events have at most 512 KB, and a person reads a page."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the process says that ran the playbook."""

    ending: Ending
    words: str
    evidence: Mapping[str, str]
    """By the name of the step."""

    @property
    def healed(self) -> bool:
        """Whether the playbook came to its end, which it does only when its verification says so."""
        return self.ending == "successful"


def read_result(folder: Path) -> Result | None:
    """The result of a run; None where the process ended before it could say one."""
    try:
        document: Any = json.loads((folder / FILE).read_text())
        return Result(ending=document["ending"], words=document["words"], evidence=document["evidence"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_result(folder: Path, result: Result) -> None:
    """Write it whole or not at all."""
    draft = folder / f"{FILE}.new"
    draft.write_text(json.dumps(asdict(result)))
    draft.replace(folder / FILE)


def collect(folder: Path) -> dict[str, str]:
    """The texts that the playbook's steps left, the beginning of each."""
    files = sorted(path for path in folder.glob("*.txt") if path.is_file()) if folder.is_dir() else []
    each = MOST_EVIDENCE // max(len(files), 1)
    return {path.stem: path.read_bytes()[:each].decode(errors="replace") for path in files}
