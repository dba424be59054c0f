"""What planning gives: the graphs of the stacks that could be planned, and what went wrong in the others."""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from estate.errors import InputError
from estate.graph.model import GRAPH_VERSION, Resource, StackGraph, graphs_as_json

TUPLES = ("depends_on", "aliases", "ignore_changes", "replace_on_changes")


class ForeignPlanError(InputError):
    """A plan of another version of this program, which this one cannot read."""


@dataclass(frozen=True, kw_only=True)
class ProgramError:
    """Why one stack has no graph: the program raised, or its process died."""

    stack: str
    layer: str
    environment: str
    text: str
    """The exception's kind and words; the values of secrets are taken out."""
    source: str | None
    """`file:line` of the innermost line of the program, relative to its root."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Several stacks, in the order in which they are rolled out; each is in one of the two."""

    stacks: tuple[StackGraph, ...]
    errors: tuple[ProgramError, ...]

    def as_json(self) -> dict[str, Any]:
        """The documented JSON; `errors` is there only when there are any."""
        return {**graphs_as_json(self.stacks), **({"errors": [asdict(error) for error in self.errors]} if self.errors else {})}


def plan_from_json(document: Mapping[str, Any]) -> Plan:
    """The plan that a document says. ForeignPlanError for another version."""
    if document.get("version") != GRAPH_VERSION:
        raise ForeignPlanError(f"the plan has version {document.get('version')!r}; expected {GRAPH_VERSION}")
    try:
        return Plan(
            stacks=tuple(_stack(stack) for stack in document["stacks"]),
            errors=tuple(ProgramError(**_known(ProgramError, error)) for error in document.get("errors", [])),
        )
    except KeyError as missing:
        raise ForeignPlanError(f"the plan has no {missing} where version {GRAPH_VERSION} has one") from None


def _stack(given: Mapping[str, Any]) -> StackGraph:
    values: dict[str, Any] = {**_known(StackGraph, given), "resources": tuple(_resource(resource) for resource in given["resources"])}
    return StackGraph(**values)


def _resource(given: Mapping[str, Any]) -> Resource:
    tuples = {name: tuple(given[name]) for name in TUPLES if name in given}
    values: dict[str, Any] = {**_known(Resource, given), **tuples}
    return Resource(**values)


def _known(kind: type[Resource | StackGraph | ProgramError], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that this version knows: a later one may write more, an earlier one lacks what has a default since."""
    return {field.name: given[field.name] for field in fields(kind) if field.name in given or field.default is MISSING}
