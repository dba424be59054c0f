"""Create, read, update and delete one resource as its row says."""

from dataclasses import dataclass

from estate.sandbox.changes import calls_for, change
from estate.sandbox.clients import Place
from estate.sandbox.errors import HalfMade, MustReplace, Refused, SandboxError
from estate.sandbox.row import Inputs, Row
from estate.sandbox.run import Known, Run
from estate.sandbox.template import fill, text


@dataclass(frozen=True, kw_only=True)
class Created:
    """A resource that exists: its id, the outputs that the program sees, and everything known of it."""

    id: str
    outputs: Known
    context: Known
    """What templates may ask for; `state` in it is what the read calls found: all of it after `read` alone."""


def create(row: Row, inputs: Inputs, place: Place) -> Created:
    """Make the resource; raises UnplacedProperty, NotSupported, Refused, HalfMade, Unreachable.

    Where a call after the create call fails, what was made is deleted again; HalfMade says that this failed too.
    """
    run = Run.of(row, inputs, place)
    run.answer = run.make(row.create, run.parameters())
    if row.began:
        run.answer = run.make(row.began, {})
    run.id = row.id(run.context()) if callable(row.id) else text(fill(row.id, run.context()))
    try:
        calls = (*row.after, *calls_for(row, [name for name in row.apart if name in run.inputs]))
        run.look_if_needed(calls)
        for call in calls:
            run.call(call)
        return _existing(run, row.create.operation)
    except SandboxError as error:
        _delete_again(run, error)
        raise


def read(row: Row, identity: str, inputs: Inputs, place: Place) -> Created | None:
    """The resource as it is, None when it is gone. `inputs` may be its outputs as well."""
    run = Run.of(row, inputs, place, identity=identity)
    return _described(run) if run.look() else None


def update(row: Row, identity: str, old: Inputs, new: Inputs, place: Place) -> Created:
    """Change the resource from the `old` inputs to the `new`; raises MustReplace where only a replacement does."""
    wanted = change(row, old, new)
    if wanted.replaces:
        raise MustReplace(token=row.token, properties=wanted.replaces)
    run = Run.of(row, new, place, identity=identity, old=old)
    calls = calls_for(row, wanted.updates)
    run.look_if_needed(calls)
    for call in calls:
        run.call(call)
    return _existing(run, calls[-1].operation if calls else row.read.operation)


def delete(row: Row, identity: str, inputs: Inputs, place: Place) -> None:
    """Delete the resource; one that is gone already is fine. `inputs` may be its outputs as well."""
    _delete(Run.of(row, inputs, place, identity=identity))


def _delete(run: Run) -> None:
    run.look_if_needed(run.row.delete)
    for call in run.row.delete:
        run.call(call, gone_is_fine=True)


def _delete_again(run: Run, first: SandboxError) -> None:
    """Undo a create that did not come to its end."""
    try:
        _delete(run)
    except SandboxError as second:
        raise HalfMade(token=run.row.token, identity=run.id, first=first, second=second) from None


def _existing(run: Run, operation: str) -> Created:
    """What the read call finds after a change; it must find something."""
    if not run.look(whole=False):
        said = f"it succeeded, but {run.row.read.operation} finds no {run.id!r}"
        raise Refused(token=run.row.token, operation=operation, code="NotThereAfterwards", text=said)
    return _described(run)


def _described(run: Run) -> Created:
    return Created(id=run.id, outputs=run.outputs(), context=run.context())
