"""One stack before and after, taken by itself: which resources are the same, and where their inputs differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.graph.differences import Difference, differences
from estate.graph.matching import match
from estate.graph.model import Resource, StackGraph
from estate.graph.references import renamer, symbol_start


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A resource, what it was, and where the two differ."""

    before: Resource
    after: Resource
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class StackDiff:
    """What a provider would make differently; components are left out."""

    name: str
    layer: str
    environment: str
    pairs: Mapping[str, Pair]
    """By URN."""
    created: tuple[Resource, ...]
    deleted: tuple[Resource, ...]
    outputs: tuple[Difference, ...]
    """Of the stack."""


def diff_stack(base: StackGraph | None, head: StackGraph | None) -> StackDiff:
    """What differs; a stack that only one side has is wholly created or deleted. ValueError when neither has it."""
    stack = head or base
    if stack is None:
        raise ValueError("neither side has the stack; expected at least one")
    old, new = _compared(base), _compared(head)
    matched = match(tuple(old.values()), tuple(new.values()))
    rename = renamer(_renames(old, new, matched))
    kept = frozenset(matched.values())
    return StackDiff(
        name=stack.name,
        layer=stack.layer,
        environment=stack.environment,
        pairs={
            urn: Pair(
                before=old[former],
                after=new[urn],
                differences=differences(rename(old[former].inputs), new[urn].inputs, ignored=new[urn].ignore_changes),
            )
            for urn, former in matched.items()
            if new[urn].custom
        },
        created=tuple(one for one in new.values() if one.custom and one.urn not in matched),
        deleted=tuple(one for one in old.values() if one.custom and one.urn not in kept),
        outputs=differences(rename(base.outputs), head.outputs) if base and head else (),
    )


def _compared(stack: StackGraph | None) -> dict[str, Resource]:
    """By URN, without the engine's own providers: a better version of a package gives them another name, and changes nothing."""
    return {one.urn: one for one in stack.resources if not one.is_default_provider} if stack else {}


def _renames(old: Mapping[str, Resource], new: Mapping[str, Resource], matched: Mapping[str, str]) -> dict[str, str]:
    """The new form of each URN and each beginning of a symbol; a beginning that may mean several resources is left alone."""
    moved = {former: urn for urn, former in matched.items() if former != urn}
    starts = {symbol_start(old[former]): symbol_start(new[urn]) for former, urn in moved.items() if old[former].custom}
    staying = {symbol_start(one) for urn, one in old.items() if one.custom and urn not in moved} if starts else set()
    return {**moved, **{start: to for start, to in starts.items() if start != to and start not in staying}}
