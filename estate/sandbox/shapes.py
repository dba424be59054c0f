"""Pulumi inputs (camelCase) into AWS parameters, directed by the shapes that botocore knows.

A property goes to the member of the same name, whatever its case and number (`securityGroupIds` -> `SecurityGroupId`); a
rename in the row says where the others go. Values are cast to what the member holds: a list of one block is the block
itself, a document becomes JSON text, tags become a list of keys and values. A property without a place is an error, and
all of them are reported together.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from botocore.model import ListShape, MapShape, Shape, StructureShape

from estate.sandbox.errors import Unplaced, UnplacedProperty
from estate.sandbox.models import members
from estate.sandbox.template import text

Renames = Mapping[str, str]
"""Pulumi's dotted path without indexes -> the dotted path of members from the same level on, or of keys of a map."""

KEY_NAMES = ("key", "tagkey", "name")
VALUE_NAMES = ("value", "tagvalue")
NEAREST = 3
ALIKE = 0.45  # difflib's ratio: lower names unrelated members


def place(inputs: Mapping[str, object], shape: StructureShape, *, token: str, operation: str, renames: Renames) -> dict[str, object]:
    """The parameters that the inputs make; raises UnplacedProperty with every property that has no place."""
    placing = _Placing(renames)
    placed = placing.structure(inputs, shape, "")
    if placing.unplaced:
        raise UnplacedProperty(token=token, operation=operation, unplaced=placing.unplaced)
    return placed


def can_place(name: str, shape: StructureShape, renames: Renames) -> bool:
    """Whether a top-level property has a place, before anyone knows its value."""
    target = renames.get(name)
    return _follow(shape, target.split(".")) is not None if target else member_of(name, shape) is not None


