"""Who uses whose outputs, read from the symbols in the inputs, within a stack and across stacks.

A symbol names the type and the name of its resource (`${ec2/vpc.main.id}`), or a stack and its output
(`${network-dev.vpc_id}`). Names may hold dots, so the longest beginning that is known is the owner.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.graph.differences import Way, format_path, parse_path
from estate.graph.model import Resource, StackGraph, is_unknown

SYMBOL = re.compile(r"\$\{([^{}]+)\}")


@dataclass(frozen=True, kw_only=True)
class Use:
    """A resource uses an output of another."""

    user: str
    """URN."""
    prop: str
    """The property of the user."""
    owner: str
    """The URN of the other one, or the output of a stack as its symbol says it: `network-dev.vpc_id`."""
    certain: bool
    """Whether the value is seen; an unknown one may come from any resource that the user depends on."""


def uses(stacks: Sequence[StackGraph]) -> Iterator[Use]:
    """Every use of an output, and each output of a stack as a use of the resource that gives it."""
    names = frozenset(stack.name for stack in stacks)
    for stack in stacks:
        owners = owners_by_symbol(stack.resources)
        for resource in stack.resources:
            yield from _uses_of(resource, owners, names)
        for way, text in _texts(stack.outputs, ()):
            output = output_key(stack.name, way)
            yield from (Use(user=output, prop="", owner=owner, certain=True) for owner in _owners(text, owners, names))


def owners_by_symbol(resources: Sequence[Resource]) -> dict[str, list[str]]:
    """The URNs that the beginning of a symbol may mean; the same type and name may stand below several components."""
    found: dict[str, list[str]] = defaultdict(list)
    for resource in resources:
        if resource.custom:
            found[symbol_start(resource)].append(resource.urn)
    return dict(found)


def symbol_start(resource: Resource) -> str:
    """`ec2/vpc.main`: what every symbol of the resource begins with."""
    return f"{resource.type.split(':')[1]}.{resource.name}"


def output_key(stack: str, way: Way) -> str:
    """An output of a stack, however its path was spelled."""
    return f"{stack}.{format_path(way)}"


def renamer(renamed: Mapping[str, str]) -> Callable[[Any], Any]:
    """Puts the new beginning of each symbol in the place of the old; `renamed` also holds whole URNs."""

    def replace_symbol(found: re.Match[str]) -> str:
        body = found[1]
        start = _known_start(body, renamed)
        return f"${{{renamed[start]}{body[len(start) :]}}}" if start else found[0]

    def rename(value: Any) -> Any:
        if isinstance(value, str):
            return renamed.get(value) or SYMBOL.sub(replace_symbol, value)
        if isinstance(value, dict):
            return {key: rename(member) for key, member in value.items()}
        return [rename(member) for member in value] if isinstance(value, list) else value

    return rename if renamed else lambda value: value


def _uses_of(resource: Resource, owners: Mapping[str, list[str]], stacks: frozenset[str]) -> Iterator[Use]:
    depends_on = frozenset(resource.depends_on)
    seen: set[str] = set()
    for way, text in _texts(resource.inputs, ()):
        prop = format_path(way)
        for owner in _owners(text, owners, stacks, prefer=depends_on):
            seen.add(owner)
            yield Use(user=resource.urn, prop=prop, owner=owner, certain=True)
    unseen = sorted(depends_on - seen)
    for way in _unknowns(resource.inputs, ()) if unseen else ():
        yield from (Use(user=resource.urn, prop=format_path(way), owner=owner, certain=False) for owner in unseen)


def _owners(text: str, owners: Mapping[str, list[str]], stacks: frozenset[str], *, prefer: frozenset[str] = frozenset()) -> list[str]:
    found: dict[str, None] = {}
    for body in SYMBOL.findall(text):
        # Inside a JSON document the quotes of a key are escaped.
        plain = json.loads(f'"{body}"') if '\\"' in body else body
        start = _known_start(plain, owners)
        if start:
            candidates = owners[start]
            preferred = [urn for urn in candidates if urn in prefer]
            found.update(dict.fromkeys(preferred or candidates))
            continue
        stack, _, path = plain.partition(".")
        if stack in stacks:
            found[output_key(stack, parse_path(path))] = None
    return list(found)


def _known_start(body: str, known: Mapping[str, Any]) -> str | None:
    start = body
    while "." in start:
        start = start.rpartition(".")[0]
        if start in known:
            return start
    return None


def _texts(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    """Every text that holds a symbol."""
    if isinstance(value, str):
        if "${" in value:
            yield way, value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _texts(member, (*way, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _texts(member, (*way, index))


def _unknowns(value: Any, way: Way) -> Iterator[Way]:
    if is_unknown(value):
        yield way
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _unknowns(member, (*way, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _unknowns(member, (*way, index))
