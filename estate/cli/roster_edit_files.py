"""Writing what an edit made of a roster and its lock: both, or none."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from estate.catalog.reader import read_document
from estate.catalog.roster import Absence, Override, Roster
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.roster.edits import Edit
from estate.roster.lock import format_lock, lock_file
from estate.roster.roster_text import Entry, with_entries


def write_edit(folder: Path, before: Roster, edit: Edit) -> tuple[Path, ...]:
    """The files that were written. InputError, and nothing written, where the roster's file cannot take the edit."""
    file = folder / "rosters" / f"{before.name}.yaml"
    text = edited_text(file.read_bytes().decode(), file=str(file), before=before, after=edit.roster)
    lock = lock_file(folder, before.name).path
    # The lock first: whoever looks between the two sees a lock that is not of this roster, which is told everywhere.
    write_together({lock: format_lock(edit.lock), file.resolve(): text})
    return file, lock


def edited_text(text: str, *, file: str, before: Roster, after: Roster) -> str:
    """The roster's text with the overrides and absences of `after`, everything else as it was."""
    kept = {*after.overrides}
    drop = [place for place, one in enumerate(before.overrides) if one not in kept]
    known = {*before.overrides}
    added = [_override(one) for one in after.overrides if one not in known]
    text = with_entries(text, file=file, key="overrides", drop=drop, add=added)
    absences = [_absence(one) for one in after.absences if one not in {*before.absences}]
    text = with_entries(text, file=file, key="absences", add=absences)
    if roster_in(text, file=file) != after:
        raise InputError(f"{file} says something else than was read from it; was it changed meanwhile? Try again")
    return text


def roster_in(text: str, *, file: str) -> Roster | None:
    """The roster that a text holds; None for one that is none."""
    try:
        return Roster.model_validate(read_document(text.encode(), file=file).data)
    except ValidationError:
        return None


def write_together(files: Mapping[Path, str]) -> None:
    """Write all of the files; where one cannot be written, the others become again what they were. SurroundingsError as `write_file`."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    done: list[Path] = []
    try:
        for path, text in files.items():
            write_file(path, text)
            done.append(path)
    except BaseException:
        for path in done:
            _restore(path, before[path])
        raise


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        write_file(path, content.decode())


def _override(override: Override) -> Entry:
    return {key: str(value) for key, value in override.model_dump(mode="json").items() if key != "reason" or value}


def _absence(absence: Absence) -> Entry:
    return {key: str(value) for key, value in absence.model_dump(mode="json").items()}
