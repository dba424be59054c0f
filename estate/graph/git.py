"""The few questions that a plan has for git."""

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from estate.catalog.words import did_you_mean
from estate.errors import InputError, SurroundingsError


class RevisionError(InputError):
    """No such revision, or one that cannot be used."""


class GitError(SurroundingsError):
    """git, or the repository, cannot answer."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A revision of the project, which may lie in a folder of its repository."""

    asked: str
    """As the user wrote it."""
    commit: str
    tree: str
    """The hash of the project's folder in that commit: the same files have the same hash."""


def find_revision(root: Path, asked: str) -> Revision:
    """The revision that `asked` means. RevisionError, or GitError when the repository is at fault."""
    prefix = _prefix(root)
    commit = _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{asked}^{{commit}}")
    if commit is None:
        raise _unknown(root, asked)
    tree = _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{prefix}")
    if tree is None:
        raise RevisionError(f"revision {asked!r} has no folder {prefix!r}: this project is not in it; name a later one")
    return Revision(asked=asked, commit=commit, tree=tree)


def file_at(root: Path, revision: Revision, path: str) -> str | None:
    """The hash of a file of the revision, or None when it has none."""
    return _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision.tree}:{path}")


def text_at(root: Path, revision: Revision, path: str) -> str | None:
    """What stands in a file of the revision, or None when it has none."""
    return _ask(root, "cat-file", "blob", "--end-of-options", f"{revision.tree}:{path}")


def file_now(root: Path, path: str) -> str | None:
    """The hash that the file would have in a commit of the working tree, or None when there is none."""
    return _ask(root, "hash-object", "--", path) if (root / path).is_file() else None


def extract(root: Path, revision: Revision, folder: Path) -> None:
    """Write every file of the revision into the folder. GitError when git cannot give them, RevisionError for a link that leads out."""
    # From inside a folder git would look for that folder in the tree, which is the folder already.
    top = Path(_ask(root, "rev-parse", "--show-toplevel") or root)
    done = subprocess.run(  # noqa: S603 - git, and no shell reads its arguments
        _command(top, "archive", "--format=tar", revision.tree), capture_output=True, check=False
    )
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise GitError(f"git cannot archive revision {revision.asked!r}; try: git fetch\n    {why}")
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as files:
            files.extractall(folder, filter="data")
    except tarfile.FilterError as error:
        raise RevisionError(
            f"revision {revision.asked!r} has a file that no copy of it may have: {error}; compare with a revision without it"
        ) from None


def _prefix(root: Path) -> str:
    """The project's folder inside its repository; empty text for the repository itself."""
    found = _ask(root, "rev-parse", "--show-prefix")
    if found is None:
        raise GitError(f"{root} is no git repository; --base compares with a revision of one")
    return found.removesuffix("/")


def _unknown(root: Path, asked: str) -> InputError | SurroundingsError:
    if _ask(root, "rev-parse", "--is-shallow-repository") == "true":
        return GitError(
            f"revision {asked!r} is not in this shallow clone; get it with: git fetch --unshallow (in a GitHub workflow: fetch-depth: 0)"
        )
    names = (_ask(root, "for-each-ref", "--format=%(refname:short)") or "").split()
    hint = did_you_mean(asked, names) or "try: git fetch, then git branch --all"
    return RevisionError(f"{asked!r} is no revision of this repository; {hint}")


def _ask(root: Path, *question: str) -> str | None:
    """git's answer, or None when it has none. GitError when there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - git, and no shell reads its arguments
            _command(root, *question), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed; --base needs it: apt-get install git") from None
    if "dubious ownership" in done.stderr:
        raise GitError(f"git does not trust {root}, because another user owns it; git config --global --add safe.directory {root}")
    return done.stdout.strip() if done.returncode == 0 else None


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), *arguments]
