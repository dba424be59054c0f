"""What can go wrong on the emulator.

SandboxError
├── UnplacedProperty   the program or the row names a property that no parameter takes
├── NotSupported       the emulator lacks the operation; nothing is wrong with the program
├── Refused            the emulator answered with an AWS error
│   └── Gone           ... that says that the thing is not there
├── HalfMade           a call after the create failed, and what was made could not be deleted again
├── MustReplace        an update was asked of what only a replacement can change
├── NameTooLong        an automatic name does not fit its type's limit
└── Unreachable        no emulator of ours answers
"""

from collections.abc import Sequence
from dataclasses import dataclass

from estate.errors import EstateError, InputError, SurroundingsError


class SandboxError(EstateError):
    """Something went wrong on the emulator; the text is meant for people."""


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """One property that found no place, with the members that look most like it."""

    path: str
    why: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f"; the nearest are {', '.join(self.nearest)}" if self.nearest else ""
        return f"{self.path}: {self.why}{hint}"


class UnplacedProperty(SandboxError):
    """Every property of one resource that no parameter of the AWS call takes."""

    def __init__(self, *, token: str, operation: str, unplaced: Sequence[Unplaced]) -> None:
        self.token = token
        self.unplaced = tuple(unplaced)
        lines = "".join(f"\n  {one}" for one in self.unplaced)
        super().__init__(f"{token}: {operation} has no place for{lines}\nName the parameter in the type's row of estate/sandbox/table.")


class NotSupported(SandboxError):
    """The emulator lacks an operation, so that this resource cannot exist there."""

    def __init__(self, *, token: str, operation: str, why: str) -> None:
        self.token = token
        self.operation = operation
        super().__init__(f"{token}: the emulator does not support {operation} ({why})")


class Refused(SandboxError):
    """The emulator answered with an AWS error."""

    def __init__(self, *, token: str, operation: str, code: str, text: str) -> None:
        self.token = token
        self.operation = operation
        self.code = code
        self.text = text
        super().__init__(f"{token}: {operation} was refused: {code}: {text}")


class Gone(Refused):
    """AWS says that the thing is not there."""


class HalfMade(SandboxError):
    """The resource exists, but a call that completes it failed and so did its deletion."""

    def __init__(self, *, token: str, identity: str, first: SandboxError, second: SandboxError) -> None:
        self.token = token
        self.identity = identity
        super().__init__(f"{first}\n{identity} was made before that and is still there; deleting it again failed: {second}")


class MustReplace(SandboxError):
    """An update was asked for properties that only a replacement changes."""

    def __init__(self, *, token: str, properties: Sequence[str]) -> None:
        self.token = token
        self.properties = tuple(properties)
        super().__init__(f"{token}: {', '.join(properties)} cannot be changed in place; make a new one and delete this")


class NameTooLong(SandboxError, InputError):
    """An automatic name does not fit."""

    def __init__(self, *, token: str, name: str, limit: int) -> None:
        has = f"the automatic name {name!r} has {len(name)} characters; expected at most {limit}"
        super().__init__(f"{token}: {has}. Shorten the resource's name.")


class Unreachable(SandboxError, SurroundingsError):
    """Nothing answers at the address, or something that is not ours."""
