"""The IAM documents of a plan, for parliament: those that say what somebody may do, each in a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.judges.corpora import FIXTURES

TYPES = ("aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy")
"""Parliament reads policies of identities; those of resources have principals, which it does not know."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What parliament says of one document."""

    document: str
    issue: str
    severity: str
    detail: str


def write_documents(plan: dict[str, Any], folder: Path) -> int:
    """Each document of the estates, the fixtures' aside, in a file of its address. How many there are."""
    written = 0
    for resource in plan["planned_values"]["root_module"]["resources"]:
        text = resource["values"].get("policy")
        if resource["type"] in TYPES and text and not resource["name"].startswith(FIXTURES):
            (folder / f"{resource['address']}.json").write_text(text, encoding="utf-8")
            written += 1
    return written


def read_findings(lines: str) -> Iterator[Finding]:
    """What parliament prints with `--json`: a line of JSON a finding."""
    for line in filter(None, lines.splitlines()):
        one = json.loads(line)
        name = Path(one["location"]["filepath"]).stem
        yield Finding(document=name, issue=one["issue"], severity=one["severity"], detail=json.dumps(one["detail"]))
