"""The locks of the reference estate, as they stand beside its rosters."""

from datetime import date, timedelta
from functools import cache

from estate.roster.lock import Lock, Shift, lock_file
from estate.roster.rotations import continued
from tests.components.builds import ROOT
from tests.stacks.recordings import reference_catalog


@cache
def reference_locks() -> dict[str, Lock]:
    """Every lock, by its roster's name."""
    return {name: lock_file(ROOT / "catalog", name).read() for name in reference_catalog().rosters}


def without(person: str, *, since: date) -> dict[str, Lock]:
    """The reference locks after somebody has left the operations: whoever else works the lane has the shifts, and no other changes."""
    lock = reference_locks()["operations"]
    horizon = reference_catalog().rosters["operations"].horizon
    shifts = tuple(_given_on(lock, shift, person) if shift.date >= since else shift for shift in lock.shifts)
    end = horizon.first + timedelta(weeks=horizon.weeks)
    rotations = continued(lock.rotations, shifts, first=horizon.first, end=end)
    return {**reference_locks(), "operations": lock.model_copy(update={"shifts": shifts, "rotations": rotations})}


def _given_on(lock: Lock, shift: Shift, person: str) -> Shift:
    if shift.planned != person:
        return shift
    others = sorted({one.planned for one in lock.shifts if one.lane == shift.lane} - {person})
    return shift.model_copy(update={"who": others[shift.date.toordinal() // 7 % len(others)], "instead_of": None, "why": "rotation"})
