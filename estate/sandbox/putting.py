"""Puts what was observed in the place of what was declared. Paths of differences have no indexes, so a place is found by what was there."""

from collections.abc import Mapping
from typing import Any

from estate.graph.model import UNKNOWN, is_unknown
from estate.sandbox.readback import ABSENT
from estate.sandbox.template import text


def put(values: Mapping[str, Any], path: str, declared: object, observed: object) -> dict[str, Any]:
    """The values with one changed; the whole property is unknown where it is not clear which of several it was."""
    name, _, rest = path.partition(".")
    new, held = _as_declared(declared, observed), values.get(name)
    if not rest:
        changed = new
    elif is_unknown(new) or _count(held, rest, declared) == 1:
        changed = _put(held, rest, declared, new)
    else:
        changed = dict(UNKNOWN)
    return {key: value for key, value in {**values, name: changed}.items() if value != ABSENT}


def _as_declared(declared: object, observed: object) -> object:
    """The observed value in the form of the declared one; unknown where AWS writes it otherwise."""
    if observed == ABSENT or is_unknown(observed):
        return observed
    if isinstance(declared, list) and isinstance(observed, list):
        members = [next(iter(one.values())) if isinstance(one, Mapping) and len(one) == 1 else one for one in observed]
        return dict(UNKNOWN) if any(isinstance(one, (Mapping, list)) for one in members) else members
    return dict(UNKNOWN) if isinstance(observed, (Mapping, list)) else observed


def _count(held: object, path: str, declared: object) -> int:
    """How many places of the path hold what was declared."""
    if isinstance(held, list) and path:
        return sum(_count(member, path, declared) for member in held)
    if not path:
        return int(held == declared or text(held) == text(declared))
    name, _, rest = path.partition(".")
    return _count(held[name], rest, declared) if isinstance(held, Mapping) and name in held else 0


def _put(held: Any, path: str, declared: object, new: object) -> Any:
    if isinstance(held, list) and path:
        return [_put(member, path, declared, new) for member in held]
    if not path:
        return new if held == declared or text(held) == text(declared) else held
    name, _, rest = path.partition(".")
    if not isinstance(held, Mapping) or name not in held:
        return held
    return {key: value for key, value in {**held, name: _put(held[name], rest, declared, new)}.items() if value != ABSENT}
