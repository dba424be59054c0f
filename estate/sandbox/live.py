"""What the emulator really holds of the stacks that were brought up, as the resources that checks read.

A property is what a read call shows, whoever changed it since. One that the emulator is known not to show
(`known_differences.yaml`) is unknown here, and so is everything of a resource that the emulator never made or cannot read: what cannot
be seen neither passes nor fails.
"""

import json
import typing
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache, partial
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
    """One resource: as it was declared with the names that it got, and as it is."""

    sight: Sight
    declared: Resource
    is_now: Resource
    """What was declared, where it is gone."""
    names: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Its id and the other texts by which it is referred to."""
    shown: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Properties that nobody declared, as the emulator shows them."""


@dataclass(frozen=True, kw_only=True)
class Live:
    """Everything that was brought up: as declared, and as it is."""

    declared: tuple[StackGraph, ...]
    stacks: tuple[StackGraph, ...]
    names: Mapping[str, Mapping[str, Any]]
    real: Mapping[str, Mapping[str, Any]]
    gone: tuple[str, ...]
    """`s3/bucket photos (data-dev)`."""
    seen: int
    """Resources that were read, or looked for and gone."""
    unseen: int
    """Resources of which the emulator shows nothing."""


def look(made: BroughtUp, catalog: Catalog, clients: Clients) -> Live:
    """Read everything back. Raises Unreachable where no emulator answers."""
    found = {stack.name: _stack(stack, made, catalog, clients) for stack in made.stacks}
    every = [one for each in found.values() for one in each]
    sights = Counter(one.sight for one in every)
    return Live(
        declared=tuple(replace(stack, resources=tuple(one.declared for one in found[stack.name])) for stack in made.stacks),
        stacks=tuple(
            replace(stack, resources=tuple(one.is_now for one in found[stack.name] if one.sight is not Sight.GONE)) for stack in made.stacks
        ),
        names={one.declared.urn: one.names for one in every},
        real={one.declared.urn: {**one.shown, **one.names} for one in every},
        gone=tuple(_title(one, name) for name, each in found.items() for one in each if one.sight is Sight.GONE),
        seen=sights[Sight.READ] + sights[Sight.GONE],
        unseen=sights[Sight.UNSEEN],
    )


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
        return Found(sight=Sight.UNSEEN, declared=resource, is_now=unseen(resource))
    declared = replace(resource, inputs={**one.named, **resource.inputs})
    row = TABLE[resource.type]
    try:
        found = read(row, one.id, declared.inputs, place)
    except (NotSupported, Refused):
        return Found(sight=Sight.UNSEEN, declared=declared, is_now=unseen(declared))
    if found is None:
        return Found(sight=Sight.GONE, declared=declared, is_now=declared)
    texts = {**found.outputs, "id": found.id}
    return Found(
        sight=Sight.READ,
        declared=declared,
        is_now=as_it_is(declared, row, found),
        names={name: texts[name] for name in NAMES if isinstance(texts.get(name), str)},
        shown=_undeclared(declared, row, found),
    )


def unseen(resource: Resource) -> Resource:
    """A resource of which nobody can see more than whose it is."""
    inputs = {name: value if name == OWNER else dict(UNKNOWN) for name, value in resource.inputs.items()}
    return replace(resource, inputs=inputs)


def as_it_is(declared: Resource, row: Row, found: Created) -> Resource:
    """The resource with the values that a read shows in place of those that were declared."""
    open_inputs = {name: value for name, value in declared.inputs.items() if not holds_mark(value)}
    documents = {name: text for name, value in open_inputs.items() if (text := _document_now(name, value, row, found))}
    verdict = judge(declared.type, differences(row, {**open_inputs, **documents}, found))
    values: Mapping[str, Any] = {**declared.inputs, **documents}
    for one in verdict.known:
        values = put(values, one.property, one.declared, dict(UNKNOWN))
    for one in verdict.new:
        values = put(values, one.property, one.declared, plain(one.observed))
    return replace(declared, inputs=values)


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
