"""When stores are backed up and maintained: the environment's patch window, as AWS writes weekly and daily windows.

AWS keeps such windows in UTC for good. A place with summer time is reckoned by its standard time, so that in summer the window
stands an hour later on the wall.
"""

from dataclasses import dataclass
from datetime import timedelta

from estate.catalog.environment import PatchWindow
from estate.catalog.fact import format_duration
from estate.catalog.patch_order import DAY, DAYS, WEEK, start_in_utc
from estate.errors import InputError

SHORTEST = timedelta(hours=1)  # ElastiCache; RDS takes half an hour (API references, PreferredMaintenanceWindow)
BACKUP_BEFORE = timedelta(hours=2)
BACKUP_LENGTH = timedelta(hours=1)  # the shortest of ElastiCache; RDS takes half an hour (API references, SnapshotWindow)
LONGEST = DAY - BACKUP_BEFORE  # a longer one would reach into the next day's backup, which RDS refuses


class WindowError(InputError):
    """A window that AWS does not take; the text says what it takes."""


@dataclass(frozen=True, kw_only=True)
class StoreWindows:
    """The windows of a store, in UTC, in the form of the RDS and ElastiCache APIs."""

    maintenance: str
    """Weekly: `thu:02:00-thu:05:00`."""
    backup: str
    """Daily, over before the maintenance begins: `00:00-01:00`."""


def store_windows(window: PatchWindow) -> StoreWindows:
    """Maintenance in the patch window, a fresh backup before it. WindowError for a window that is too short or too long."""
    if not SHORTEST <= window.length <= LONGEST:
        raise WindowError(
            f"patch_window.length is {format_duration(window.length)}; expected {format_duration(SHORTEST)} to {format_duration(LONGEST)}, "
            "the windows that both RDS and ElastiCache take"
        )
    start = start_in_utc(window)
    backup = start - BACKUP_BEFORE
    return StoreWindows(
        maintenance=f"{_moment(start)}-{_moment(start + window.length)}",
        backup=f"{_clock(backup)}-{_clock(backup + BACKUP_LENGTH)}",
    )


def _moment(since_monday: timedelta) -> str:
    return f"{DAYS[since_monday % WEEK // DAY][:3]}:{_clock(since_monday)}"


def _clock(since_monday: timedelta) -> str:
    minutes = since_monday % DAY // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"
