"""Which line of the program asked for something."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

from pulumi.runtime.proto import source_pb2

ESTATE = Path(__file__).resolve().parents[1]
NOT_THE_PROGRAM = (ESTATE / "graph", ESTATE / "cli", ESTATE / "sandbox")
"""What runs the program stands on the same stack of calls, and may lie in the same project."""
INSTALLED = frozenset({".venv", "site-packages"})


def place_of(file: Path, line: int | None, root: Path) -> str | None:
    """`file:line` relative to `root`, or None for what is not the program's."""
    relative = _relative(str(file), str(root))
    return f"{relative}:{line}" if relative else None


def place_of_trace(trace: source_pb2.StackTrace, root: Path) -> str | None:
    """The innermost call of a registration that lies in the program."""
    places = (place_of(Path(_path(frame.pc.uri)), frame.pc.line, root) for frame in trace.frames)
    return next((place for place in places if place), None)


@cache
def _path(uri: str) -> str:
    return unquote(urlparse(uri).path)


@cache
def _relative(file: str, root: str) -> str | None:
    if not file.startswith("/"):  # such as `<string>` and `<frozen importlib._bootstrap>`
        return None
    path, folder = Path(file).resolve(), Path(root).resolve()
    if not path.is_relative_to(folder) or INSTALLED & set(path.parts):
        return None
    return None if any(path.is_relative_to(runner) for runner in NOT_THE_PROGRAM) else str(path.relative_to(folder))
