"""Reading properties when not all of them are known: every value is known, unknown, secret or absent.

A check that reads an unknown value stops with `NotKnownError`, which the judge turns into an undecided verdict. So a check
is written as if everything were known, and never passes because it could not see.

A text that holds a symbol (`${ec2/vpc.main.id}`) refers to something. What it will say is not known, so `text` stops at it;
`written` gives it as it stands.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NoReturn

from estate.graph.differences import format_path, parse_path
from estate.graph.model import is_secret, is_unknown
from estate.readiness.verdict import NotKnownError

LONGEST_DOCUMENT = 1_000_000
"""Characters. AWS's longest policy has 20,480 (a bucket's); what is longer is not read, and undecided."""
SYMBOL = re.compile(r"\$\{([^{}]+)\}")
EVERY = "*"


class _Mark(Enum):
    ABSENT = "absent"
    UNKNOWN = "unknown"
    SECRET = "secret"  # pragma: allowlist secret


@dataclass(frozen=True, slots=True)
class Value:
    """A value at its path, with everything below it. Its state: exactly one of known, unknown, secret, absent."""

    raw: object
    """The plain value; a mark where there is none."""
    path: str
    """`rules[0].status`, for the words of verdicts."""

    @property
    def is_absent(self) -> bool:
        """Whether it is not there. NotKnownError where that is not known."""
        if self.raw is _Mark.UNKNOWN:
            self.stop("is known only after the deployment")
        return self.raw is _Mark.ABSENT

    @property
    def is_present(self) -> bool:
        """Whether it is there, be it a secret. NotKnownError where that is not known."""
        return not self.is_absent

    @property
    def is_secret(self) -> bool:
        """Whether a secret stands there that nobody is shown."""
        return self.raw is _Mark.SECRET

    @property
    def is_unknown(self) -> bool:
        """Whether only the deployment will know it."""
        return self.raw is _Mark.UNKNOWN

    @property
    def is_mapping(self) -> bool:
        """Whether keys stand below. NotKnownError where that is not known."""
        return self.is_present and isinstance(self.raw, dict)

    def at(self, path: str) -> "Value":
        """What stands below: `a.b[0]`. Texts that are JSON documents are walked like objects."""
        found = self
        for part in _parts(path):
            found = found._below(part)
        return found

    def every(self, path: str) -> Iterator["Value"]:
        """What stands at every place that the path names: `rules[*].status`. NotKnownError at a list that is not known."""
        parts = path.split(f"[{EVERY}]")
        found: Iterator[Value] = iter((self.at(parts[0]),)) if parts[0] else iter((self,))
        for part in parts[1:]:
            found = _below_members(found, part.removeprefix("."))
        return found

    def text(self, default: str | None = None) -> str:
        """The text that stands there. NotKnownError where it is not known, or is none."""
        value = self.written(default)
        return self.stop(f"is known only after the deployment: {value}") if SYMBOL.search(value) else value

    def written(self, default: str | None = None) -> str:
        """The text with the symbols in it: for what only asks whom it refers to."""
        value = self._plain(default)
        if isinstance(value, (bool, dict, list)) or value is None:
            self.stop(f"is {show(value)}; expected text")
        return value if isinstance(value, str) else str(value)

    def flag(self, *, default: bool | None = None) -> bool:
        """The switch that stands there; the texts `true` and `false` are switches too. NotKnownError as for `text`."""
        value = self._plain(default)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        return self.stop(f"is {show(value)}; expected true or false")

    def number(self, default: float | None = None) -> float:
        """The number that stands there, also as text. NotKnownError as for `text`."""
        value = self._plain(default)
        if isinstance(value, str):
            try:
                return float(value)
            except ValueError:
                self.stop(f"is {show(value)}; expected a number")
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.stop(f"is {show(value)}; expected a number")
        return value

    def members(self) -> Iterator["Value"]:
        """The members of a list; none where it is absent, one where a single value stands (as IAM documents have it)."""
        value = self.document().raw
        if value is _Mark.ABSENT:
            return
        if not isinstance(value, list):
            yield Value(value, self.path)
            return
        yield from (_wrap(member, f"{self.path}[{index}]") for index, member in enumerate(value))

    def entries(self) -> Iterator[tuple[str, "Value"]]:
        """The keys of a mapping with what stands there; none where it is absent."""
        value = self.document().raw
        if isinstance(value, dict):
            yield from ((key, self._below(key)) for key in value)
        elif value is not _Mark.ABSENT:
            self.stop(f"is {show(value)}; expected a mapping")

    def document(self) -> "Value":
        """The same value, a text that is a JSON object or list read as one. NotKnownError where it is not known."""
        if self.raw is _Mark.UNKNOWN or self.raw is _Mark.SECRET:
            self.stop("is known only after the deployment" if self.raw is _Mark.UNKNOWN else "is a secret")
        return self._read() if isinstance(self.raw, str) else self

    def _plain(self, default: object) -> object:
        if self.raw is _Mark.ABSENT:
            return default if default is not None else self.stop("is not set")
        if self.raw is _Mark.UNKNOWN or self.raw is _Mark.SECRET:
            self.stop("is known only after the deployment" if self.raw is _Mark.UNKNOWN else "is a secret")
        return self.raw

    def _below(self, part: str | int) -> "Value":
        below = self.path + _step(part, is_first=not self.path)
        holder = self._read().raw if isinstance(self.raw, str) else self.raw
        if holder is _Mark.UNKNOWN or holder is _Mark.SECRET:
            return Value(holder, below)
        if isinstance(holder, dict) and part in holder:
            return _wrap(holder[part], below)
        if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
            return _wrap(holder[part], below)
        # What stands below a symbol, or in a document that cannot be read, is not absent: nobody knows.
        return Value(_Mark.ABSENT if holder is _Mark.ABSENT or isinstance(holder, (dict, list)) else _Mark.UNKNOWN, below)

    def _read(self) -> "Value":
        text = self.raw if isinstance(self.raw, str) else ""
        if text.lstrip()[:1] not in ("{", "["):
            return self
        if len(text) > LONGEST_DOCUMENT:
            self.stop(f"is a document of {len(text):,} characters; at most {LONGEST_DOCUMENT:,} are read")
        found = _parsed(text)
        return Value(found, self.path) if isinstance(found, (dict, list)) else self

    def stop(self, why: str) -> NoReturn:
        """Ends the check undecided: `rules[0].status is known only after the deployment`."""
        raise NotKnownError(f"{self.path or 'it'} {why}")


ABSENT = _Mark.ABSENT


def value_of(raw: object, path: str = "") -> Value:
    """A plain value of a graph (with its marks for unknown values and secrets) to be read."""
    return _wrap(raw, path)


def show(value: object, limit: int = 60) -> str:
    """A value in the words of a verdict: short, on one line, without control characters."""
    if isinstance(value, _Mark):
        return "not set" if value is _Mark.ABSENT else value.value
    text = json.dumps(value, ensure_ascii=True, default=str) if not isinstance(value, (dict, list)) else _shape(value)
    return text if len(text) <= limit else f"{text[:limit]}..."


def _shape(value: dict[str, object] | list[object]) -> str:
    noun = "keys" if isinstance(value, dict) else "members"
    return f"{'a mapping' if isinstance(value, dict) else 'a list'} of {len(value):,} {noun}"


def _below_members(values: Iterator[Value], path: str) -> Iterator[Value]:
    for value in values:
        yield from (member.at(path) for member in value.members())


def _wrap(raw: object, path: str) -> Value:
    if raw is None:
        return Value(_Mark.ABSENT, path)
    if isinstance(raw, dict):
        if is_unknown(raw):
            return Value(_Mark.UNKNOWN, path)
        if is_secret(raw):
            return Value(_Mark.SECRET, path)
    return Value(raw, path)


@lru_cache(maxsize=4096)
def _parts(path: str) -> tuple[str | int, ...]:
    """A check asks for the same few paths of every resource."""
    return parse_path(path)


@lru_cache(maxsize=4096)
def _step(part: str | int, *, is_first: bool) -> str:
    written = format_path((part,))
    return written if isinstance(part, int) or is_first else f".{written}"


@lru_cache(maxsize=2048)
def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
