"""Reading a planned resource's inputs: a value is there, absent, or known only after the deployment; the last is never a number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from estate.graph.model import Resource, StackGraph, is_secret, is_unknown

LARGEST = Decimal(10**12)
"""No count or size of a plan comes near it; what is larger is a mistake, and not a price."""
SYMBOL = re.compile(r"\$\{[^}]*\}")


class UndecidedError(Exception):
    """A value that the price needs is not in the plan; the text says which."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A resource among those of its stack."""

    resource: Resource
    stack: StackGraph

    @property
    def is_first(self) -> bool:
        """Whether none of its type stands before it in its stack."""
        return next(other for other in self.stack.resources if other.type == self.resource.type) == self.resource

    def get(self, *path: str | int) -> Any:
        """The value at `path`, None where nothing stands there. UndecidedError for one that only the deployment knows."""
        value: Any = self.resource.inputs
        for index, part in enumerate(path):
            if isinstance(part, int):
                value = value[part] if isinstance(value, Sequence) and not isinstance(value, str) and part < len(value) else None
            else:
                value = value.get(part) if isinstance(value, Mapping) else None
            if is_unknown(value) or is_secret(value):
                raise UndecidedError(f"{_spell(path[: index + 1])} is known only after the deployment")
        return value

    def number(self, *path: str | int, default: int | None = None) -> Decimal:
        """The number at `path`. UndecidedError where there is none, and no default."""
        value = self.get(*path)
        if value is None and default is not None:
            return Decimal(default)
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal("NaN")
        if isinstance(value, bool) or not found.is_finite() or not 0 <= found <= LARGEST:
            raise UndecidedError(f"{_spell(path)} is no number in the plan")
        return found

    def word(self, *path: str | int, default: str | None = None) -> str:
        """The plain text at `path`. UndecidedError where there is none, or part of it is computed."""
        value = self.get(*path)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or SYMBOL.search(value):
            raise UndecidedError(f"{_spell(path)} is known only after the deployment")
        return value

    def many(self, *path: str | int) -> Sequence[Any]:
        """The list at `path`; nothing there is an empty one."""
        value = self.get(*path)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise UndecidedError(f"{_spell(path)} is no list in the plan")
        return value

    def needs(self, token: str) -> "Planned":
        """The one resource of a type that this one is made from. UndecidedError unless there is exactly one."""
        found = [other for other in self.stack.resources if other.type == token and other.urn in self.resource.depends_on]
        if len(found) != 1:
            raise UndecidedError(f"it depends on {len(found)} of {token}; expected one")
        return Planned(resource=found[0], stack=self.stack)

    def users(self, token: str) -> tuple["Planned", ...]:
        """Resources of a type in the same stack that depend on this one."""
        return tuple(
            Planned(resource=other, stack=self.stack)
            for other in self.stack.resources
            if other.type == token and self.resource.urn in other.depends_on
        )


def _spell(path: Sequence[str | int]) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
