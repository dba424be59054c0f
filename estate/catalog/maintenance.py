"""Planned maintenance, and when nothing is changed."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from estate.catalog.fact import Duration, Fact, Name, ZoneName, matching

LocalTime = Annotated[
    str, matching(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$", "a local time, such as 2027-02-14T06:00")
]


class MaintenanceWindow(Fact):
    """Work on services that is announced: what they say meanwhile pages nobody, and somebody on shift answers for it."""

    name: Name
    description: str = Field(min_length=1)
    environment: Name
    services: tuple[Name, ...] = Field(min_length=1, strict=False)
    start: LocalTime
    zone: ZoneName
    length: Duration
    owner: Name | None = None
    """Who is on shift for it; a service of tier 1 needs one."""


class Freeze(Fact):
    """A time in which no host is changed, whatever window is open."""

    name: Name
    reason: str = Field(min_length=1)
    environments: tuple[Name, ...] = Field(min_length=1, strict=False)
    start: LocalTime
    zone: ZoneName
    length: Duration

    @property
    def begins(self) -> datetime:
        """In UTC."""
        return datetime.fromisoformat(self.start).replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """In UTC."""
        return self.begins + self.length


class Maintenance(Fact):
    """Every window and freeze; the file `maintenance.yaml`."""

    windows: tuple[MaintenanceWindow, ...] = Field(default=(), strict=False)
    freezes: tuple[Freeze, ...] = Field(default=(), strict=False)
