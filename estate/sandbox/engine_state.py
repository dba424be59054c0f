"""What plain `pulumi` has made on a served sandbox, from the engine's own state: each stack as it was declared, with the ids that stand.

The state is the engine's checkpoint (version 3), a file a stack in a backend of files.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from estate.errors import InputError
from estate.graph.model import SECRET, Resource, StackGraph
from estate.graph.wire import SECRET_SIGNATURE, SIGNATURE_KEY
from estate.layers import parse_stack
from estate.sandbox.brought_up import BroughtUp, Standing
from estate.sandbox.recorded import is_recorded
from estate.sandbox.table import TABLE

VERSION = 3
STACKS = ".pulumi/stacks"


def made_by_the_engine(state: Path, *, environments: Iterable[str]) -> BroughtUp:
    """Every stack in the state of that folder. InputError for a state of another version."""
    known = tuple(environments)
    found = {file.stem: _resources(file) for file in sorted((state / STACKS).glob("*/*.json"))}
    return BroughtUp(
        stacks=tuple(_graph(name, resources, known) for name, resources in found.items() if resources),
        standing={
            one["urn"]: Standing(id=one["id"], named={})
            for resources in found.values()
            for one in resources
            if one["type"] in TABLE and one.get("id") and not is_recorded(one["id"])
        },
    )


def _resources(file: Path) -> list[Mapping[str, Any]]:
    """The resources of a stack; what waits to be deleted is none of it any more."""
    document = json.loads(file.read_text(encoding="utf-8"))
    if document.get("version") != VERSION:
        raise InputError(f"{file} is a state of version {document.get('version')}; expected {VERSION}")
    latest = document["checkpoint"].get("latest") or {}
    return [one for one in latest.get("resources") or [] if not one.get("delete")]


def _graph(stack: str, resources: list[Mapping[str, Any]], environments: tuple[str, ...]) -> StackGraph:
    name = parse_stack(stack, environments)
    return StackGraph(
        name=stack, layer=name.layer, environment=name.environment, resources=tuple(map(_resource, resources)), outputs=_outputs(resources)
    )


def _outputs(resources: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What the stack gives others: the engine keeps it with the resource that is the stack."""
    given = next((one.get("outputs") for one in resources if one["type"] == "pulumi:pulumi:Stack"), None)
    return cast("Mapping[str, Any]", _plain(given or {}))


def _resource(one: Mapping[str, Any]) -> Resource:
    inputs = {name: _plain(value) for name, value in (one.get("inputs") or {}).items() if not name.startswith("__")}
    return Resource(
        urn=one["urn"],
        type=one["type"],
        name=one["urn"].rpartition("::")[2],
        parent=one.get("parent", ""),
        custom=one["custom"],
        inputs=inputs,
        depends_on=tuple(sorted(one.get("dependencies") or ())),
        protect=bool(one.get("protect")),
        aliases=(),
        ignore_changes=(),
        region=inputs.get("region"),
        source=None,
    )


def _plain(value: Any) -> Any:
    """The value with a mark in place of each secret."""
    if isinstance(value, dict):
        return dict(SECRET) if value.get(SIGNATURE_KEY) == SECRET_SIGNATURE else {name: _plain(member) for name, member in value.items()}
    return [_plain(member) for member in value] if isinstance(value, list) else value
