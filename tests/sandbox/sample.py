"""What the life-cycle test needs to know of a type: inputs that make one, and the changes to try."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

Step = Mapping[str, object]
"""Inputs that change together; None takes one away."""


@dataclass(frozen=True)
class The:
    """An output (or the id) of another sample's resource, which the test makes first."""

    token: str
    output: str = "id"
    _: KW_ONLY
    variant: str = ""


@dataclass(frozen=True)
class Sample:
    """A resource of one type; `variant` tells a second one of the same type from the first."""

    token: str
    _: KW_ONLY
    inputs: Mapping[str, object]
    steps: tuple[Step, ...] = ()
    """Every property that the row updates must change in one of them."""
    untried: Mapping[str, str] = field(default_factory=dict[str, str])
    """Updatable properties that no step changes, and why."""
    variant: str = ""
    lacking: str = ""
    """The operation that the emulator lacks, so that there can be no such resource; the test fails when it learns it."""

    @property
    def title(self) -> str:
        """The id of the test."""
        return f"{self.token.rpartition(':')[2]}{'-' if self.variant else ''}{self.variant}"
