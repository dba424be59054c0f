"""A shift-based schedule as PagerDuty keeps it, by the vendor's and the provider's documents alone; nothing of the code under test is used.

- A rotation's events must not overlap; of those that hold at one time there can be one (PagerDuty REST API, schedules v3).
- `effective_since` in the past becomes the moment of the creation; turns begin there, with the first member (provider's documents).
- The API lets an event that has begun be bounded and nothing else. The provider deletes it and makes it again, whatever changed, and
  matches rotations by their place (its source, v3.32.4, resource_pagerduty_schedulev2.go).
- Shifts repeat on the clock of the schedule's zone (ZonedDateTime).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from tests.roster.pagerduty.layer_rules import instant

WEEK = timedelta(days=7)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Through = Literal["provider", "api"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event that is stored."""

    start: datetime
    length: timedelta
    since: datetime
    until: datetime | None
    members: tuple[str, ...]


class Shifts:
    """One schedule, changed as time goes by."""

    def __init__(self, through: Through = "provider") -> None:
        self._through = through
        self._versions: list[tuple[datetime, tuple[Event, ...]]] = []
        self._asked: list[Event] = []
        self._zone = ZoneInfo("UTC")

    def apply(self, inputs: Mapping[str, Any], *, now: datetime) -> None:
        """Make what is new, change what is changed."""
        self._zone = ZoneInfo(inputs["timeZone"])
        wanted = [_event(rotation, self._zone) for rotation in inputs["rotations"]]
        stored = self._versions[-1][1] if self._versions else ()
        kept = [self._changed(old, asked, new, now) for old, asked, new in zip(stored, self._asked, wanted, strict=False)]
        made = [replace(new, since=max(new.since, now)) for new in wanted[len(stored) :]]
        self._asked = wanted
        self._versions.append((now, (*kept, *made)))

    def _changed(self, old: Event, asked: Event, new: Event, now: datetime) -> Event:
        if asked == new:
            return old
        if old.since > now:
            return replace(new, since=max(new.since, now))
        if self._through == "provider":
            return replace(new, since=now)
        assert replace(asked, until=None) == replace(new, until=None), "the API changes nothing but the end of an event that has begun"
        return replace(old, until=new.until)

    def on(self, at: datetime) -> list[str]:
        """Everybody who is on, or was."""
        known = [events for since, events in self._versions if since <= at]
        found = [self._member(event, at) for event in (known[-1] if known else ())]
        return [one for one in found if one]

    def _member(self, event: Event, at: datetime) -> str | None:
        week = max(0, (at - event.start) // WEEK - 1)
        for place in range(week, week + 4):
            shift = self._shift(event, place)
            if shift <= at < shift + event.length and event.since <= shift and (event.until is None or shift < event.until):
                return event.members[(place - self._first(event)) % len(event.members)]
        return None

    def _first(self, event: Event) -> int:
        """The first shift that the event makes."""
        place = max(0, (event.since - event.start) // WEEK - 1)
        while self._shift(event, place) < event.since:
            place += 1
        return place

    def _shift(self, event: Event, place: int) -> datetime:
        wall = event.start.astimezone(self._zone).replace(tzinfo=None) + place * WEEK
        return wall.replace(tzinfo=self._zone).astimezone(UTC)


def _event(rotation: Mapping[str, Any], zone: ZoneInfo) -> Event:
    """An event as the API takes it: alone in its rotation, on the weekday of its first shift, with at most 20 members."""
    (given,) = rotation["events"]
    (turns,) = given["assignmentStrategies"]
    (recurrence,) = given["recurrences"]
    start = instant(given["startTime"])
    assert recurrence == f"RRULE:FREQ=WEEKLY;BYDAY={DAYS[start.astimezone(zone).weekday()]}"
    assert (turns["type"], turns["shiftsPerMember"]) == ("rotating_member_assignment_strategy", 1)
    assert 1 <= len(turns["members"]) <= 20
    assert len(given["name"]) <= 255
    assert {member["type"] for member in turns["members"]} == {"user_member"}
    return Event(
        start=start,
        length=instant(given["endTime"]) - start,
        since=instant(given["effectiveSince"]),
        until=instant(given["effectiveUntil"]) if "effectiveUntil" in given else None,
        members=tuple(member["userId"] for member in turns["members"]),
    )
