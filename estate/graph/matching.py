"""Which resource of the base each resource of the head is: by its URN, its aliases, and its parent's aliases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from estate.graph.model import Resource

STACK_TYPE = "pulumi:pulumi:Stack"


@dataclass(frozen=True, kw_only=True)
class Urn:
    """`urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>`."""

    start: str
    types: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return f"{self.start}::{'$'.join(self.types)}::{self.name}"


def parse_urn(text: str) -> Urn:
    """The parts of a URN; a name may hold colons."""
    stack, project, types, name = text.split("::", 3)
    return Urn(start=f"{stack}::{project}", types=tuple(types.split("$")), name=name)


def match(base: Sequence[Resource], head: Sequence[Resource]) -> dict[str, str]:
    """The base URN of each head resource that was there before, by head URN.

    The engine's rule (pulumi, `generateAliases`): the URN itself, then the resource's aliases in their order, then what
    these become below the name that the parent had before.
    """
    by_urn = {resource.urn: resource for resource in head}
    matched = {resource.urn: resource.urn for resource in base if resource.urn in by_urn}
    free = {resource.urn for resource in base} - matched.keys()
    for resource in _parents_first([one for one in head if one.urn not in matched], by_urn):
        found = next((urn for urn in _former(resource, by_urn, matched) if urn in free), None)
        if found is not None:
            matched[resource.urn] = found
            free.discard(found)
    return matched


def _parents_first(resources: Sequence[Resource], by_urn: Mapping[str, Resource]) -> list[Resource]:
    """A resource may have moved with its parent, so its parent is known before it."""
    depths: dict[str, int] = {}

    def depth(resource: Resource) -> int:
        if resource.urn not in depths:
            parent = by_urn.get(resource.parent)
            depths[resource.urn] = depth(parent) + 1 if parent else 0
        return depths[resource.urn]

    return sorted(resources, key=depth)


def _former(resource: Resource, by_urn: Mapping[str, Resource], matched: Mapping[str, str]) -> list[str]:
    """Every URN that the resource may have had, most likely first."""
    own = [resource.urn, *resource.aliases]
    parent = by_urn.get(resource.parent)
    former_parent = matched.get(resource.parent)
    if parent is None or former_parent is None or former_parent == parent.urn:
        return own
    return own + [_below(parse_urn(urn), parent.name, parse_urn(former_parent)) for urn in own]


def _below(child: Urn, parent_name: str, former: Urn) -> str:
    """The child's URN below the parent that was: a name that begins with the parent's begins with its former one."""
    name = f"{former.name}{child.name.removeprefix(parent_name)}" if child.name.startswith(parent_name) else child.name
    types = (child.types[-1],) if former.types == (STACK_TYPE,) else (*former.types, child.types[-1])
    return str(Urn(start=former.start, types=types, name=name))
