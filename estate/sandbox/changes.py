"""What a change of the inputs asks for: calls that carry it out, or a replacement where no call can."""

from collections.abc import Iterable
from dataclasses import dataclass

from estate.graph.replacement import replaces
from estate.sandbox.models import input_shape
from estate.sandbox.row import EVERYTHING, Call, Inputs, Row
from estate.sandbox.shapes import can_place
from estate.sandbox.template import holds

TAGS = frozenset({"tags", "tagsAll"})
REGION = "region"
"""An input of every regional type: the place itself, never a parameter."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """The properties that differ, sorted: those that the row updates and those that replace."""

    updates: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


def change(row: Row, old: Inputs, new: Inputs) -> Change:
    """What the step from `old` to `new` inputs means; a change that the row cannot update is a replacement."""
    before, after = row.complete(old), row.complete(new)
    changed = sorted(name for name in {*before, *after} - {"tagsAll"} if before.get(name) != after.get(name))
    replacing = tuple(name for name in changed if must_replace(row, name, before, after))
    return Change(updates=tuple(name for name in changed if name not in replacing), replaces=replacing)


def must_replace(row: Row, name: str, before: Inputs, after: Inputs) -> bool:
    """Whether a changed property replaces: the provider says so, the row says so, or nothing can update it."""
    if name in row.replace_when:
        return holds(row.replace_when[name], {"old": before, "new": after})
    if always_replaces(row, name):
        return True
    if name in row.local:
        return False
    calls = updated_by(row, name)
    taken_away = after.get(name) is None and name not in TAGS
    return not calls or (taken_away and not any(call.clears for call in calls))


def always_replaces(row: Row, name: str) -> bool:
    """Whether every change of the property replaces."""
    return name in row.replace_on or replaces(row.token, [name]).outcome.makes_anew


def updated_by(row: Row, name: str) -> tuple[Call, ...]:
    """The calls that carry out a change of one property; none where only a replacement does."""
    if name in TAGS:
        return row.tag_updates
    if always_replaces(row, name) or name in row.local or name == REGION:
        return ()
    named = tuple(call for call in row.updates if name in call.properties)
    if named:
        return named
    wide = (*(call for call in row.updates if call.properties == EVERYTHING), *((row.again,) if row.put_again else ()))
    return tuple(call for call in wide if takes(row, call, name))[:1]


def takes(row: Row, call: Call, name: str) -> bool:
    """Whether the call has a place for the property among its parameters."""
    service = call.service or row.service
    shape = input_shape(service, call.operation)
    return name not in row.apart and can_place(name, shape, {**row.renames, **call.renames})


def calls_for(row: Row, names: Iterable[str]) -> tuple[Call, ...]:
    """The calls that carry out a change of the named properties, each once and in the row's order."""
    wanted = [call for name in names for call in updated_by(row, name)]
    return tuple(call for call in (*row.updates, row.again, *row.tag_updates) if call in wanted)
