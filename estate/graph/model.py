"""The resource graph of a program, as plain data.

The JSON form is documented in `docs/guide/plan-json.md`; `version` changes when it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

GRAPH_VERSION = 1

PROVIDER = "pulumi:providers:"
"""What the types of providers begin with."""

UNKNOWN: Mapping[str, bool] = {"$unknown": True}
"""Stands for a value that only the deployment will know."""
SECRET: Mapping[str, bool] = {"$secret": True}
"""Stands for a value that nobody is shown."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One registration: what the program asked the engine for."""

    urn: str
    type: str
    """The type token, such as `aws:ec2/vpc:Vpc`."""
    name: str
    parent: str
    """The parent's URN."""
    custom: bool
    """Whether a provider makes it; components are not custom."""
    inputs: Mapping[str, Any]
    """As the provider would get them: camelCase, `UNKNOWN` and `SECRET` in place of what is not to be seen."""
    depends_on: tuple[str, ...]
    """URNs, sorted: both those that were named and those whose outputs the inputs use."""
    protect: bool
    aliases: tuple[str, ...]
    """Full URNs that this resource had before."""
    ignore_changes: tuple[str, ...]
    region: str | None
    source: str | None
    """`file:line` of the program, relative to its root."""
    replace_on_changes: tuple[str, ...] = ()
    """Property paths whose change the program wants to be a replacement, whatever the provider could do."""
    delete_before_replace: bool = False
    """Whether the program wants the old one to go before the new one comes."""

    @property
    def is_made(self) -> bool:
        """Whether something stands for it: neither a component that groups others nor a provider itself."""
        return self.custom and not self.type.startswith("pulumi:")

    @property
    def is_default_provider(self) -> bool:
        """Whether the engine made it, for what names no provider; it knows its own by their names too."""
        return self.type.startswith(PROVIDER) and self.name.startswith("default")


@dataclass(frozen=True, kw_only=True)
class StackGraph:
    """Everything that one stack registers, sorted by URN, and what it exports."""

    name: str
    layer: str
    environment: str
    resources: tuple[Resource, ...]
    outputs: Mapping[str, Any]

    @property
    def made(self) -> tuple[Resource, ...]:
        """What providers make."""
        return tuple(resource for resource in self.resources if resource.is_made)

    def as_json(self) -> dict[str, Any]:
        """The stack's part of the documented JSON; the values are the graph's own."""
        return {**_fields(self), "resources": [_fields(resource) for resource in self.resources]}


def _fields(thing: Resource | StackGraph) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def is_unknown(value: object) -> bool:
    """Whether the value is known only after the deployment."""
    return value == UNKNOWN


def is_secret(value: object) -> bool:
    """Whether the value is a secret."""
    return value == SECRET


def graphs_as_json(stacks: tuple[StackGraph, ...]) -> dict[str, Any]:
    """The documented JSON of several stacks."""
    return {"version": GRAPH_VERSION, "stacks": [stack.as_json() for stack in stacks]}
