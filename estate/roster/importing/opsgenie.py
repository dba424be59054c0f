"""Schedules of Opsgenie, in the JSON of its Schedule API (GET /v2/schedules/ID, or the list with expand=rotation)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from estate.catalog.mistakes import shorten, show
from estate.roster.importing.turns import DAY, WEEK, WEEKDAYS, Export, Somebody, Turns, Window, every_day, week_window
from estate.roster.importing.zones import known_zone, local_time
from estate.roster.json_text import complaints, read_json

EXPECTED = "an export of Opsgenie's schedules (GET /v2/schedules/ID, or GET /v2/schedules?expand=rotation)"
Hour = Annotated[int, Field(ge=0, le=24)]
Minute = Annotated[int, Field(ge=0, le=59)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
LENGTHS = {"hourly": timedelta(hours=1), "daily": DAY, "weekly": WEEK}


class Part(BaseModel):
    """A part of the export."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Participant(Part):
    """Somebody who takes turns; `none` is nobody."""

    type: str
    username: str | None = None
    name: str | None = None


class Restriction(Part):
    """When a rotation is on."""

    start_hour: Annotated[Hour, Field(alias="startHour")]
    start_minute: Annotated[Minute, Field(alias="startMin")]
    end_hour: Annotated[Hour, Field(alias="endHour")]
    end_minute: Annotated[Minute, Field(alias="endMin")]

    @property
    def start(self) -> timedelta:
        """After midnight."""
        return timedelta(hours=self.start_hour, minutes=self.start_minute)

    @property
    def end(self) -> timedelta:
        """After midnight."""
        return timedelta(hours=self.end_hour, minutes=self.end_minute)


class WeekdayRestriction(Restriction):
    """From a time on one day to a time on another."""

    start_day: Annotated[Weekday, Field(alias="startDay")]
    end_day: Annotated[Weekday, Field(alias="endDay")]


class TimeRestriction(Part):
    """`time-of-day` has one restriction, `weekday-and-time-of-day` a list."""

    type: str
    restriction: Restriction | None = None
    restrictions: tuple[WeekdayRestriction, ...] = ()


class Rotation(Part):
    """People who take turns."""

    name: str = ""
    start: Annotated[AwareDatetime, Field(alias="startDate")]
    end: Annotated[AwareDatetime | None, Field(alias="endDate")] = None
    type: Literal["hourly", "daily", "weekly"]
    length: Annotated[int, Field(ge=1, le=1000)] = 1
    participants: tuple[Participant, ...] = ()
    time_restriction: Annotated[TimeRestriction | None, Field(alias="timeRestriction")] = None


class Team(Part):
    """Whose schedule it is."""

    name: str = ""


class Schedule(Part):
    """A schedule."""

    name: str
    description: str = ""
    timezone: str
    enabled: bool = True
    owner: Annotated[Team | None, Field(alias="ownerTeam")] = None
    rotations: tuple[Rotation, ...]


class One(Part):
    """The answer with one schedule."""

    data: Schedule


class Several(Part):
    """The answer with all."""

    data: tuple[Schedule, ...]


def read_schedules(content: bytes, *, file: str) -> tuple[Export, ...]:
    """Every schedule of the export. InputError with the place of what is wrong."""
    data = read_json(content, file=file)
    try:
        found = Several.model_validate(data).data if _is_list(data) else (One.model_validate(data).data,)
    except ValidationError as error:
        raise complaints(error, file=file, expected=EXPECTED) from None
    return tuple(_export(schedule, file=file) for schedule in found)


def _is_list(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("data"), list)


def _export(schedule: Schedule, *, file: str) -> Export:
    zone = known_zone(schedule.timezone, file=file, where=f"schedule {show(schedule.name)}")
    unsaid = [*_switched_off(schedule), *(word for rotation in schedule.rotations for word in _unsaid(rotation))]
    return Export(
        name=schedule.name,
        description=schedule.description,
        team=schedule.owner.name if schedule.owner else None,
        turns=tuple(_turns(rotation, zone) for rotation in schedule.rotations),
        unsaid=tuple(unsaid),
    )


def _switched_off(schedule: Schedule) -> Iterator[str]:
    if not schedule.enabled:
        yield "the schedule is disabled; a roster has no switch"


def _unsaid(rotation: Rotation) -> Iterator[str]:
    name = shorten(rotation.name)
    for kind in sorted({one.type for one in rotation.participants} - {"user"}):
        what = "turns of nobody" if kind == "none" else f"turns of a whole {shorten(kind)}"
        yield f"rotation {name}: {what}; a roster has people, and says with `heads_on` when nobody is needed"
    if rotation.end:
        yield f"rotation {name} ends on {rotation.end.date()}; a roster ends with its horizon"


def _turns(rotation: Rotation, zone: str) -> Turns:
    return Turns(
        name=rotation.name,
        zone=zone,
        windows=tuple(_windows(rotation, zone)),
        people=tuple(_people(rotation.participants)),
        turn=LENGTHS[rotation.type] * rotation.length,
    )


def _people(participants: Iterable[Participant]) -> Iterator[Somebody]:
    for one in participants:
        if one.type == "user" and (word := one.username or one.name):
            yield Somebody(id=word.lower(), label=word.partition("@")[0])


def _windows(rotation: Rotation, zone: str) -> Iterable[Window]:
    limit = rotation.time_restriction
    if limit and limit.restriction:
        return every_day(limit.restriction.start, _length(limit.restriction.end - limit.restriction.start, DAY))
    if limit and limit.restrictions:
        return [window for one in limit.restrictions for window in _week_windows(one)]
    return every_day(local_time(rotation.start, zone), DAY)


def _week_windows(one: WeekdayRestriction) -> Iterable[Window]:
    first = WEEKDAYS.index(one.start_day)
    days = WEEKDAYS.index(one.end_day) - first
    return week_window(first, one.start, _length(days * DAY + one.end - one.start, WEEK))


def _length(difference: timedelta, whole: timedelta) -> timedelta:
    """From the start to the next time that the end comes: all of it where they are the same."""
    return difference % whole or whole
