"""Where two values of a resource's inputs differ: paths with indexes, JSON documents compared as JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.graph.model import is_secret, is_unknown

ABSENT: Mapping[str, bool] = {"$absent": True}
"""Stands for a property that one side does not have."""
ASSET = "$asset"

Part = str | int
Way = tuple[Part, ...]

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PATH_PART = re.compile(r"""\[(?:"((?:[^"\\]|\\.)*)"|(\d+|\*))\]|([^.\[\]]+)""")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place where the inputs differ."""

    path: str
    """`containerDefinitions[0].memory`: also into JSON documents."""
    prop: str
    """The property of the provider that holds it: for what lies inside a JSON document, the property with the document."""
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any], *, ignored: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Every difference, in the order of the paths; what lies at or below an `ignored` path (Pulumi's notation) is none.

    Two secrets are equal, and so are two values that nobody knows: of neither can be said that it changes.
    """
    patterns = [parse_path(path) for path in ignored]
    return tuple(found for way, found in _walk(before, after, (), None) if not any(_covers(pattern, way) for pattern in patterns))


def parse_path(text: str) -> Way:
    """The parts of a property path: `rules[0].tags["a.b"]`; `*` stays as it is."""
    return tuple(_part(found) for found in PATH_PART.finditer(text))


def format_path(way: Way) -> str:
    """The parts as one path; a key that is no plain word stands in brackets."""
    text = ""
    for part in way:
        if isinstance(part, int):
            text += f"[{part}]"
        elif WORD.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part, ensure_ascii=False)}]"
    return text


def document(value: object) -> Any:
    """What a text holds that is a JSON object or list; None for any other value."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def same(before: object, after: object) -> bool:
    """Equality that tells `true` from `1`; that of documents is left to the walk."""
    return type(before) is type(after) and before == after


def _part(found: re.Match[str]) -> Part:
    quoted, index, word = found.groups()
    if quoted is not None:
        return json.loads(f'"{quoted}"')
    if index is not None:
        return index if index == "*" else int(index)
    return word


def _covers(pattern: Way, way: Way) -> bool:
    return len(pattern) <= len(way) and all(one in ("*", part) for one, part in zip(pattern, way, strict=False))


Found = tuple[Way, Difference]


def _walk(before: Any, after: Any, way: Way, prop: Way | None) -> Iterator[Found]:
    if is_secret(before) and is_secret(after):
        return
    if _is_block(before) and _is_block(after):
        yield from _walk_blocks(before, after, way, prop)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _walk_lists(before, after, way, prop)
    elif not same(before, after):
        yield from _walk_texts(before, after, way, prop)


def _is_block(value: object) -> bool:
    return isinstance(value, dict) and not (is_secret(value) or is_unknown(value) or value == ABSENT or ASSET in value)


def _walk_blocks(before: Mapping[str, Any], after: Mapping[str, Any], way: Way, prop: Way | None) -> Iterator[Found]:
    for key in sorted(before.keys() | after.keys()):
        yield from _walk(before.get(key, ABSENT), after.get(key, ABSENT), (*way, key), prop)


def _walk_lists(before: list[Any], after: list[Any], way: Way, prop: Way | None) -> Iterator[Found]:
    """Element by element between the equal ends, so that one more in the middle does not change all that follow."""
    head = _equal_from_start(before, after)
    tail = _equal_from_start(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for offset in range(max(len(old), len(new))):
        one = old[offset] if offset < len(old) else ABSENT
        other = new[offset] if offset < len(new) else ABSENT
        yield from _walk(one, other, (*way, head + offset), prop)


def _equal_from_start(before: Sequence[Any], after: Sequence[Any]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((index for index, (one, other) in pairs if not same(one, other)), min(len(before), len(after)))


def _walk_texts(before: Any, after: Any, way: Way, prop: Way | None) -> Iterator[Found]:
    old, new = document(before), document(after)
    if old is not None and new is not None and type(old) is type(new):
        yield from _walk(old, new, way, prop or way)
    else:
        yield way, Difference(path=format_path(way), prop=format_path(prop or way), before=before, after=after)
