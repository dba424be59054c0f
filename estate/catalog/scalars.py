"""What a word without quotes means in a YAML file.

YAML 1.1 turns `no` into false, `12:30` into 750 and `0123` into 83; YAML 1.2 reads other things from other words. What
two readers could read differently is refused here, so that no value changes on its way from the page to the program.
"""

import re
from functools import lru_cache

import yaml

LONGEST_NUMBER = 18
"""Digits; what has more is no number that a fact of the catalog could mean."""

WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
FRACTION = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
SWITCHES = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# Numbers to YAML 1.2 (its core schema, chapter 10.3) that YAML 1.1 reads as text or as another number.
NUMBER_ELSEWHERE = re.compile(r"[-+]?(0[0-9]+|0o[0-7]+|([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+)")
# Control characters, line breaks that only some programs see, and characters that turn the direction of the text:
# what a reviewer cannot see does not belong into a fact.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
# Dates stay the text that they are.
HARMLESS = frozenset({"tag:yaml.org,2002:timestamp"})


class AmbiguousWordError(ValueError):
    """The word needs quotes; `reading` says what YAML would make of it."""

    reading: str
    plain: str | None
    """The word that everybody reads that way."""

    def __init__(self, reading: str, plain: str | None = None) -> None:
        super().__init__(reading)
        self.reading = reading
        self.plain = plain

    def hint(self, word: str) -> str:
        """What to write instead."""
        return f'write {self.plain}, or put it in quotes: "{word}"' if self.plain else f'put it in quotes: "{word}"'


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of a word without quotes. AmbiguousWordError for one that readers of YAML read differently."""
    return _short_value(text) if len(text) <= LONGEST_NUMBER else _long_value(text)


@lru_cache(maxsize=4096)
def _short_value(text: str) -> str | int | float | bool | None:
    if text in NOTHING:
        return None
    if text in SWITCHES:
        return SWITCHES[text]
    if WHOLE.fullmatch(text):
        return int(text)
    if FRACTION.fullmatch(text):
        return float(text)
    if NUMBER_ELSEWHERE.fullmatch(text) or _yaml_changes(text):
        raise _ambiguous(text)
    return text


def _long_value(text: str) -> str:
    if NUMBER_ELSEWHERE.fullmatch(text) or _yaml_changes(text):
        raise AmbiguousWordError("a number")
    return text


def _yaml_changes(text: str) -> bool:
    """Whether YAML 1.1 takes the word for something else than text."""
    resolvers = yaml.CSafeLoader.yaml_implicit_resolvers.get(text[:1], ())
    return any(tag not in HARMLESS and pattern.match(text) for tag, pattern in resolvers)


def _ambiguous(text: str) -> AmbiguousWordError:
    """What YAML 1.1 makes of the word, or that others make a number of it."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        return AmbiguousWordError("a sign of its own")
    if isinstance(value, bool):
        return AmbiguousWordError(f"the switch {str(value).lower()}", str(value).lower())
    return AmbiguousWordError("a number" if isinstance(value, str) else f"the number {value}")
