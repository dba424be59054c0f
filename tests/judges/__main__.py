"""Compares our checks with checkov and parliament, writes the page of the guide, and fails for what nobody has explained.

Both judges stand in an environment of their own (`tools/judges` makes it): they pin old versions of what the project needs new.

    tools/judges [--plan FILE]
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from estate.cli.judging import plan_of
from estate.readiness.pack import POLICIES, load_pack
from tests.judges.compare import Found, only_theirs, pairs, read_theirs
from tests.judges.corpora import judgements, theirs
from tests.judges.documents import Finding, read_findings, write_documents
from tests.judges.reasons import load_reasons, unexplained
from tests.judges.table import page
from tests.judges.terraform import as_terraform

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "build" / "judges" / "venv" / "bin"
PAGE = ROOT / "docs" / "guide" / "outside-judges.md"


def main() -> int:
    """Exit code 0: all is explained; 1: something is not."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--plan", type=Path, help="the plan in this file: estate plan --json --no-checks > FILE")
    given = arguments.parse_args()
    pack = load_pack(ROOT / POLICIES)
    judged = tuple(judgements(ROOT, pack, plan_of(ROOT, given.plan), datetime.now(UTC).date()))
    document = as_terraform(one.judged for one in judged)
    with TemporaryDirectory(prefix="estate-judges-") as folder:
        found = ask_checkov(document, Path(folder))
        findings, documents = ask_parliament(document, Path(folder))
    compared = tuple(pairs(judged, found))
    only = only_theirs(judged, found, {control for check in pack.checks for control in theirs(check)})
    reasons = load_reasons()
    PAGE.write_text(page(compared, only, findings, documents, reasons, versions()), encoding="utf-8")
    for words in (left := unexplained(reasons, compared, only, findings)):
        sys.stdout.write(f"{words}\n")
    sys.stdout.write(
        f"{len(compared):,} pairs, {sum(not pair.agrees for pair in compared)} disagreements; {len(left)} things unexplained\n"
    )
    return 1 if left else 0


def ask_checkov(document: dict[str, object], folder: Path) -> Found:
    """Its verdict on every resource of the plan. It exits with 1 where something fails, as it should."""
    file = folder / "plan.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    words = ("-f", str(file), "--framework", "terraform_plan", "--output", "json", "--skip-download", "--compact")
    done = run("checkov", words)
    if done.returncode not in (0, 1):
        raise SystemExit(f"checkov ended with {done.returncode}: {done.stderr[-2000:]}")
    return read_theirs(json.loads(done.stdout))


def ask_parliament(document: dict[str, object], folder: Path) -> tuple[tuple[Finding, ...], int]:
    """Its findings in the documents, and how many documents there are."""
    documents = folder / "documents"
    documents.mkdir()
    written = write_documents(document, documents)
    words = ("--directory", str(documents), "--include_policy_extension", "json", "--json")
    done = run("parliament", words)
    if done.returncode not in (0, 1):
        raise SystemExit(f"parliament ended with {done.returncode}: {done.stderr[-2000:]}")
    return tuple(read_findings(done.stdout)), written


def run(program: str, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """A judge's own program, with what it printed."""
    environment = {**os.environ, "LOG_LEVEL": "CRITICAL"}
    return subprocess.run([PROGRAMS / program, *words], env=environment, capture_output=True, check=False, text=True)  # noqa: S603 - its own


def versions() -> str:
    """What the lock pins."""
    lock = (ROOT / "tools" / "judges.lock").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split()[0].split("==") for line in lock if line.startswith(("checkov==", "parliament==")))
    return " and ".join(f"{name} {version}" for name, version in pins.items())


if __name__ == "__main__":
    sys.exit(main())
