"""Who is on in a schedule of Datadog On-Call, by the vendor's documents alone; nothing of the code under test is used.

- Shifts are counted from the layer's start, its length and its members; an edited layer is counted afresh, past shifts too ("Modifying
  On-Call Rotations").
- Lower layers take precedence over higher ones ("Schedules").
- A restriction from one weekday and time to the same weekday and time assigns nobody (terraform-provider-datadog, issue 3151).
- A `null` in the users is nobody (the provider's schema).
- Names of layers are unique, and the interval says days (the provider's validation).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Counting = Literal["elapsed", "clock"]
"""Whether seven days are 168 hours or a week on the clock; the documents do not say."""


def instant(text: str) -> datetime:
    """RFC 3339."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


@dataclass(frozen=True, kw_only=True)
class _Layer:
    start: datetime
    effective: datetime
    end: datetime | None
    length: timedelta
    users: tuple[str | None, ...]
    windows: tuple[tuple[timedelta, timedelta], ...]


class DatadogSchedule:
    """A schedule as it is registered: its inputs as the provider gets them."""

    def __init__(self, inputs: Mapping[str, Any], counting: Counting = "elapsed") -> None:
        names = [layer["name"] for layer in inputs["layers"]]
        assert names, "a schedule has at least one layer"
        assert len(names) == len(set(names)), f"layer names must be unique within a schedule: {names}"
        self._zone = ZoneInfo(inputs["timeZone"])
        self._layers = [_layer(layer) for layer in inputs["layers"]]
        self._counting = counting

    def on(self, at: datetime) -> str | None:
        """The user who is on."""
        local = at.astimezone(self._zone).replace(tzinfo=None)
        into_week = timedelta(days=local.weekday(), hours=local.hour, minutes=local.minute)
        for layer in reversed(self._layers):
            if (
                layer.effective <= at
                and (layer.end is None or at < layer.end)
                and any(_within(into_week, window) for window in layer.windows)
            ):
                return layer.users[self._turn(layer, at, local) % len(layer.users)]
        return None

    def _turn(self, layer: _Layer, at: datetime, local: datetime) -> int:
        if self._counting == "elapsed":
            return (at - layer.start) // layer.length
        return (local - layer.start.astimezone(self._zone).replace(tzinfo=None)) // layer.length


def _layer(given: Mapping[str, Any]) -> _Layer:
    assert set(given) <= {"name", "effectiveDate", "endDate", "rotationStart", "interval", "users", "restrictions"}
    assert given["users"], "a layer has at least one user"
    assert not {"startDay", "endDay"} - given["restrictions"][0].keys()
    return _Layer(
        start=instant(given["rotationStart"]),
        effective=instant(given["effectiveDate"]),
        end=instant(given["endDate"]) if "endDate" in given else None,
        length=timedelta(**given["interval"]),
        users=tuple(given["users"]),
        windows=tuple(
            (into_week(one["startDay"], one["startTime"]), into_week(one["endDay"], one["endTime"])) for one in given["restrictions"]
        ),
    )


def into_week(day: str, clock: str) -> timedelta:
    """How far into the week a weekday and a time are."""
    hours, minutes, seconds = map(int, clock.split(":"))
    return timedelta(days=NAMES.index(day), hours=hours, minutes=minutes, seconds=seconds)


def _within(at: timedelta, window: tuple[timedelta, timedelta]) -> bool:
    start, end = window
    return start <= at < end if start <= end else at >= start or at < end
