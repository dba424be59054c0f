"""What is wrong in the catalog: where, what, and what to do. Mistakes are collected and told all at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from estate.errors import InputError

Way = tuple[str | int, ...]
"""The way to a value inside a file: keys and places in lists."""

PLAIN_KEY = re.compile(r"[A-Za-z0-9_.-]{1,60}")
HINT_INDENT = "    "


def format_path(path: Way) -> str:
    """`depends_on[2].service`; a key that is no plain word stands in quotes, shortened and escaped."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            word = part if PLAIN_KEY.fullmatch(part) else show(part)
            text += f".{word}" if text else word
    return text


def show(value: object, *, limit: int = 60) -> str:
    """A value as a message names it: text in quotes with control characters escaped, at most `limit` characters of it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(value) if len(value) <= limit else f"{value[:limit]!r}... ({len(value):,} characters)"
    if isinstance(value, dict):
        return f"a mapping of {len(value):,} keys" if len(value) != 1 else "a mapping of 1 key"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value):,}"
    return str(value)


def shorten(text: str, limit: int = 40) -> str:
    """Text as it stands in a message without quotes: control characters escaped, the end cut."""
    cut = text if len(text) <= limit else f"{text[:limit]}..."
    return cut if cut.isprintable() else cut.encode("unicode_escape").decode()


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing that is wrong; lines and columns count from 1, a mistake of a whole file or folder has none."""

    file: str
    line: int | None = None
    column: int | None = None
    path: Way = ()
    text: str
    hint: str | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts by file, then place."""
        return (self.file, self.line or 0, self.column or 0, format_path(self.path), self.text)

    @property
    def place(self) -> str:
        """`catalog/services/checkout.yaml:14:14`, what editors and terminals make a link of."""
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"

    @property
    def message(self) -> str:
        """The path and what is wrong there."""
        return f"{format_path(self.path)}: {self.text}" if self.path else self.text

    def __str__(self) -> str:
        hint = "".join(f"\n{HINT_INDENT}{line}" for line in (self.hint or "").splitlines())
        return f"{self.place}  {self.message}{hint}"


class CatalogError(InputError):
    """The catalog cannot be used; `mistakes` says why, all of it."""

    mistakes: tuple[Mistake, ...]

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.order))
        super().__init__("\n".join([*(str(mistake) for mistake in self.mistakes), "", count(self.mistakes)]))


def count(mistakes: Sequence[Mistake]) -> str:
    """`3 mistakes in 2 files`."""
    files = len({mistake.file for mistake in mistakes})
    return f"{len(mistakes):,} {'mistake' if len(mistakes) == 1 else 'mistakes'} in {files:,} {'file' if files == 1 else 'files'}"
