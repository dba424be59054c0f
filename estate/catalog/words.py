"""The nearest word: what somebody meant who wrote another."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_WORD = 64
"""Characters; what is longer is no slip of the finger, and comparing it takes its time."""
MOST_LOOKUPS = 50
"""A look-up costs as much as there are words; an estate with more slips than this gets hints for the first ones."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that is most like `word`, before others the one of the same letters; None when none is like it."""
    if len(word) > LONGEST_WORD:
        return None
    close = get_close_matches(word, sorted(words))
    return next((other for other in close if sorted(other) == sorted(word)), close[0] if close else None)


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """`did you mean 'currency'?`, or None when no word is like it."""
    found = nearest(word, words)
    return f"did you mean {found!r}?" if found else None


def any_of(words: Iterable[object]) -> str:
    """`a, b or c`."""
    *rest, last = [str(word) for word in words] or ["nothing"]
    return f"{', '.join(rest)} or {last}" if rest else last
