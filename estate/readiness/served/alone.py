"""One resource, seen before any other: what a check says of it without looking further, it will say in the end too.

So the engine can refuse a resource before it is made. A check that looks at anything else stops there, and waits for the whole stack.
"""

from collections.abc import Iterator
from typing import NoReturn

from estate.readiness.resources import Item, Resources
from estate.readiness.values import Value
from estate.readiness.verdict import NotKnownError


def _stop() -> NoReturn:
    raise NotKnownError("only this resource is seen so far")


class Alone(Resources):
    """Resources of which nobody sees more than the one in hand."""

    def __init__(self) -> None:
        """Nothing is kept: the check is handed its own subject."""

    @property
    def items(self) -> tuple[Item, ...]:
        """NotKnownError."""
        return _stop()

    @property
    def types(self) -> frozenset[str]:
        """NotKnownError."""
        return _stop()

    def of_type(self, *types: str) -> tuple[Item, ...]:  # noqa: ARG002 - what the class says
        """NotKnownError."""
        return _stop()

    def below(self, parent: str) -> tuple[Item, ...]:  # noqa: ARG002 - what the class says
        """NotKnownError."""
        return _stop()

    def referred(self, holder: Item, path: str, *types: str) -> Item | None:  # noqa: ARG002 - what the class says
        """None where the property is not set. NotKnownError else."""
        return None if holder.at(path).is_absent else _stop()

    def referring(self, to: Item, kind: str, path: str) -> Iterator[Item]:  # noqa: ARG002 - what the class says
        """NotKnownError."""
        return _stop()

    def refers(self, holder: Item, value: Value, to: Item) -> bool:  # noqa: ARG002 - what the class says
        """False where the property is not set. NotKnownError else."""
        return False if value.is_absent else _stop()
