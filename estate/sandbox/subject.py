"""The resource that the engine speaks of, and what a provider says back about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from estate.sandbox.auto_naming import Suggestion
from estate.sandbox.declared import Fault
from estate.sandbox.properties import Properties


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A resource by its URN: `urn:pulumi:<stack>::<project>::<types of its parents and its own>::<name>`."""

    urn: str

    @property
    def stack(self) -> str:
        """The stack: it says the account and the region."""
        return self.urn.split("::")[0].removeprefix("urn:pulumi:")

    @property
    def token(self) -> str:
        """The type, such as `aws:ec2/vpc:Vpc`."""
        return self.urn.split("::")[2].rsplit("$", 1)[-1]

    @property
    def name(self) -> str:
        """The logical name."""
        return self.urn.split("::", 3)[3]

    def __str__(self) -> str:
        return f"{self.token} {self.name}"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The verdict on the inputs of a resource."""

    filled: Mapping[str, object] = field(default_factory=dict[str, object])
    """Inputs that the program does not give, and their values."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a change of the inputs asks for; properties by their names, sorted."""

    updates: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    delete_first: bool = False
    """The old one goes before the new one comes, because both would have the same name."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A resource as it is."""

    id: str
    outputs: Mapping[str, object] = field(repr=False)
    inputs: Mapping[str, object] | None = field(default=None, repr=False)
    """Reads: the inputs as the world has them; None where nothing else is known."""


class Keeper(Protocol):
    """Whoever keeps resources: the emulator behind the table, or nobody but the engine's state."""

    def check(self, subject: Subject, old: Properties, new: Properties, suggestion: Suggestion) -> Checked:
        """Judge the inputs and fill in what the program leaves open."""
        ...

    def compare(self, subject: Subject, old: Properties, new: Properties) -> Verdict:
        """Say what the step from old to new inputs asks for."""
        ...

    def create(self, subject: Subject, inputs: Properties) -> Kept:
        """Make it."""
        ...

    def read(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> Kept | None:
        """Look at it; None when it is gone."""
        ...

    def update(self, subject: Subject, identity: str, old: Properties, new: Properties) -> Kept:
        """Change it."""
        ...

    def delete(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> None:
        """Take it away; fine when it is gone already."""
        ...
