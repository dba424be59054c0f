"""Whether a provider accepts what is registered: every input known, none missing, each of its type.

The SDK's own annotations are read while the test runs: they are made from the provider's schema.
"""

import inspect
import types
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, Union, get_args, get_origin

from pulumi import Output
from pulumi._types import input_type_py_to_pulumi_names, input_type_types, is_input_type

from estate.graph.model import Resource, is_secret, is_unknown
from estate.graph.symbols import resource_class


@cache
def arguments_of(token: str) -> type:
    """The SDK's class of a type's arguments."""
    cls = resource_class(token)
    module = import_module(cls.__module__)
    # `InitArgs` where a nested type of another resource is called `<Type>Args`, such as `BucketVersioningArgs`.
    return getattr(module, f"{cls.__name__}InitArgs", None) or getattr(module, f"{cls.__name__}Args")


def refused(resources: Iterable[Resource]) -> list[str]:
    """What the providers would refuse, each as the place and what is wrong there; nothing where they accept everything."""
    ours = [one for one in resources if one.custom and not one.type.startswith("pulumi:")]
    return [f"{one.type} {one.name}: {text}" for one in ours for text in _members(arguments_of(one.type), one.inputs, "")]


@cache
def _required(arguments: type) -> frozenset[str]:
    wire = input_type_py_to_pulumi_names(arguments)
    parameters = inspect.signature(arguments.__init__).parameters.values()
    return frozenset(wire[one.name] for one in parameters if one.name in wire and one.default is inspect.Parameter.empty)


@cache
def _types(arguments: type) -> Mapping[str, Any]:
    return input_type_types(arguments)


def _members(arguments: type, given: Mapping[str, Any], path: str) -> Iterator[str]:
    known = _types(arguments)
    for name in sorted(_required(arguments) - given.keys()):
        yield f"{path}{name} is missing"
    for name, value in given.items():
        if name in known:
            yield from _mistakes(known[name], value, f"{path}{name}")
        else:
            yield f"{path}{name} is unknown; known are {', '.join(sorted(known))}"


def _mistakes(kind: Any, value: Any, path: str) -> Iterator[str]:
    if kind is Any or is_unknown(value) or is_secret(value):
        return
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        yield from _of_any(inner, value, path)
    elif origin is Sequence:
        yield from _items(inner[0], value, path)
    elif origin is Mapping:
        yield from _entries(inner[1], value, path)
    elif is_input_type(kind):
        yield from _members(kind, value, f"{path}.") if isinstance(value, dict) else [f"{path} is {value!r}; expected an object"]
    elif not _is_scalar(kind, value):
        yield f"{path} is {value!r}; expected {kind.__name__}"


def _items(kind: Any, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path} is {value!r}; expected a list"
        return
    for index, item in enumerate(value):
        yield from _mistakes(kind, item, f"{path}[{index}]")


def _entries(kind: Any, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is {value!r}; expected a map"
        return
    for name, item in value.items():
        yield from _mistakes(kind, item, f"{path}[{name!r}]")


def _of_any(kinds: Iterable[Any], value: Any, path: str) -> Iterator[str]:
    """Fine when one of the alternatives takes it; what the SDK adds for values that come later is none."""
    plain = [kind for kind in kinds if kind is not types.NoneType and not _comes_later(kind)]
    found = [list(_mistakes(kind, value, path)) for kind in plain]
    if value is not None and found and all(found):
        yield from min(found, key=len)


def _comes_later(kind: Any) -> bool:
    return get_origin(kind) in (Output, Awaitable)


def _is_scalar(kind: Any, value: Any) -> bool:
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return value in {member.value for member in kind}
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind) if kind in (str, bool) else True
