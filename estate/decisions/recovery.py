"""What of an environment's data is kept a second time, in the region in which it would be recovered.

An environment whose data may be deleted with it (`deletion_protection: false`) keeps nothing: copies would outlive what they are of.
"""

from dataclasses import dataclass
from datetime import timedelta

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.store import Bucket, Postgres
from estate.decisions.windows import store_windows

DAY = timedelta(days=1)
LOWEST_TIER = 2  # of a bucket that is copied: what nobody misses for a day can be made again
LONGEST_LOCK_DAYS = 7  # long enough that somebody notices who deletes backups, short enough that a mistake is paid for a week
HALF_A_DAY = 12  # hours between RDS's own daily backup and the copy: never both at once, and at most half a day apart


@dataclass(frozen=True, kw_only=True)
class StorePlan:
    """A store whose backups AWS Backup makes and copies, and for how many days each is kept."""

    store: str
    keep_days: int


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What stands in the other region."""

    region: str
    plans: tuple[StorePlan, ...]
    buckets: tuple[str, ...]
    """Stores whose objects are replicated."""
    schedule: str
    """When backups are made, each day, in UTC, as AWS Backup writes it."""

    @property
    def locked_days(self) -> int:
        """How long nobody deletes a backup: never longer than the shortest plan keeps one."""
        return min((LONGEST_LOCK_DAYS, *(plan.keep_days for plan in self.plans)))


def recovery_of(catalog: Catalog, environment: Environment) -> Recovery | None:
    """What is kept a second time; None for an environment that may go with its data, or that stands in that region itself."""
    region = catalog.organisation.regions.recovery
    if not environment.deletion_protection or environment.region == region:
        return None
    stores = catalog.stores.values()
    return Recovery(
        region=region,
        plans=tuple(StorePlan(store=one.name, keep_days=one.backup.retention // DAY) for one in stores if isinstance(one, Postgres)),
        buckets=tuple(one.name for one in stores if isinstance(one, Bucket) and one.tier <= LOWEST_TIER),
        schedule=_half_a_day_after(store_windows(environment.patch_window).backup),
    )


def copy_name(store: str) -> str:
    """What the copy of a bucket is called."""
    return f"{store}-copy"


def _half_a_day_after(window: str) -> str:
    hour, minute = int(window[:2]), int(window[3:5])
    return f"cron({minute} {(hour + HALF_A_DAY) % 24} ? * * *)"
