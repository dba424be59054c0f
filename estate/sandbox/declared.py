"""What a provider's SDK says of a type: its inputs with their types, which of them are required, and its outputs."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pulumi import _types

from estate.catalog.words import did_you_mean
from estate.graph.symbols import resource_class

MOST_NAMED = 12  # names in a message; more than that nobody reads


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A type as its SDK has it."""

    args: type
    """The class of its inputs."""
    outputs: Mapping[str, Any]
    """The kind of each output, computed or not, by its name on the wire."""


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One property that the type does not have, or that is missing."""

    property: str
    """Dotted, with indexes."""
    reason: str


@cache
def declared(token: str) -> Declared | None:
    """What the SDK of the type's package says; None where the package is not installed, or has no such type."""
    try:
        resource = resource_class(token)
    except (ImportError, AttributeError, ValueError):
        return None
    module = vars(sys.modules[resource.__module__])
    # `InitArgs` where a block of the type has taken the name, as in s3.BucketVersioning.
    args = module.get(f"{resource.__name__}InitArgs") or module[f"{resource.__name__}Args"]
    return Declared(args=args, outputs=_types.resource_types(resource))


def faults(token: str, inputs: Mapping[str, object]) -> tuple[Fault, ...]:
    """Every unknown and every missing property, however deep, sorted; none of a type that no SDK knows."""
    known = declared(token)
    return tuple(sorted(_of_block(inputs, known.args, ""))) if known else ()


def _of_block(block: Mapping[str, object], args: type, path: str) -> Iterator[Fault]:
    kinds = _types.input_type_types(args)
    for name, value in block.items():
        place = f"{path}.{name}" if path else name
        if name in kinds:
            yield from _of_value(value, _inner(kinds[name]), place)
        else:
            yield Fault(property=place, reason=_no_such(name, kinds))
    for name in _types._required_property_names(args) - block.keys():
        yield Fault(property=f"{path}.{name}" if path else name, reason="it is required, and nothing is given")


def _of_value(value: object, block: type | None, path: str) -> Iterator[Fault]:
    """The faults of a block, or of a list of blocks; other values have none."""
    if isinstance(value, Mapping) and block is not None:
        yield from _of_block(value, block, path)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _of_value(member, block, f"{path}[{index}]")


def _inner(kind: Any) -> type | None:
    """The one kind of block that a type such as `Sequence[Input[Block]]` holds; None for plain values and maps."""
    if isinstance(kind, type) and _types.is_input_type(kind):
        return kind
    if get_origin(kind) is Mapping:
        return None
    found = {block for part in get_args(kind) if (block := _inner(part)) is not None}
    return found.pop() if len(found) == 1 else None


def _no_such(name: str, known: Mapping[str, Any]) -> str:
    names = sorted(known)
    hint = did_you_mean(name, names) or f"known are {', '.join(names[:MOST_NAMED])}{', ...' if len(names) > MOST_NAMED else ''}"
    return f"there is no such property; {hint}"
