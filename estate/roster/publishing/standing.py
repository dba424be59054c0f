"""Overrides as a vendor has them, and as it is asked to make them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An override that stands at the vendor."""

    id: str
    start: datetime
    end: datetime
    user: str
    """The vendor's own id."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """An override that the vendor is to have."""

    alias: str
    """Ours, for a vendor that keeps one; the same for a shift whoever works it."""
    start: datetime
    end: datetime
    user: str
    instead_of: str
    """Both are the vendor's own ids."""


Span = tuple[datetime, datetime, str]


def span(one: Standing | Order, *, now: datetime) -> Span:
    """When it still holds, and for whom: what has passed of it cannot be told apart, since vendors begin in the present."""
    return (max(one.start, now), one.end, one.user)
