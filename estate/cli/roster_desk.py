"""The catalog and all of its locks, read for the commands that only ask."""

from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import show
from estate.catalog.roster import Roster
from estate.catalog.words import did_you_mean
from estate.errors import InputError
from estate.roster.escalation import Desk
from estate.roster.lock import Lock, LockError, lock_file


def open_desk(folder: Path) -> Desk:
    """The desk of the catalog in the folder; a lock that cannot be read is told of when it is asked for. CatalogError for a bad catalog."""
    catalog = load_catalog(folder)
    locks: dict[str, Lock] = {}
    unreadable: dict[str, str] = {}
    for name in catalog.rosters:
        try:
            locks[name] = lock_file(folder, name).read()
        except LockError as error:
            unreadable[name] = str(error)
    return Desk(catalog=catalog, locks=locks, unreadable=unreadable)


def known_roster(catalog: Catalog, name: str) -> Roster:
    """The roster of that name. InputError with the nearest."""
    if name in catalog.rosters:
        return catalog.rosters[name]
    known = ", ".join(catalog.rosters) or "the catalog has none"
    raise InputError(f"{show(name)} is no roster\n    {did_you_mean(name, catalog.rosters) or f'rosters: {known}'}")


def locked(desk: Desk, name: str | None) -> dict[str, Lock]:
    """The lock of the named roster, or all of them. LockError where one is missing or broken."""
    names = [known_roster(desk.catalog, name).name] if name else [*desk.catalog.rosters]
    broken = [desk.unreadable[one] for one in names if one in desk.unreadable]
    if broken:
        raise LockError("\n".join(broken))
    if not names:
        raise InputError("the catalog has no rosters; write one: catalog/rosters/NAME.yaml")
    return {one: desk.locks[one] for one in names}
