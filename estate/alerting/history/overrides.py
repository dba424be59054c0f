"""Numbers that data proposed, written into the catalog: one override in one file, everything else as its authors wrote it."""

from collections.abc import Mapping, Sequence
from typing import Any

from estate.alerting.history.candidates import Entry
from estate.catalog.layout import FOLDERS
from estate.catalog.load import check_text
from estate.catalog.mistakes import CatalogError
from estate.catalog.reader import read_document
from estate.roster.roster_text import with_entries

KEY = "alerts"


def with_overrides(text: str, *, file: str, folder: str, entries: Sequence[Entry], reason: str) -> str:
    """The file's text with these overrides, each with the reason; one of the same name is changed.

    InputError where the file is written in a way that this cannot be done, CatalogError where the result would be no good fact.
    """
    data: Any = read_document(text.encode(), file=file).data
    before: Sequence[Mapping[str, Any]] = data.get(KEY, []) if isinstance(data, dict) else []
    places = {one["name"]: place for place, one in enumerate(before)}
    drop = [places[str(entry["name"])] for entry in entries if entry["name"] in places]
    added = [_merged(before[places[str(entry["name"])]] if entry["name"] in places else {}, entry, reason) for entry in entries]
    changed = with_entries(text, file=file, key=KEY, drop=drop, add=added)
    if mistakes := check_text(changed, file=file, kind=FOLDERS[folder]):
        raise CatalogError(mistakes)
    return changed


def _merged(before: Mapping[str, Any], entry: Entry, reason: str) -> Entry:
    """A critical threshold of one's own leaves none of the older numbers; a window alone leaves them."""
    kept = {key: value for key, value in before.items() if key in ("warning", "critical", "recovery", "window")}
    if "critical" in entry:
        kept = {key: value for key, value in kept.items() if key == "window"}
    return {**kept, **entry, "reason": reason} if "budget" not in entry else {**entry, "reason": reason}
