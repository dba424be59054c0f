"""AWS resources in the engine's life: made, read, changed and deleted on the emulator as the table says."""

from collections.abc import Callable
from dataclasses import dataclass

from estate.graph.replacement import DELETED_FIRST
from estate.sandbox import operations
from estate.sandbox.auto_naming import Suggestion, is_fixed, name_for
from estate.sandbox.changes import change
from estate.sandbox.clients import Place
from estate.sandbox.declared import Fault, faults
from estate.sandbox.drift import as_found
from estate.sandbox.errors import NameTooLong, NotSupported, UnplacedProperty
from estate.sandbox.properties import Properties, holds_unknown, without_secrets
from estate.sandbox.recorded import Journal, Recorder
from estate.sandbox.row import Inputs, Row
from estate.sandbox.run import Run
from estate.sandbox.subject import Checked, Kept, Subject, Verdict
from estate.sandbox.table import TABLE


@dataclass(frozen=True, kw_only=True)
class AwsKeeper:
    """Keeps resources of the table's types on the emulator; `place_of` says where a resource lives."""

    journal: Journal
    place_of: Callable[[Subject], Place]

    def check(self, subject: Subject, old: Properties, new: Properties, suggestion: Suggestion) -> Checked:
        """All faults at once; the provider's defaults and the automatic name where there are none."""
        row = TABLE[subject.token]
        filled = {name: value for name, value in row.defaults.items() if new.values.get(name) is None}
        found = [*faults(subject.token, new.values), *_known_gaps(row, new.values)]
        try:
            filled |= name_for(row, subject.name, old=old, new=new, suggestion=suggestion)
        except NameTooLong as error:
            found.append(Fault(property=row.naming.property if row.naming else "", reason=str(error)))
        if not found:
            found = [*_without_place(row, {**new.values, **filled}, self.place_of(subject))]
        return Checked(filled=filled, faults=tuple(found))

    def compare(self, subject: Subject, old: Properties, new: Properties) -> Verdict:
        """What the row updates and what replaces; a value that becomes a secret is an update."""
        row = TABLE[subject.token]
        wanted = change(row, old.values, new.values)
        first = is_fixed(row, new) or subject.token in DELETED_FIRST
        return Verdict(updates=wanted.updates, replaces=wanted.replaces, delete_first=bool(wanted.replaces) and first)

    def create(self, subject: Subject, inputs: Properties) -> Kept:
        """Make it; what the emulator cannot make is recorded."""
        try:
            made = operations.create(TABLE[subject.token], inputs.values, self.place_of(subject))
        except NotSupported as error:
            return Recorder(journal=self.journal, why=without_secrets(str(error), inputs)).create(subject, inputs)
        self.journal.tell(subject, "created", without_secrets(made.id, inputs))
        return Kept(id=made.id, outputs=made.outputs)

    def read(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> Kept | None:
        """Look at it, with what others have changed by hand since."""
        del outputs
        row = TABLE[subject.token]
        found = operations.read(row, identity, inputs.values, self.place_of(subject))
        return as_found(row, inputs, found) if found else None

    def update(self, subject: Subject, identity: str, old: Properties, new: Properties) -> Kept:
        """Change it."""
        changed = operations.update(TABLE[subject.token], identity, old.values, new.values, self.place_of(subject))
        self.journal.tell(subject, "updated", without_secrets(changed.id, new))
        return Kept(id=changed.id, outputs=changed.outputs)

    def delete(self, subject: Subject, identity: str, inputs: Properties, outputs: Properties) -> None:
        """Take it away."""
        known = {**outputs.values, **inputs.values}
        operations.delete(TABLE[subject.token], identity, known, self.place_of(subject))
        self.journal.tell(subject, "deleted", without_secrets(identity, inputs))


def _known_gaps(row: Row, inputs: Inputs) -> list[Fault]:
    """Inputs of the type that the row cannot place, with its reason."""
    return [
        Fault(property=name, reason=f"the sandbox cannot place it: {row.known[name]}") for name in sorted(row.known.keys() & inputs.keys())
    ]


def _without_place(row: Row, inputs: Inputs, place: Place) -> list[Fault]:
    """Properties, however deep, that no AWS parameter takes; nobody can say while a value is unknown."""
    if holds_unknown(inputs):
        return []
    try:
        Run.of(row, inputs, place).parameters()
    except UnplacedProperty as error:
        return [Fault(property=one.path, reason=str(one).removeprefix(f"{one.path}: ")) for one in error.unplaced]
    return []
