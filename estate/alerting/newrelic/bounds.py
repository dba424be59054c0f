"""How a limit of the vendor is asked for, and how a mistake against it is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

Inputs = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """An input that the vendor or its provider refuses."""

    resource: str
    """The logical name."""
    source: str | None
    """`file:line` of the program."""
    text: str

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        return f"{where}{self.resource}: {self.text}"


def number(given: Inputs, key: str) -> float | None:
    """An input that is a number, or a text that holds one; None for what is missing or known only after the deployment."""
    value = given.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def required(given: Inputs, *keys: str) -> Iterator[str]:
    """The keys that are missing."""
    for key in keys:
        if given.get(key) in (None, "", [], {}):
            yield f"{key} is missing; expected it to be set"


def within(given: Inputs, key: str, least: float, most: float, unit: str = " s") -> Iterator[str]:
    """A number outside its range."""
    value = number(given, key)
    if value is not None and not least <= value <= most:
        yield f"{key} is {value:.10g}{unit}; expected {least:g} to {most:.10g}{unit}"


def one_of(given: Inputs, key: str, allowed: Iterable[str], *, fold: bool = False) -> Iterator[str]:
    """A word that is none of those allowed; `fold` where upper case does not matter."""
    value, words = given.get(key), tuple(allowed)
    if value is None:
        return
    known = {word.lower() for word in words} if fold else set(words)
    if (str(value).lower() if fold else value) not in known:
        near = get_close_matches(str(value).lower(), [word.lower() for word in words], n=1)
        hint = next((f"; did you mean {word}?" for word in words if near and word.lower() == near[0]), "")
        yield f"{key} is {value!r}; expected one of {', '.join(words)}{hint}"


def short(given: Inputs, key: str, most: int, *, least: int = 0) -> Iterator[str]:
    """A text that is too long or too short."""
    value = given.get(key)
    if isinstance(value, str) and not least <= len(value) <= most:
        yield f"{key} has {len(value)} characters; expected {least} to {most}"


def at_most(what: str, many: int, most: int, *, least: int = 0) -> Iterator[str]:
    """Too many or too few of something."""
    if not least <= many <= most:
        yield f"{many} {what}; expected {least} to {most}" if least else f"{many} {what}; expected at most {most}"


def together(given: Inputs, keys: Sequence[str]) -> Iterator[str]:
    """Inputs of which only one may be set."""
    found = [key for key in keys if given.get(key) is not None]
    if len(found) > 1:
        yield f"{' and '.join(found)} are set; expected one of them"
