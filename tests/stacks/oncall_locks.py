"""The locks of the reference estate, as they stand beside its rosters."""

from functools import cache

from estate.roster.lock import Lock, lock_file
from tests.components.builds import ROOT
from tests.stacks.recordings import reference_catalog


@cache
def reference_locks() -> dict[str, Lock]:
    """Every lock, by its roster's name."""
    return {name: lock_file(ROOT / "catalog", name).read() for name in reference_catalog().rosters}
