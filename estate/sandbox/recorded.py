"""What nobody makes: kept in the engine's state as it was declared, with symbols for what would be computed.

So live all resources outside AWS, and the AWS types that the emulator lacks. Never silently: the journal hears of each.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pulumi.runtime import mocks

from estate.graph.replacement import DELETED_FIRST, replaces
from estate.graph.symbols import Symbols, symbol
from estate.sandbox.auto_naming import Suggestion
from estate.sandbox.declared import declared, faults
from estate.sandbox.properties import Properties
from estate.sandbox.subject import Checked, Kept, Subject, Verdict

# What no symbol can stand for: another resource may require it, as MSK's cluster requires its configuration's first revision.
STAND_INS: Mapping[object, object] = {int: 1, float: 1.0, bool: False}


@dataclass(frozen=True, kw_only=True, order=True)
class Entry:
    """One thing that happened to a resource."""

    stack: str
    type: str
    name: str
    verb: str
    """`created`, `updated`, `deleted`, `recorded` or `failed`."""
    why: str = ""

    def __str__(self) -> str:
        return f"{self.verb:<9} {self.stack}  {self.type} {self.name}{': ' if self.why else ''}{self.why}"


@dataclass(kw_only=True)
class Journal:
    """Hears of everything that the providers do, and knows which resources are only recorded. Thread-safe."""

    told: Callable[[Entry], None] = lambda _entry: None
    _recorded: dict[str, Entry] = field(default_factory=dict[str, Entry])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, subject: Subject, verb: str, why: str = "") -> None:
        """Write down what happened."""
        entry = Entry(stack=subject.stack, type=subject.token, name=subject.name, verb=verb, why=why)
        with self._lock:
            if verb == "recorded":
                self._recorded[subject.urn] = entry
            elif verb == "deleted":
                self._recorded.pop(subject.urn, None)
            self.told(entry)

    def recorded(self) -> tuple[Entry, ...]:
        """What stands in the engine's state alone."""
        with self._lock:
            return tuple(sorted(self._recorded.values()))


def is_recorded(identity: str) -> bool:
    """Whether the id is a symbol: of a resource that nobody made."""
    return identity.startswith("${")


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """Keeps resources in the engine's state alone."""

    journal: Journal
    why: str = ""

    def check(self, subject: Subject, old: Properties, new: Properties, suggestion: Suggestion) -> Checked:
        """The properties as the SDK knows them; nothing is filled in."""
        del old, suggestion
        return Checked(faults=faults(subject.token, new.values))

    def compare(self, subject: Subject, old: Properties, new: Properties) -> Verdict:
        """A property replaces only where the provider is known to replace."""
        changed = sorted(name for name in {*old.values, *new.values} if old.values.get(name) != new.values.get(name))
        replacing = tuple(name for name in changed if replaces(subject.token, [name]).outcome.makes_anew)
        return Verdict(
            updates=tuple(name for name in changed if name not in replacing),
            replaces=replacing,
            delete_first=bool(replacing) and subject.token in DELETED_FIRST,
        )

    def create(self, subject: Subject, inputs: Properties) -> Kept:
        """Record it."""
        self.journal.tell(subject, "recorded", self.why)
        return Kept(id=symbol(subject.token, subject.name, "id"), outputs=_with_symbols(subject, inputs.values))

    def read(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> Kept | None:
        """It is what the state says."""
        del subject, inputs
        return Kept(id=identity, outputs=outputs.values)

    def update(self, subject: Subject, identity: str, old: Properties, new: Properties) -> Kept:
        """Record the new inputs."""
        del old
        self.journal.tell(subject, "recorded", self.why)
        return Kept(id=identity, outputs=_with_symbols(subject, new.values))

    def delete(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> None:
        """Forget it."""
        del identity, inputs, outputs
        self.journal.tell(subject, "deleted", "it was only recorded")


def _with_symbols(subject: Subject, inputs: Mapping[str, object]) -> dict[str, object]:
    """The inputs, and what would be computed, where the SDK is there to name it: symbols, and stand-ins for numbers."""
    known = declared(subject.token)
    if known is None:
        return dict(inputs)
    args = mocks.MockResourceArgs(typ=subject.token, name=subject.name, inputs=dict(inputs), provider="", resource_id="", custom=True)
    stand_ins = {name: STAND_INS[kind] for name, kind in known.outputs.items() if kind in STAND_INS}
    return {**stand_ins, **Symbols({}).new_resource(args)[1]}
