"""What was declared, compared with what the read calls found: so that nothing that the emulator drops goes unseen.

Every leaf of the inputs is looked for in the state under its own name (the row's `observe` says where it has another).
What differs for a known reason stands in `known_differences.yaml`; any other difference is new and fails.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import cast
from urllib.parse import unquote

import yaml

from estate.sandbox.changes import REGION, TAGS
from estate.sandbox.operations import Created
from estate.sandbox.row import Inputs, Row
from estate.sandbox.run import plain
from estate.sandbox.shapes import key_and_value_names, normal, spellings
from estate.sandbox.template import fill, text

ABSENT = "(not returned)"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One declared value that was not found again; `property` is dotted, without indexes."""

    property: str
    declared: object
    observed: object

    def __str__(self) -> str:
        return f"{self.property}: declared {self.declared!r}, observed {self.observed if self.observed == ABSENT else repr(self.observed)}"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The differences of a resource: those in the list, and those that nobody has explained."""

    known: tuple[Difference, ...]
    new: tuple[Difference, ...]


def differences(row: Row, inputs: Inputs, read: Created) -> tuple[Difference, ...]:
    """Every declared leaf that a read does not show; what AWS adds by itself is no difference."""
    skipped = {REGION, "tagsAll", *row.local}
    wanted = {name: declared for name, declared in sorted(inputs.items()) if declared is not None and name not in skipped}
    return tuple(found for name, declared in wanted.items() for found in _compare(declared, shown(row, name, read.context), name))


def judge(token: str, found: Sequence[Difference]) -> Judged:
    """Known and new differences; a known property covers everything below it."""
    reasons = known_differences().get(token, {})
    listed = tuple(one for one in found if any(_is_within(one.property, known) for known in reasons))
    return Judged(known=listed, new=tuple(one for one in found if one not in listed))


@cache
def known_differences() -> Mapping[str, Mapping[str, str]]:
    """Type -> property -> why the emulator does not show it."""
    content = files("estate.sandbox").joinpath("known_differences.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, str]]", yaml.safe_load(content) or {})


def shown(row: Row, name: str, context: Mapping[str, object]) -> object:
    """The part of the state that shows a property; None where none does."""
    if name in row.observe:
        return fill(row.observe[name], context)
    state = context["state"]
    names = [name, *(part for part in reversed(row.renames.get(name, "").split(".")) if part)]
    names += ["TagSet", "TagList"] if name in TAGS else []
    return next((found for known in names if (found := _member(state, known)) is not None), None)


def _compare(declared: object, observed: object, path: str) -> Iterator[Difference]:
    """The leaves that differ; what AWS adds is no difference."""
    declared, observed = as_document(declared), as_document(observed)
    if isinstance(declared, Mapping):
        yield from _compare_block(declared, observed, path)
    elif isinstance(declared, list):
        yield from _compare_list(declared, observed, path)
    elif observed is None and declared not in (False, ""):
        yield Difference(property=path, declared=declared, observed=ABSENT)
    elif text(declared) != text(observed) and observed is not None:
        yield Difference(property=path, declared=declared, observed=observed)


def _compare_block(declared: Mapping[object, object], observed: object, path: str) -> Iterator[Difference]:
    """A block, or pairs that AWS gives as a list of keys and values."""
    if isinstance(observed, list):
        pairs = _pairs(observed)
        observed = pairs if pairs is not None else as_document(observed[0]) if len(observed) == 1 else None
    for name, value in declared.items():
        if value is not None:
            yield from _compare(value, _member(observed, str(name)), f"{path}.{name}")


def _compare_list(declared: list[object], observed: object, path: str) -> Iterator[Difference]:
    """Lists of plain values in any order; lists of blocks by whichever observed block fits best."""
    items = observed if isinstance(observed, list) else _items(observed)
    if not any(isinstance(as_document(item), (Mapping, list)) for item in declared):
        if sorted(map(text, declared)) != sorted(text(_plain(item)) for item in items):
            yield Difference(property=path, declared=declared, observed=items or ABSENT)
        return
    for value in declared:
        yield from min((list(_compare(value, item, path)) for item in items or [None]), key=len)


def _items(observed: object) -> list[object]:
    """One block where a list of one was declared, or AWS's counted list."""
    counted = _member(observed, "Items") if isinstance(observed, Mapping) else None
    if isinstance(counted, list):
        return counted
    return [] if observed is None else [observed]


def _plain(item: object) -> object:
    """The value of a block that holds only one, such as `{GroupId: sg-1}`."""
    return next(iter(item.values())) if isinstance(item, Mapping) and len(item) == 1 else item


def _member(block: object, name: str) -> object:
    """A member by its name, whatever its case and number."""
    if not isinstance(block, Mapping):
        return None
    if name in block:
        return block[name]
    by_normal = {normal(str(key)): value for key, value in block.items()}
    return next((by_normal[spelling] for spelling in spellings(name) if by_normal.get(spelling) is not None), None)


def _pairs(items: list[object]) -> dict[str, object] | None:
    """A list of keys and values as a mapping."""
    pairs: dict[str, object] = {}
    for item in items:
        names = key_and_value_names(item) if isinstance(item, Mapping) else None
        if names is None or not isinstance(item, Mapping):
            return None
        pairs[text(item[names[0]])] = item[names[1]]
    return pairs


def as_document(value: object) -> object:
    """What a JSON text holds, plain or percent-encoded as IAM gives it; a time as text; other values as they are."""
    if isinstance(value, datetime):
        return plain(value)
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[", "%7B")):
        return value
    try:
        return json.loads(unquote(value) if value.startswith("%7B") else value)
    except ValueError:
        return value


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}.")
