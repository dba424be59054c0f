"""What a resource will look like, as far as anybody can say before the deployment."""

import re
from collections.abc import Mapping

from estate.sandbox.declared import declared
from estate.sandbox.properties import INTERNAL, UNKNOWN, Properties
from estate.sandbox.row import Row
from estate.sandbox.template import expressions

# Outputs that every update may change, by their names.
MOVING = re.compile(r"version|revision|etag|modified|updated", re.IGNORECASE)


def before_create(token: str, inputs: Properties) -> dict[str, object]:
    """The inputs; everything that the type has beside them is unknown."""
    known = declared(token)
    computed = dict.fromkeys(known.outputs, UNKNOWN) if known else {}
    return {**computed, **_with_tags(inputs.values, computed)}


def before_update(row: Row | None, *, old: Properties, new: Properties, outputs: Properties) -> dict[str, object]:
    """The old outputs under the new inputs; unknown is what the change may move."""
    changed = {name for name in {*old.values, *new.values} if old.values.get(name) != new.values.get(name)}
    kept = {name: value for name, value in outputs.values.items() if name not in old.values}
    moved = {name for name in kept if not name.startswith(INTERNAL) and (MOVING.search(name) or _asks_for(row, name, changed))}
    return {**kept, **dict.fromkeys(moved, UNKNOWN), **_with_tags(new.values, kept)}


def _with_tags(inputs: Mapping[str, object], outputs: Mapping[str, object]) -> dict[str, object]:
    return {**inputs, "tagsAll": inputs.get("tags") or {}} if "tagsAll" in outputs else dict(inputs)


def _asks_for(row: Row | None, output: str, changed: set[str]) -> bool:
    """Whether the output's template looks at an input that changes."""
    asked = expressions(row.outputs.get(output)) if row else ()
    return any(re.search(rf"\bin\.{re.escape(name)}\b", expression) for expression in asked for name in changed)
