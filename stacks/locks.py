"""The solved rosters, as they stand beside the catalog."""

from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.roster.lock import Lock, LockError, lock_file

CATALOG = Path(__file__).resolve().parents[1] / "catalog"


def read_locks(catalog: Catalog, folder: Path = CATALOG) -> dict[str, Lock]:
    """The lock of every roster, by name. LockError with all that are missing, broken or edited by hand."""
    locks: dict[str, Lock] = {}
    mistakes: list[str] = []
    for roster in catalog.rosters:
        try:
            locks[roster] = lock_file(folder, roster).read()
        except LockError as error:
            mistakes.append(str(error))
    if mistakes:
        raise LockError("\n".join(mistakes))
    return locks
