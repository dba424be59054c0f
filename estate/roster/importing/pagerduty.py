"""Schedules of PagerDuty, in the JSON of its REST API: layers (GET /schedules/ID) and rotations of events (GET /v3/schedules/ID)."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from estate.catalog.mistakes import shorten, show
from estate.roster.importing.turns import DAY, WEEK, Export, Somebody, Turns, Window, every_day, week_window
from estate.roster.importing.zones import known_zone, local_time, local_weekday
from estate.roster.json_text import complaints, read_json

EXPECTED = "an export of PagerDuty's schedules (GET /schedules/ID or GET /v3/schedules/ID, one or a list of them)"
TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"
RECURRENCE = re.compile(r"RRULE:FREQ=(DAILY|WEEKLY)(?:;INTERVAL=1)?(?:;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*))?")
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Part(BaseModel):
    """A part of the export."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Named(Part):
    """A reference: who or what."""

    id: str
    summary: str | None = None


class LayerUser(Part):
    """Somebody in a layer."""

    user: Named


class Restriction(Part):
    """When a layer is on: each day, or from one day of the week (1 is Monday)."""

    type: str
    start: Annotated[str, Field(alias="start_time_of_day", pattern=TIME)]
    seconds: Annotated[int, Field(alias="duration_seconds", ge=60, le=WEEK // timedelta(seconds=1))]
    weekday: Annotated[int | None, Field(alias="start_day_of_week", ge=1, le=7)] = None


class Layer(Part):
    """People who take turns."""

    name: str | None = None
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    virtual_start: Annotated[AwareDatetime, Field(alias="rotation_virtual_start")]
    turn_seconds: Annotated[int, Field(alias="rotation_turn_length_seconds", ge=1)]
    users: tuple[LayerUser, ...]
    restrictions: tuple[Restriction, ...] = ()


class ZonedTime(Part):
    """An instant with the zone whose clock it follows."""

    instant: Annotated[AwareDatetime, Field(alias="date_time")]
    zone: Annotated[str, Field(alias="time_zone")]


class Member(Part):
    """Somebody in an event."""

    type: str
    user_id: str | None = None


class Strategy(Part):
    """Who is on in an event."""

    type: str
    shifts_per_member: int = Field(default=1, ge=1, le=1000)
    members: tuple[Member, ...] = ()


class Event(Part):
    """A shift that comes again."""

    name: str | None = None
    start: Annotated[ZonedTime, Field(alias="start_time")]
    end: Annotated[ZonedTime, Field(alias="end_time")]
    until: Annotated[AwareDatetime | None, Field(alias="effective_until")] = None
    recurrence: tuple[str, ...] = ()
    strategy: Annotated[Strategy, Field(alias="assignment_strategy")]


class Rotation(Part):
    """Events of the v3 API."""

    events: tuple[Event, ...] = ()


class Schedule(Part):
    """A schedule; layers in the v2 API, rotations in the v3 API."""

    name: str
    description: str | None = None
    time_zone: str
    teams: tuple[Named, ...] = ()
    schedule_layers: tuple[Layer, ...] | None = None
    rotations: tuple[Rotation, ...] | None = None


def read_schedules(content: bytes, *, file: str) -> tuple[Export, ...]:
    """Every schedule of the export. InputError with the place of what is wrong."""
    data = read_json(content, file=file)
    try:
        schedules = tuple(Schedule.model_validate(one) for one in _listed(data))
    except ValidationError as error:
        raise complaints(error, file=file, expected=EXPECTED) from None
    return tuple(_export(schedule, file=file) for schedule in schedules)


def _listed(data: Any) -> list[Any]:
    if isinstance(data, dict) and isinstance(data.get("schedules"), list):
        return data["schedules"]
    return [data.get("schedule")] if isinstance(data, dict) else [data]


def _export(schedule: Schedule, *, file: str) -> Export:
    zone = known_zone(schedule.time_zone, file=file, where=f"schedule {show(schedule.name)}")
    layers = schedule.schedule_layers or ()
    events = [event for rotation in schedule.rotations or () for event in rotation.events]
    found: list[Turns] = [_layer(layer, zone) for layer in layers]
    unsaid = [word for layer in layers for word in _unsaid_layer(layer)]
    for event in events:
        zone = known_zone(event.start.zone, file=file, where=f"event {show(event.name)}")
        turns, words = _event(event, zone)
        found += turns
        unsaid += words
    return Export(
        name=schedule.name,
        description=schedule.description or "",
        team=schedule.teams[0].summary if schedule.teams else None,
        turns=tuple(found),
        unsaid=tuple(unsaid),
    )


def _unsaid_layer(layer: Layer) -> Iterator[str]:
    if layer.end:
        yield f"layer {shorten(layer.name or '')} ends on {layer.end.date()}; a roster ends with its horizon"


def _layer(layer: Layer, zone: str) -> Turns:
    return Turns(
        name=layer.name or "",
        zone=zone,
        windows=tuple(window for one in layer.restrictions for window in _restricted(one)) or _round(layer.virtual_start, zone),
        people=tuple(Somebody(id=one.user.id, label=one.user.summary or one.user.id) for one in layer.users),
        turn=timedelta(seconds=layer.turn_seconds),
    )


def _round(start: datetime, zone: str) -> tuple[Window, ...]:
    return every_day(local_time(start, zone), DAY)


def _restricted(one: Restriction) -> Iterable[Window]:
    hours, minutes, _ = (int(part) for part in one.start.split(":"))
    start, length = timedelta(hours=hours, minutes=minutes), timedelta(seconds=one.seconds // 60 * 60)
    if one.weekday is None:
        return every_day(start, min(length, DAY))
    return week_window(one.weekday - 1, start, length)


def _event(event: Event, zone: str) -> tuple[list[Turns], list[str]]:
    name = shorten(event.name or "")
    start, length = local_time(event.start.instant, zone), event.end.instant - event.start.instant
    days = _days(event.recurrence, local_weekday(event.start.instant, zone))
    if days is None or not timedelta(0) < length <= WEEK:
        return [], [f"event {name}: the recurrence {show(' '.join(event.recurrence))} is neither daily nor weekly on named days"]
    windows = tuple(window for day in days for window in week_window(day, start, length))
    people = tuple(Somebody(id=one.user_id, label=one.user_id) for one in event.strategy.members if one.user_id)
    words = [f"event {name} ends on {event.until.date()}; a roster ends with its horizon"] if event.until else []
    if event.strategy.type != "rotating_member_assignment_strategy":
        words.append(f"event {name}: everybody is on at once; say with `heads` how many have to be")
    turn = WEEK * event.strategy.shifts_per_member / len(days)
    return [Turns(name=event.name or "", zone=zone, windows=windows, people=people, turn=turn)], words


def _days(recurrence: tuple[str, ...], first: int) -> tuple[int, ...] | None:
    """The weekdays; None for what cannot be said."""
    found = RECURRENCE.fullmatch(recurrence[0]) if len(recurrence) == 1 else None
    if found is None:
        return None
    if found[2]:
        return tuple(BYDAY.index(day) for day in found[2].split(","))
    return tuple(range(7)) if found[1] == "DAILY" else (first,)
