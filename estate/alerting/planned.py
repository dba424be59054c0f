"""What everything here knows of a planned resource: `estate plan --json`, or the graph's own."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Planned(Protocol):
    """A resource of a plan."""

    @property
    def type(self) -> str:
        """The type token."""
        ...

    @property
    def name(self) -> str:
        """The logical name."""
        ...

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What the provider would get, in camelCase."""
        ...

    @property
    def source(self) -> str | None:
        """`file:line` of the program."""
        ...


def of_type(resources: Iterable[Planned], token: str) -> list[Planned]:
    """The resources of one type, in their order."""
    return [one for one in resources if one.type == token]
