"""What the emulator really holds of the stacks that were brought up, as the resources that checks read.

A property is what a read call shows, whoever changed it since. One that the emulator is known not to show
(`known_differences.yaml`) is unknown here, and so is everything of a resource that the emulator never made or cannot read: what cannot
be seen neither passes nor fails.
"""

import json
import typing
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache, partial, reduce
from typing import Any

from pulumi._types import resource_types

from estate.catalog.catalog import Catalog
from estate.graph.model import UNKNOWN, Resource, StackGraph
from estate.graph.symbols import resource_class
from estate.layers import parse_stack
from estate.sandbox.brought_up import BroughtUp, Standing, holds_mark
from estate.sandbox.clients import Clients, Place
from estate.sandbox.errors import NotSupported, Refused
from estate.sandbox.operations import Created, read
from estate.sandbox.putting import put
from estate.sandbox.readback import as_document, differences, judge, shown
from estate.sandbox.row import Row
from estate.sandbox.run import plain
from estate.sandbox.table import TABLE
from estate.sandbox.up import READERS, place_of

NAMES = ("id", "arn", "url")
OWNER = "tags"
"""Whose a resource is stays known of what cannot be seen: the catalog says it, and no emulator."""


class Sight(Enum):
    """What came of looking at a resource."""

    READ = auto()
    UNSEEN = auto()
    """It was never made, or the emulator does not show it."""
    GONE = auto()
    NOTHING = auto()
    """There is nothing to see: what groups others, or a provider."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One resource: as it was declared, with the names that it got, and as it is."""

    sight: Sight
    declared: Resource
    """Less the properties that no call shows."""
    is_now: Resource
    """What was declared, where it is gone."""
    names: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Its id and the other texts by which it is referred to."""
    shown: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Properties that nobody declared, as the emulator shows them."""


@dataclass(frozen=True, kw_only=True)
class Live:
    """Everything that was brought up, in three forms that checks can read, and what came of looking."""

    declared: tuple[StackGraph, ...]
    """As declared, less the properties that no call shows."""
    stacks: tuple[StackGraph, ...]
    """As it is."""
    blind: tuple[StackGraph, ...]
    """As if nothing had been read."""
    names: Mapping[str, Mapping[str, Any]]
    real: Mapping[str, Mapping[str, Any]]
    read: frozenset[str]
    """The URNs of what was read."""
    gone: Mapping[str, str]
    """The URNs of what is not there any more, each with its title: `s3/bucket photos (data-dev)`."""
    unseen: int
    """Resources of which the emulator shows nothing."""


def look(made: BroughtUp, catalog: Catalog, clients: Clients) -> Live:
    """Read everything back. Raises Unreachable where no emulator answers."""
    _import_types(made)
    found = {stack.name: _stack(stack, made, catalog, clients) for stack in made.stacks}
    every = [(name, one) for name, each in found.items() for one in each]
    there = {name: [one for one in each if one.sight is not Sight.GONE] for name, each in found.items()}
    return Live(
        declared=tuple(_with(stack, [one.declared for one in found[stack.name]]) for stack in made.stacks),
        stacks=tuple(_with(stack, [one.is_now for one in there[stack.name]]) for stack in made.stacks),
        blind=tuple(_with(stack, [_blind(one) for one in there[stack.name]]) for stack in made.stacks),
        names={one.declared.urn: one.names for _, one in every},
        real={one.declared.urn: {**one.shown, **one.names} for _, one in every},
        read=frozenset(one.declared.urn for _, one in every if one.sight is Sight.READ),
        gone={one.declared.urn: _title(one, name) for name, one in every if one.sight is Sight.GONE},
        unseen=sum(one.sight is Sight.UNSEEN for _, one in every),
    )


def _import_types(made: BroughtUp) -> None:
    """Import the SDK's classes before threads ask for them: until Python 3.13 a lazy module is not safe for two of them at once.

    https://github.com/python/cpython/issues/114763
    """
    for resource in (one for stack in made.stacks for one in stack.resources if one.urn in made.standing):
        _plain_properties(resource.type)


def _with(stack: StackGraph, resources: Iterable[Resource]) -> StackGraph:
    return replace(stack, resources=tuple(resources))


