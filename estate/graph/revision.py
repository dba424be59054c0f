"""The plan of another revision, made by that revision's own code and kept by the hash of its files.

The revision is written into a folder of its own, and a new interpreter that finds this folder first on its path runs the
`estate plan --json` that is in it. An installed project could win over the folder: the interpreter says whose code it runs.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from estate.errors import InputError, SurroundingsError
from estate.graph.git import Revision, extract, file_at, file_now
from estate.graph.plan import Plan, plan_from_json

FOLDER = Path("build/plan")
LOCK = "requirements.lock"
KEPT = 8  # revisions; the oldest make place, a plan of the whole estate is a few megabytes

OWNER = "code of the base: "
# Runs in the revision's folder, and first says whose code it is.
BOOTSTRAP = f"""
import sys
import estate, stacks
for package in (estate, stacks):
    print({OWNER!r} + str(package.__file__), file=sys.stderr, flush=True)
from estate.cli.main import main
sys.argv = ["estate", "plan", "--json"]
main()
"""
LAST_WORDS = 12  # lines
GOOD_CODES = (0, 1)  # 1: some stack has an error, and the document says which


class BaseError(InputError):
    """The base cannot be planned; the text says why."""


class ForeignCodeError(SurroundingsError):
    """Another revision's code would have run in place of the base's own."""


@dataclass(frozen=True, kw_only=True)
class BasePlan:
    """The plan of the base, and what a reader must know about it."""

    plan: Plan
    warnings: tuple[str, ...]


def plan_revision(root: Path, revision: Revision) -> BasePlan:
    """The plan of all stacks of the revision. BaseError when its code cannot make one."""
    kept = root / FOLDER / f"{revision.tree}-{_surroundings(root)}.json"
    document = _read(kept) or _planned(root, revision, kept)
    return BasePlan(plan=plan_from_json(document), warnings=_warnings(root, revision))


def _surroundings(root: Path) -> str:
    """A hash of what else the plan depends on: the installed dependencies and the interpreter."""
    lock = root / LOCK
    parts = (lock.read_bytes() if lock.is_file() else b"", platform.python_version().encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def _warnings(root: Path, revision: Revision) -> tuple[str, ...]:
    if file_at(root, revision, LOCK) == file_now(root, LOCK):
        return ()
    return (f"{LOCK} differs: {revision.asked} is planned with the dependencies of the working tree, so what they change shows nowhere",)


def _read(kept: Path) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    os.utime(kept)
    return document


def _planned(root: Path, revision: Revision, kept: Path) -> dict[str, Any]:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix=f"{revision.tree[:12]}-") as folder:
        extract(root, revision, Path(folder))
        document = _run(Path(folder), revision)
    _keep(json.dumps(document), kept)
    return document


def _run(folder: Path, revision: Revision) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603 - the revision's own program is what was asked for
        [sys.executable, "-c", BOOTSTRAP], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    said = done.stderr.splitlines()
    _check_owner([line.removeprefix(OWNER) for line in said if line.startswith(OWNER)], folder, revision)
    document = _parse(done.stdout) if done.returncode in GOOD_CODES else None
    if document is None:
        words = [line for line in said if not line.startswith(OWNER)][-LAST_WORDS:] or [f"nothing, and exit code {done.returncode}"]
        why = "\n".join(f"    {line}" for line in words)
        said_by = f"revision {revision.asked!r} cannot be planned; its own code says:"
        raise BaseError(f"{said_by}\n{_without(why, folder)}\nName another revision.")
    return document


def _check_owner(files: list[str], folder: Path, revision: Revision) -> None:
    """Whether the code that ran is the revision's own."""
    if len(files) < len(("estate", "stacks")):
        raise BaseError(f"revision {revision.asked!r} cannot be planned: it has no packages 'estate' and 'stacks'; name a later one")
    foreign = [file for file in files if not Path(file).resolve().is_relative_to(folder.resolve())]
    if foreign:
        raise ForeignCodeError(
            f"Python would plan revision {revision.asked!r} with {foreign[0]}, which is not its own code: "
            "it has no such package, or a .pth file of this environment wins over PYTHONPATH"
        )


def _parse(text: str) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(text)
    except ValueError:
        return None
    return document


def _without(text: str, folder: Path) -> str:
    """The text as if the revision stood where the reader is: its folder is gone by then."""
    return text.replace(f"{folder}/", "").replace(str(folder), ".")


def _keep(text: str, kept: Path) -> None:
    """Write it in one step, so that no reader sees half of it, and let the oldest go."""
    with tempfile.NamedTemporaryFile("w", dir=kept.parent, suffix=".part", delete=False, encoding="utf-8") as part:
        part.write(text)
    shutil.move(part.name, kept)
    plans = sorted(kept.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for old in plans[:-KEPT]:
        old.unlink(missing_ok=True)
