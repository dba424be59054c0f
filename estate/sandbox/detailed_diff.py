"""A change told property by property, as the engine shows it."""

from collections.abc import Iterator, Mapping

from pulumi.runtime.proto import provider_pb2

from estate.sandbox.properties import Properties
from estate.sandbox.subject import Verdict

PropertyDiff = provider_pb2.PropertyDiff
DiffResponse = provider_pb2.DiffResponse


def diff_response(verdict: Verdict, old: Properties, new: Properties) -> DiffResponse:
    """The verdict in the protocol's words, with every path that differs."""
    changed = sorted({*verdict.updates, *verdict.replaces})
    if not changed:
        return DiffResponse(changes=DiffResponse.DIFF_NONE)
    details = {
        path: PropertyDiff(kind=_kind(before, after, replacing=name in verdict.replaces), inputDiff=True)
        for name in changed
        for path, before, after in _paths(old.values.get(name), new.values.get(name), name)
    }
    return DiffResponse(
        changes=DiffResponse.DIFF_SOME,
        diffs=changed,
        replaces=verdict.replaces,
        deleteBeforeReplace=verdict.delete_first,
        detailedDiff=details,
        hasDetailedDiff=True,
    )


def _paths(before: object, after: object, path: str) -> Iterator[tuple[str, object, object]]:
    """The innermost places that differ; a value that only became a secret differs as a whole."""
    if isinstance(before, Mapping) and isinstance(after, Mapping) and before != after:
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                yield from _paths(before.get(name), after.get(name), f"{path}{_step(name)}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after) and before != after:
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                yield from _paths(one, other, f"{path}[{index}]")
    else:
        yield path, before, after


def _step(name: str) -> str:
    return f".{name}" if name.isidentifier() else f'["{name}"]'


def _kind(before: object, after: object, *, replacing: bool) -> "PropertyDiff.Kind.ValueType":
    if before is None:
        return PropertyDiff.ADD_REPLACE if replacing else PropertyDiff.ADD
    if after is None:
        return PropertyDiff.DELETE_REPLACE if replacing else PropertyDiff.DELETE
    return PropertyDiff.UPDATE_REPLACE if replacing else PropertyDiff.UPDATE
