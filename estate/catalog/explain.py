"""A model's complaints about a file, in our words: what stands there, what was expected, the nearest valid word."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from estate.catalog.builder import MOST_MISTAKES, Data, Place
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


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One complaint: where in the data, what is there, and what the model says of it."""

    path: Way
    value: Any
    limits: Mapping[str, Any]
    kind: str
    message: str
    model: type[BaseModel] | None
    """The model that holds the value."""
    written: str | None = None

    @property
    def noun(self) -> str | None:
        """What the value should be, by its key: `need`, `log retention days`."""
        return self.path[-1].replace("_", " ") if self.path and isinstance(self.path[-1], str) else None


Saying = tuple[str, str | None]
"""The text of a mistake, and its hint."""


def explain(error: ValidationError, *, document: Document, model: Any) -> tuple[Mistake, ...]:
    """Every complaint about `document` as a mistake with its place; those about what the reader refused are left out."""
    places = document.places()
    refused = {mistake.path for mistake in document.mistakes if mistake.path}
    found = [finding(details, document.data, model, places) for details in error.errors(include_url=False)[:MOST_MISTAKES]]
    fresh = [one for one in found if not any(one.path[: len(path)] == path for path in refused)]
    return tuple(_mistake(one, file=document.file, places=places) for one in fresh)


def finding(details: ErrorDetails, data: Data, model: Any, places: Mapping[Way, Place]) -> Finding:
    """A complaint with the path as the file has it: the tags of unions, which nobody wrote, are taken out."""
    path, value = trace(details["loc"], data)
    limits = details.get("ctx", {})
    if details["type"].startswith("union_tag"):
        path, value = (*path, "kind"), value.get("kind") if isinstance(value, dict) else None
    place = places.get(path)
    holder = model_at(model, path[:-1], data) if path else None
    return Finding(
        path=path,
        value=value,
        limits=limits,
        kind=details["type"],
        message=details["msg"],
        model=holder,
        written=place.written if place else None,
    )


def trace(loc: Way, data: Data) -> tuple[Way, Data]:
    """The path of a complaint inside the data, and the value there; a missing key's value is None."""
    if loc and loc[-1] == "[key]":
        path, _ = trace(loc[:-1], data)
        return path, path[-1]
    parts = _without_tag(loc, data)
    path: Way = ()
    while parts:
        path = (*path, parts[0])
        data = _inside(data, parts[0])
        parts = _without_tag(parts[1:], data)
    return path, data


def _without_tag(parts: Way, data: Data) -> Way:
    """What is left of a path after the tag with which a union begins."""
    return parts[1:] if parts and isinstance(data, dict) and parts[0] == data.get("kind") else parts


def _inside(data: Data, part: str | int) -> Data:
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def models_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Every model that an annotation names: of lists, mappings and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(model for part in get_args(annotation) for model in models_in(part))


def model_at(annotation: Any, path: Way, data: Data) -> type[BaseModel] | None:
    """The model of what stands at `path`."""
    models = models_in(annotation)
    for part in path:
        model = _choose(models, data)
        if model and isinstance(part, str) and part in model.model_fields:
            models = models_in(model.model_fields[part].annotation)
        data = _inside(data, part)
    return _choose(models, data)


def _choose(models: tuple[type[BaseModel], ...], data: Data) -> type[BaseModel] | None:
    """The member of a union that the data says it is."""
    if len(models) < 2:
        return models[0] if models else None
    kind = data.get("kind") if isinstance(data, dict) else None
    return next((model for model in models if kind in kinds_of(model)), None)


def kinds_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The values of the key `kind` that choose the model."""
    field = model.model_fields.get("kind")
    return cast("tuple[str, ...]", get_args(field.annotation)) if field else ()


def _mistake(one: Finding, *, file: str, places: Mapping[Way, Place]) -> Mistake:
    text, hint = say(one)
    line, column = _position(one, places)
    return Mistake(file=file, line=line, column=column, path=one.path, text=text, hint=hint)


def _position(one: Finding, places: Mapping[Way, Place]) -> tuple[int, int]:
    place = places.get(one.path)
    if place is None:
        parent = places.get(one.path[:-1])
        return parent.value if parent else (1, 1)
    return place.key if one.kind == "extra_forbidden" else place.value


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
    known = sorted(one.model.model_fields) if one.model else []
    hint = did_you_mean(str(one.path[-1]), known)
    return "is no key here", hint or f"known keys: {', '.join(known)}"


def _missing(one: Finding) -> Saying:
    field = one.model.model_fields.get(str(one.path[-1])) if one.model else None
    return "is missing", field.description.replace("\n", " ") if field and field.description else None


def _not_one_of(one: Finding) -> Saying:
    expected = str(one.limits["expected"])
    name = f"no {one.noun}" if one.noun else "not allowed"
    hint = did_you_mean(one.value, re.findall(r"'([^']*)'", expected)) if isinstance(one.value, str) else None
    text = f"{seen(one.value) if one.value is None else show(one.value)} is {name}" if one.value is not None else "nothing stands here"
    return f"{text}; expected {expected}", hint


def _no_kind(one: Finding) -> Saying:
    kinds = _kinds_beside(one)
    if one.value is None:
        return "is missing", f"expected {any_of(repr(kind) for kind in kinds)}"
    hint = did_you_mean(one.value, kinds) if isinstance(one.value, str) else None
    return f"{show(one.value)} is no kind; expected {any_of(repr(kind) for kind in kinds)}", hint


def _kinds_beside(one: Finding) -> list[str]:
    expected = one.limits.get("expected_tags")
    return re.findall(r"'([^']*)'", str(expected)) if expected else []


def _mismatch(one: Finding) -> Saying:
    pattern = str(one.limits["pattern"])
    words = pattern_words(one.model).get(pattern) if one.model else None
    return f"{show(one.value)} does not fit; {words or f'expected text that matches {pattern}'}", None


@cache
def pattern_words(model: type[BaseModel]) -> dict[str, str]:
    """What each pattern of a model wants, as its fields say it to editors too."""
    return dict(_patterns(TypeAdapter(model).json_schema()))


def _patterns(schema: object) -> Iterator[tuple[str, str]]:
    if isinstance(schema, dict):
        if "pattern" in schema and "patternErrorMessage" in schema:
            yield schema["pattern"], schema["patternErrorMessage"]
        for part in schema.values():
            yield from _patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _patterns(part)


def _bound(words: str, limit: str) -> Callable[[Finding], Saying]:
    return lambda one: (f"{show(one.value)} is {words} {one.limits[limit]:,}", None)


def _length(words: str, limit: str) -> Callable[[Finding], Saying]:
    return lambda one: (f"{show(one.value)} has {len(one.value):,} {words} {one.limits[limit]:,}", None)


RULES: Mapping[str, Callable[[Finding], Saying]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _not_one_of,
    "union_tag_invalid": _no_kind,
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _mismatch,
    "value_error": lambda one: (str(one.limits["error"]), None),
    "greater_than": _bound("too small; expected more than", "gt"),
    "greater_than_equal": _bound("too small; expected at least", "ge"),
    "less_than": _bound("too large; expected less than", "lt"),
    "less_than_equal": _bound("too large; expected at most", "le"),
    "string_too_short": _length("characters; expected at least", "min_length"),
    "string_too_long": _length("characters; expected at most", "max_length"),
    "too_short": lambda one: (f"has {len(one.value):,} of its items; expected at least {one.limits['min_length']}", None),
    "too_long": lambda one: (f"has {len(one.value):,} items; expected at most {one.limits['max_length']}", None),
}
