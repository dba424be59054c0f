"""A schedule of layers as PagerDuty keeps it, by the vendor's and the provider's documents alone; nothing of the code under test is used.

- Where layers overlap, the one further down is on (support.pagerduty.com, "Schedules").
- A start in the past becomes the moment of the creation; turns are counted from `rotation_virtual_start` (provider's documents).
- A change of the people of a layer that has begun starts its turns anew, with the first of them.
- A change never alters who was on before it (support.pagerduty.com, "Edit Schedules").
- The provider reads no layer back that has ended, matches the others by their place, and ends those that are too many (its source,
  v3.32.4, resource_pagerduty_schedule.go).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
Counting = Literal["elapsed", "clock"]
"""Whether seven days are 168 hours or a week on the clock; the documents do not say."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer that is stored."""

    start: datetime
    end: datetime | None
    virtual_start: datetime
    turn: timedelta
    users: tuple[str, ...]
    window: tuple[timedelta, timedelta]
    """How far into the week it begins, and how long it is."""


class Layers:
    """One schedule, changed by the provider as time goes by."""

    def __init__(self, counting: Counting = "elapsed") -> None:
        self._counting = counting
        self._versions: list[tuple[datetime, tuple[Layer, ...]]] = []
        self._zone = ZoneInfo("UTC")
        self.rewritten = 0
        """How often a layer that had begun was changed."""

    def apply(self, inputs: Mapping[str, Any], *, now: datetime) -> None:
        """What `pulumi up --refresh` does with these inputs."""
        self._zone = ZoneInfo(inputs["timeZone"])
        stored = self._versions[-1][1] if self._versions else ()
        over = tuple(one for one in stored if one.end is not None and one.end <= now)
        live = [one for one in stored if one not in over]
        wanted = [read_layer(one) for one in inputs["layers"]]
        pairs = list(zip(live, wanted, strict=False))
        written = [_written(old, new, now) for old, new in pairs]
        self.rewritten += sum(old.start <= now and _content(old) != _content(new) for old, new in pairs)
        made = [replace(new, start=max(new.start, now)) for new in wanted[len(live) :]]
        ended = [replace(old, end=now) for old in live[len(wanted) :]]
        self._versions.append((now, (*over, *written, *ended, *made)))

    def on(self, at: datetime) -> str | None:
        """The one who is on, or was."""
        known = [layers for since, layers in self._versions if since <= at]
        local = at.astimezone(self._zone).replace(tzinfo=None)
        for layer in reversed(known[-1] if known else ()):
            if layer.start <= at and (layer.end is None or at < layer.end) and _within(local, layer.window):
                return layer.users[self._turn(layer, at, local) % len(layer.users)]
        return None

    def _turn(self, layer: Layer, at: datetime, local: datetime) -> int:
        if self._counting == "elapsed":
            return (at - layer.virtual_start) // layer.turn
        return (local - layer.virtual_start.astimezone(self._zone).replace(tzinfo=None)) // layer.turn


def _content(layer: Layer) -> Layer:
    """Without the start, which nobody can change later."""
    return replace(layer, start=layer.virtual_start)


def _written(old: Layer, new: Layer, now: datetime) -> Layer:
    if old.start > now:
        return replace(new, start=max(new.start, now))
    virtual = now if old.users != new.users else new.virtual_start
    return replace(new, start=old.start, virtual_start=virtual)


def read_layer(given: Mapping[str, Any]) -> Layer:
    """A layer as the provider checks it: whole minutes, at least one user, a weekday, a turn of an hour to a year."""
    (restriction,) = given["restrictions"]
    assert restriction["type"] == "weekly_restriction"
    assert 1 <= restriction["startDayOfWeek"] <= 7
    assert 1 <= restriction["durationSeconds"] <= 7 * 24 * 3600 - 1
    assert 3600 <= given["rotationTurnLengthSeconds"] <= 365 * 24 * 3600
    assert given["users"]
    hours, minutes, seconds = map(int, restriction["startTimeOfDay"].split(":"))
    into_week = timedelta(days=restriction["startDayOfWeek"] - 1, hours=hours, minutes=minutes, seconds=seconds)
    return Layer(
        start=instant(given["start"]),
        end=instant(given["end"]) if given.get("end") else None,
        virtual_start=instant(given["rotationVirtualStart"]),
        turn=timedelta(seconds=given["rotationTurnLengthSeconds"]),
        users=tuple(given["users"]),
        window=(into_week, timedelta(seconds=restriction["durationSeconds"])),
    )


def instant(text: str) -> datetime:
    """RFC 3339, in whole minutes."""
    found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    assert found.second == 0, f"{text}: the provider refuses seconds"
    return found


def _within(local: datetime, window: tuple[timedelta, timedelta]) -> bool:
    start, length = window
    into_week = timedelta(days=local.weekday(), hours=local.hour, minutes=local.minute)
    return (into_week - start) % WEEK < length
