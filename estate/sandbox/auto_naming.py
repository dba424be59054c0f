"""Physical names in the engine's life: made once from its seed, kept by every later update."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from estate.sandbox.names import Digits, with_name
from estate.sandbox.properties import UNKNOWN, Properties, holds_unknown
from estate.sandbox.row import Row


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What the engine says about automatic names."""

    seed: bytes = b""
    """The same seed gives the same name."""
    proposed: str = ""
    """A name that the project's own naming pattern asks for."""
    is_off: bool = False
    """The project wants no automatic names."""


def name_for(row: Row, logical_name: str, *, old: Properties, new: Properties, suggestion: Suggestion) -> dict[str, object]:
    """The name to fill in, as `{property: name}`; nothing where the program gives one. Raises NameTooLong."""
    naming = row.naming
    if naming is None or new.values.get(naming.property) or suggestion.is_off:
        return {}
    kept = old.values.get(naming.property) if naming.property in old.defaults else None
    if kept and old.values.get(naming.prefix) == new.values.get(naming.prefix):
        return {naming.property: kept}
    if suggestion.proposed:
        return {naming.property: suggestion.proposed}
    named = with_name(row, logical_name, new.values, digits_from(suggestion.seed, logical_name))[naming.property]
    return {naming.property: UNKNOWN if holds_unknown(named) else named}


def is_fixed(row: Row, inputs: Properties) -> bool:
    """Whether the program itself gives the physical name, so that two of them cannot be there at once."""
    return row.naming is not None and bool(inputs.values.get(row.naming.property)) and row.naming.property not in inputs.defaults


def digits_from(seed: bytes, logical_name: str) -> Digits:
    """Hexadecimal digits that follow from the seed; random ones where the engine sends none."""
    if not seed:
        return lambda count: secrets.token_hex(count)[:count]
    drawn = sha256(seed + logical_name.encode()).hexdigest()
    return lambda count: drawn[:count]
