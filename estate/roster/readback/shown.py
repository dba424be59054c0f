"""A shift as a vendor renders it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Shown:
    """From `start` to `end` (not included) the vendor has this user on; `user` is its own id."""

    user: str
    start: datetime
    end: datetime
