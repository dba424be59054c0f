"""A model's complaints about a file, in our words: what stands there, what was expected, the nearest valid word."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from estate.catalog.builder import MOST_MISTAKES, Place
from estate.catalog.fact import PATTERN_WORDS, NotAllowedError
from estate.catalog.finding import Finding, finding, kinds_of
from estate.catalog.mistakes import Mistake, Way, show
from estate.catalog.reader import Document
from estate.catalog.words import any_of, did_you_mean

EXPECTED_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
NUMBER_TYPES = frozenset({"int_type", "int_from_float", "float_type"})


Saying = tuple[str, str | None]
"""The text of a mistake, and its hint."""


def explain(error: ValidationError, *, document: Document, model: Any) -> tuple[Mistake, ...]:
    """Every complaint about `document` as a mistake with its place; what follows from another mistake is left out."""
    places = document.places()
    refused = {mistake.path for mistake in document.mistakes if mistake.path}
    found = [finding(details, document.data, model, places) for details in error.errors(include_url=False)[:MOST_MISTAKES]]
    meant = {(*one.path[:-1], one.meant) for one in found if one.meant}
    told = [
        one
        for one in found
        if not any(one.path[: len(path)] == path for path in refused) and not one.follows(meant) and not _is_long_enough(one)
    ]
    return tuple(_mistake(one, file=document.file, places=places) for one in told)


def _is_long_enough(one: Finding) -> bool:
    """A list of the right length is called too short when one of its members is wrong, which is told for itself."""
    return one.kind == "too_short" and len(one.value) >= one.limits["min_length"]


def _mistake(one: Finding, *, file: str, places: Mapping[Way, Place]) -> Mistake:
    text, hint = say(one)
    line, column = _position(one, places)
    return Mistake(file=file, line=line, column=column, path=one.path, text=text, hint=hint)


def _position(one: Finding, places: Mapping[Way, Place]) -> tuple[int, int]:
    place = places.get(one.path)
    if place is None:
        parent = places.get(one.path[:-1])
        return parent.value if parent else (1, 1)
    return place.key if one.is_key or one.kind == "extra_forbidden" else place.value


def say(one: Finding) -> Saying:
    """The words for a complaint."""
    if one.kind in EXPECTED_TYPES:
        return _wrong_type(one)
    rule = RULES.get(one.kind)
    return rule(one) if rule else (f"{show(one.value)} is not allowed: {one.message}", None)


def seen(value: object) -> str:
    """What stands there, and of which sort it is."""
    if value is None:
        return "nothing stands here"
    if isinstance(value, bool):
        return f"{show(value)} is a switch"
    if isinstance(value, dict):
        return "a mapping stands here"
    if isinstance(value, list):
        return "a list stands here"
    return f"{show(value)} is {'text' if isinstance(value, str) else 'a number'}"


def _wrong_type(one: Finding) -> Saying:
    text = f"{seen(one.value)}; expected {EXPECTED_TYPES[one.kind]}"
    if one.kind == "string_type" and one.written and isinstance(one.value, bool | int | float):
        return text, f'put it in quotes: "{one.written}"'
    if one.kind in NUMBER_TYPES and isinstance(one.value, str) and re.fullmatch(r"[0-9]{1,18}", one.value):
        return text, f"take the quotes away: {one.value}"
    return text, None


def _unknown_key(one: Finding) -> Saying:
    return "is no key here", f"did you mean {one.meant!r}?" if one.meant else f"known keys: {', '.join(one.known)}"


def _missing(one: Finding) -> Saying:
    fields = [model.model_fields[one.path[-1]] for model in one.models if one.path[-1] in model.model_fields]
    return "is missing", fields[0].description.replace("\n", " ") if fields and fields[0].description else None


def _not_one_of(one: Finding) -> Saying:
    expected = str(one.limits["expected"])
    if one.value is None:
        return f"nothing stands here; expected {expected}", None
    hint = _meant(one.value, expected) if isinstance(one.value, str) and not one.is_key else None
    return f"{show(one.value)} is {f'no {one.noun}' if one.noun else 'not allowed'}; expected {expected}", hint


def _meant(value: str, expected: str) -> str | None:
    if value in re.findall(r"\b[0-9]+\b", expected):
        return f"take the quotes away: {value}"
    return did_you_mean(value, re.findall(r"'([^']*)'", expected))


def _no_kind(one: Finding) -> Saying:
    kinds = [kind for model in one.models for kind in kinds_of(model)]
    expected = f"expected {any_of(repr(kind) for kind in kinds)}"
    if one.value is None:
        return f"is missing; {expected}", None
    return f"{show(one.value)} is no kind; {expected}", did_you_mean(one.value, kinds) if isinstance(one.value, str) else None


def _mismatch(one: Finding) -> Saying:
    pattern = str(one.limits["pattern"])
    return f"{show(one.value)} does not fit; {PATTERN_WORDS.get(pattern, f'expected text that matches {pattern}')}", None


def _refused(one: Finding) -> Saying:
    error = one.limits["error"]
    return str(error), error.hint if isinstance(error, NotAllowedError) else None


def _bound(words: str, limit: str) -> Callable[[Finding], Saying]:
    return lambda one: (f"{show(one.value)} is {words} {one.limits[limit]:,}", None)


def _length(words: str, limit: str) -> Callable[[Finding], Saying]:
    return lambda one: (f"{show(one.value)} has {len(one.value):,} {words} {one.limits[limit]:,}", None)


def _too_short(one: Finding) -> Saying:
    return _length("characters; expected at least", "min_length")(one) if one.value else ("is empty; expected text", None)


RULES: Mapping[str, Callable[[Finding], Saying]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _not_one_of,
    "union_tag_invalid": _no_kind,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _mismatch,
    "value_error": _refused,
    "greater_than": _bound("too small; expected more than", "gt"),
    "greater_than_equal": _bound("too small; expected at least", "ge"),
    "less_than": _bound("too large; expected less than", "lt"),
    "less_than_equal": _bound("too large; expected at most", "le"),
    "string_too_short": _too_short,
    "string_too_long": _length("characters; expected at most", "max_length"),
    "too_short": lambda one: (f"has {len(one.value):,} items; expected at least {one.limits['min_length']}", None),
    "too_long": lambda one: (f"has {len(one.value):,} items; expected at most {one.limits['max_length']}", None),
}
