"""A resource's properties on their way between the engine and boto3: secrets opened for the one, marked for the other."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from estate.graph.wire import SECRET_SIGNATURE, SIGNATURE_KEY

UNKNOWN = rpc.UNKNOWN
"""Stands for what only the deployment will know."""
DEFAULTS = "__defaults"
"""The input in which a provider keeps which other inputs it filled in itself."""
HIDDEN = "[secret]"
SHORTEST = 4  # characters; a shorter secret would take the letters out of every other word
INTERNAL = "__"  # begins the names of what the engine and the providers keep for themselves

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Properties:
    """What the engine sent: plain values, and the places where a secret stood."""

    values: Mapping[str, object] = field(repr=False)
    """Secrets are open, whole numbers are whole, nulls are left out, and so is what begins with `__`."""
    secrets: frozenset[Path]
    defaults: frozenset[str] = frozenset()
    """The inputs that the provider filled in where the program gave none."""

    def words(self) -> frozenset[str]:
        """Every text inside a secret, also as Python and JSON would quote it: none of them may be shown."""
        texts = {text for path in self.secrets for text in _texts(_at(self.values, path)) if len(text) >= SHORTEST}
        return frozenset(texts | {repr(text)[1:-1] for text in texts} | {json.dumps(text)[1:-1] for text in texts})


def opened(struct: struct_pb2.Struct) -> Properties:
    """The properties of a message."""
    secrets: set[Path] = set()
    values = {name: _open(value, (name,), secrets) for name, value in struct.fields.items() if not name.startswith(INTERNAL)}
    filled = struct.fields[DEFAULTS].list_value.values if DEFAULTS in struct.fields else ()
    return Properties(
        values={name: value for name, value in values.items() if value is not None},
        secrets=frozenset(secrets),
        defaults=frozenset(name.string_value for name in filled),
    )


def closed(values: Mapping[str, object], *of: Properties) -> struct_pb2.Struct:
    """Values as a message; what was a secret in one of the properties, or holds the text of one, is marked."""
    places = frozenset(place for properties in of for path in properties.secrets for place in _places(path))
    words = frozenset(word for properties in of for word in properties.words())
    struct = struct_pb2.Struct()
    struct.update({name: _close(value, (name,), places, words) for name, value in values.items() if value is not None})
    return struct


def without_secrets(text: str, *of: Properties) -> str:
    """A text for people, with the secrets of the properties taken out."""
    for word in sorted({word for properties in of for word in properties.words()}, key=lambda word: (-len(word), word)):
        text = text.replace(word, HIDDEN)
    return text


def holds_unknown(value: object) -> bool:
    """Whether a part of the value is known only after the deployment."""
    if isinstance(value, str):
        return UNKNOWN in value
    if isinstance(value, Mapping):
        return any(holds_unknown(member) for member in value.values())
    return isinstance(value, list) and any(holds_unknown(member) for member in value)


def _open(value: struct_pb2.Value, path: Path, secrets: set[Path]) -> object:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _open_struct(value.struct_value, path, secrets)
    if kind == "list_value":
        return [_open(member, (*path, index), secrets) for index, member in enumerate(value.list_value.values)]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "string_value":
        return UNKNOWN if value.string_value in UNKNOWNS else value.string_value
    return value.bool_value if kind == "bool_value" else None


def _open_struct(struct: struct_pb2.Struct, path: Path, secrets: set[Path]) -> object:
    if SIGNATURE_KEY in struct.fields and struct.fields[SIGNATURE_KEY].string_value == SECRET_SIGNATURE:
        secrets.add(path)
        return _open(struct.fields["value"], path, secrets)
    members = {name: _open(value, (*path, name), secrets) for name, value in struct.fields.items()}
    return {name: value for name, value in members.items() if value is not None}


# The engine's marks for unknown values of each kind (Pulumi's engine protocol, property values).
UNKNOWNS = frozenset(
    {
        UNKNOWN,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)


def _places(path: Path) -> Iterator[Path]:
    """Where a secret may stand again: a whole list, because AWS gives lists in another order, and the tags of all kinds."""
    upto = next((index for index, step in enumerate(path) if isinstance(step, int)), len(path))
    yield path[:upto]
    if path[0] == "tags":
        yield ("tagsAll", *path[1:upto])


def _close(value: object, path: Path, places: frozenset[Path], words: frozenset[str]) -> Any:
    if path in places:
        return _secret(value)
    if isinstance(value, Mapping):
        members = {str(name): _close(member, (*path, str(name)), places, words) for name, member in value.items()}
        return {name: member for name, member in members.items() if member is not None}
    if isinstance(value, (list, tuple)):
        return [_close(member, (*path, index), places, words) for index, member in enumerate(value)]
    if isinstance(value, str) and any(word in value for word in words):
        return _secret(value)
    return value


def _secret(value: object) -> dict[str, object]:
    return {SIGNATURE_KEY: SECRET_SIGNATURE, "value": value}


def _at(values: object, path: Path) -> object:
    for step in path:
        if isinstance(values, Mapping):
            values = values.get(str(step))
        elif isinstance(values, list) and isinstance(step, int):
            values = values[step]
    return values


def _texts(value: object) -> Iterator[str]:
    """Every single value, also of a JSON document that stands as text."""
    if isinstance(value, (Mapping, list)):
        for member in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(member)
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield str(value)
        yield from _texts(_document(value))


def _document(value: object) -> object:
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None