def _blind(one: Found) -> Resource:
    return unseen(one.is_now) if one.sight is Sight.READ else one.is_now


def _title(one: Found, stack: str) -> str:
    return f"{one.declared.type.split(':')[1]} {one.declared.name} ({stack})"


def _stack(stack: StackGraph, made: BroughtUp, catalog: Catalog, clients: Clients) -> list[Found]:
    place = place_of(parse_stack(stack.name, tuple(catalog.environments)), catalog, clients)
    with ThreadPoolExecutor(READERS) as readers:
        return list(readers.map(partial(_look_at, made.standing, place), stack.resources))


def _look_at(standing: Mapping[str, Standing], place: Place, resource: Resource) -> Found:
    if not resource.is_made:
        return Found(sight=Sight.NOTHING, declared=resource, is_now=resource)
    one = standing.get(resource.urn)
    if one is None:
        return _hidden(resource)
    declared = replace(resource, inputs={**one.named, **resource.inputs})
    row = TABLE[resource.type]
    try:
        found = read(row, one.id, declared.inputs, place)
    except (NotSupported, Refused):
        return _hidden(declared)
    if found is None:
        return Found(sight=Sight.GONE, declared=declared, is_now=declared)
    texts = {**found.outputs, "id": found.id}
    masked, is_now = as_declared_and_as_it_is(declared, row, found)
    return Found(
        sight=Sight.READ,
        declared=masked,
        is_now=is_now,
        names={name: texts[name] for name in NAMES if isinstance(texts.get(name), str)},
        shown=_undeclared(declared, row, found),
    )


def _hidden(resource: Resource) -> Found:
    return Found(sight=Sight.UNSEEN, declared=unseen(resource), is_now=unseen(resource))


def unseen(resource: Resource) -> Resource:
    """A resource of which nobody can see more than whose it is."""
    inputs = {name: value if name == OWNER else dict(UNKNOWN) for name, value in resource.inputs.items()}
    return replace(resource, inputs=inputs)


def as_declared_and_as_it_is(declared: Resource, row: Row, found: Created) -> tuple[Resource, Resource]:
    """The resource twice, without what a read does not show: with the values that were declared, and with those that are there."""
    open_inputs = {name: value for name, value in declared.inputs.items() if not holds_mark(value)}
    documents = {name: text for name, value in open_inputs.items() if (text := _document_now(name, value, row, found))}
    verdict = judge(declared.type, differences(row, {**open_inputs, **documents}, found))
    hidden = [(one.property, one.declared, dict(UNKNOWN)) for one in verdict.known]
    changed = [(one.property, one.declared, plain(one.observed)) for one in verdict.new]
    before, now = declared.inputs, {**declared.inputs, **documents}
    return replace(declared, inputs=_put_all(before, hidden)), replace(declared, inputs=_put_all(now, [*hidden, *changed]))


def _put_all(inputs: Mapping[str, Any], changes: Iterable[tuple[str, object, object]]) -> Mapping[str, Any]:
    return reduce(lambda values, change: put(values, *change), changes, inputs)


def _document_now(name: str, declared: object, row: Row, found: Created) -> str | None:
    """A JSON document as AWS gives it back, with whatever somebody has added to it; None for what is none, and where none is shown."""
    if not isinstance(as_document(declared), (dict, list)) or not isinstance(declared, str):
        return None
    now = as_document(shown(row, name, found.context))
    return json.dumps(now) if isinstance(now, (dict, list)) else None


def _undeclared(declared: Resource, row: Row, found: Created) -> dict[str, Any]:
    """What the emulator shows of plain properties that the program left out: somebody may have set them by hand."""
    wanted = _plain_properties(declared.type) - declared.inputs.keys()
    values = {name: plain(shown(row, name, found.context)) for name in sorted(wanted)}
    return {name: value for name, value in values.items() if isinstance(value, (str, int, float, bool))}


@cache
def _plain_properties(token: str) -> frozenset[str]:
    """The properties of a type that are texts, numbers or switches."""
    return frozenset(name for name, kind in resource_types(resource_class(token)).items() if typing.get_origin(kind) is None)