def normal(name: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def spellings(name: str) -> Iterator[str]:
    """The normal name in singular and plural, itself first."""
    plain = normal(name)
    yield plain
    if plain.endswith("ies"):
        yield f"{plain[:-3]}y"
    if plain.endswith("s"):
        yield plain[:-1]
    if plain.endswith("es"):
        yield plain[:-2]
    yield f"{plain}s"
    if plain.endswith("y"):
        yield f"{plain[:-1]}ies"


def member_of(name: str, shape: Shape) -> str | None:
    """The member that a property goes to by its name alone."""
    known = members(shape)
    if name in known:
        return name
    by_normal = {normal(member): member for member in known}
    return next((by_normal[spelling] for spelling in spellings(name) if spelling in by_normal), None)


def key_and_value(shape: Shape) -> tuple[str, str] | None:
    """The two members of a structure that holds one pair, such as a tag; None for every other shape."""
    return key_and_value_names(members(shape))


def key_and_value_names(names: Iterable[str]) -> tuple[str, str] | None:
    """Which of the names are the key and the value of a pair; None when they are not a pair."""
    named = {normal(name): name for name in names}
    key = next((named[name] for name in KEY_NAMES if name in named), None)
    value = next((named[name] for name in VALUE_NAMES if name in named), None)
    return (key, value) if key and value else None


def _follow(shape: Shape, path: list[str]) -> Shape | None:
    """The shape at the end of a rename's path."""
    for part in path:
        inner = shape.value if isinstance(shape, MapShape) else members(shape).get(part)
        if inner is None:
            return None
        shape = inner
    return shape


class _WrongKindError(Exception):
    """The value cannot become what the member holds."""


@dataclass
class _Placing:
    """One conversion: collects what has no place instead of stopping at the first."""

    renames: Renames
    unplaced: list[Unplaced] = field(default_factory=list)

    def value(self, value: object, shape: Shape, path: str) -> object:
        """The value as the shape wants it."""
        try:
            if isinstance(shape, StructureShape):
                return self.structure(value, shape, path)
            if isinstance(shape, ListShape):
                return self._list(value, shape, path)
            if isinstance(shape, MapShape):
                return self._map(value, shape, path)
            return _scalar(value, shape.type_name)
        except _WrongKindError:
            self.unplaced.append(Unplaced(path=path, why=f"expected {shape.type_name} ({shape.name}), got {_show(value)}"))
            return None

    def structure(self, value: object, shape: StructureShape, path: str) -> dict[str, object]:
        """A block; a list of one is the block itself, and a counted list of AWS takes a plain list."""
        value = _parsed(value)
        if isinstance(value, list):
            if set(members(shape)) >= {"Quantity", "Items"}:
                return {"Quantity": len(value), "Items": self.value(value, members(shape)["Items"], path)}
            value = _only(value)
        if not isinstance(value, Mapping):
            raise _WrongKindError
        out: dict[str, object] = {}
        for name, inner in value.items():
            if inner is not None:
                self._member(str(name), inner, shape, f"{path}.{name}" if path else str(name), out)
        return out

    def _member(self, name: str, value: object, shape: StructureShape, path: str, out: dict[str, object]) -> None:
        renamed = self.renames.get(path)
        target = renamed.split(".") if renamed else [found] if (found := member_of(name, shape)) else []
        inner = _follow(shape, target) if target else None
        if inner is None:
            self.unplaced.append(_no_member(path, name, renamed, shape))
            return
        if value == [] and isinstance(inner, StructureShape) and "Quantity" not in members(inner):
            return  # a list of at most one block, and there is none
        _put(out, target, self.value(value, inner, path), path, self.unplaced)

    def _list(self, value: object, shape: ListShape, path: str) -> list[object]:
        value = _parsed(value)
        pair = key_and_value(shape.member)
        if isinstance(value, Mapping) and pair and not all(member_of(str(name), shape.member) for name in value):
            key, held = pair
            return [{key: name, held: self.value(inner, members(shape.member)[held], path)} for name, inner in value.items()]
        items = value if isinstance(value, (list, tuple)) else [value]
        return [self.value(item, shape.member, path) for item in items if item is not None]

    def _map(self, value: object, shape: MapShape, path: str) -> dict[str, object]:
        value = _parsed(value)
        if not isinstance(value, Mapping):
            raise _WrongKindError
        return {str(key): self.value(inner, shape.value, path) for key, inner in value.items() if inner is not None}


def _no_member(path: str, name: str, renamed: str | None, shape: StructureShape) -> Unplaced:
    if renamed:
        return Unplaced(path=path, why=f"the row sends it to {renamed}, which {shape.name} lacks", nearest=tuple(members(shape))[:NEAREST])
    by_normal = {normal(member): member for member in members(shape)}
    alike = get_close_matches(normal(name), by_normal, n=NEAREST, cutoff=ALIKE)
    return Unplaced(path=path, why=f"no member of {shape.name} has that name", nearest=tuple(by_normal[found] for found in alike))


def _put(out: dict[str, object], target: list[str], value: object, path: str, unplaced: list[Unplaced]) -> None:
    """Set a member however deep; two properties that meet in one member are a mistake, two blocks are joined."""
    *outer, last = target
    for part in outer:
        inner = out.setdefault(part, {})
        if not isinstance(inner, dict):
            unplaced.append(Unplaced(path=path, why=f"another property has set {part} already"))
            return
        out = inner
    present = out.get(last)
    if isinstance(present, dict) and isinstance(value, dict):
        present.update(value)
    elif last in out:
        unplaced.append(Unplaced(path=path, why=f"another property has set {'.'.join(target)} already"))
    else:
        out[last] = value


def _scalar(value: object, kind: str) -> object:
    """A single value cast to botocore's kind; refuses what would change its meaning."""
    if kind == "string":
        return json.dumps(value) if isinstance(value, (Mapping, list)) else text(value)
    if kind == "boolean":
        return _boolean(value)
    if kind in ("integer", "long"):
        return _whole(value)
    if kind in ("float", "double"):
        return _fraction(value)
    if kind == "blob":
        return value.encode() if isinstance(value, str) else value
    return value


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise _WrongKindError


def _whole(value: object) -> int:
    number = _fraction(value)
    if not number.is_integer():
        raise _WrongKindError
    return value if isinstance(value, int) else int(number)


def _fraction(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _WrongKindError
    try:
        return float(value)
    except ValueError:
        raise _WrongKindError from None


def _only(value: list[object]) -> object:
    """The one block of a list; AWS takes one where Pulumi's type may be a list."""
    if len(value) != 1:
        raise _WrongKindError
    return value[0]


def _parsed(value: object) -> object:
    """What a JSON text holds, where a block is wanted; any other value as it is."""
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _show(value: object) -> str:
    """A value in a message: short, on one line."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
