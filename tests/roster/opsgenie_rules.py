"""Who is on in a schedule of Opsgenie, by the vendor's documents alone; nothing of the code under test is used.

- Rotations are counted from their start; whoever is on in any of them is notified (Opsgenie, "Manage on-call schedules and rotations").
- The provider takes dates in UTC with a literal Z and minutes 00 or 30 alone (terraform-provider-opsgenie, util.go).
- Minutes of restrictions are moved to the nearest 00 or 30 (the provider's documents).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.roster.datadog_rules import NAMES, WEEK, Counting


def date_of(text: str) -> datetime:
    """What the provider's check of dates lets pass."""
    at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert at.minute % 30 == 0, f"you can only select 30 or 00 for minutes: {text}"
    return at


@dataclass(frozen=True, kw_only=True)
class _Rotation:
    start: datetime
    end: datetime | None
    participants: tuple[str, ...]
    windows: tuple[tuple[timedelta, timedelta], ...]


class OpsgenieSchedule:
    """A schedule and its rotations as they are registered."""

    def __init__(self, schedule: Mapping[str, Any], rotations: Iterable[Mapping[str, Any]], counting: Counting = "elapsed") -> None:
        assert schedule["enabled"], "a disabled schedule notifies nobody"
        self._zone = ZoneInfo(schedule["timezone"])
        self._rotations = [_rotation(rotation) for rotation in rotations]
        self._counting = counting

    def on(self, at: datetime) -> list[str]:
        """Everybody who is on."""
        local = at.astimezone(self._zone).replace(tzinfo=None)
        into_week = timedelta(days=local.weekday(), hours=local.hour, minutes=local.minute)
        return [
            rotation.participants[self._turn(rotation, at, local) % len(rotation.participants)]
            for rotation in self._rotations
            if rotation.start <= at and (rotation.end is None or at < rotation.end)
            if any(start <= into_week < end if start <= end else into_week >= start or into_week < end for start, end in rotation.windows)
        ]

    def _turn(self, rotation: _Rotation, at: datetime, local: datetime) -> int:
        if self._counting == "elapsed":
            return (at - rotation.start) // WEEK
        return (local - rotation.start.astimezone(self._zone).replace(tzinfo=None)) // WEEK


def _rotation(given: Mapping[str, Any]) -> _Rotation:
    assert (given["type"], given["length"]) == ("weekly", 1)
    assert {one["type"] for one in given["participants"]} == {"user"}
    (restriction,) = given["timeRestrictions"]
    assert restriction["type"] == "weekday-and-time-of-day"
    return _Rotation(
        start=date_of(given["startDate"]),
        end=date_of(given["endDate"]) if "endDate" in given else None,
        participants=tuple(one["id"] for one in given["participants"]),
        windows=tuple((_snapped(one, "start"), _snapped(one, "end")) for one in restriction["restrictionList"]),
    )


def _snapped(window: Mapping[str, Any], edge: str) -> timedelta:
    minutes = round(window[f"{edge}Min"] / 30) * 30
    return timedelta(days=NAMES.index(window[f"{edge}Day"]), hours=window[f"{edge}Hour"], minutes=minutes)
