"""A file with what a vendor's API answered: one schedule, or a list of such answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from estate.catalog.mistakes import show
from estate.errors import InputError
from estate.roster.json_text import complaints, read_json
from estate.roster.readback.forms import OpsgenieAnswer, PagerDutyAnswer, Vendor
from estate.roster.readback.shown import Shown

EXPECTED = {
    "pagerduty": "a schedule of PagerDuty with its final schedule (GET /schedules/ID?since=..&until=..&overflow=true, or"
    " GET /v3/schedules/ID?include[]=final_schedule&since=..&until=..)",
    "opsgenie": "a timeline of Opsgenie (GET /v2/schedules/ID/timeline)",
}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a vendor says of one schedule; `since` and `until` where it says what it was asked for."""

    schedule: str
    shown: tuple[Shown, ...]
    since: datetime | None = None
    until: datetime | None = None


def read_export(content: bytes, *, file: str, vendor: Vendor) -> tuple[Reading, ...]:
    """Every schedule of the file. InputError with the place of what is wrong."""
    data = read_json(content, file=file)
    answers = [one for answer in (data if isinstance(data, list) else [data]) for one in _single(answer)]
    if not answers:
        raise InputError(f"{file} is empty; expected {EXPECTED[vendor]}")
    readings = tuple(_reading(answer, file=file, vendor=vendor) for answer in answers)
    names = [one.schedule for one in readings]
    if twice := [name for place, name in enumerate(names) if name in names[:place]]:
        raise InputError(f"{file} has the schedule {show(twice[0])} twice; expected one answer for each")
    return readings


def _single(answer: Any) -> Iterator[Any]:
    """PagerDuty lists several schedules under one key."""
    several = answer.get("schedules") if isinstance(answer, dict) else None
    if isinstance(several, list):
        yield from ({"schedule": one} for one in several)
    else:
        yield answer


def _reading(answer: Any, *, file: str, vendor: Vendor) -> Reading:
    try:
        if vendor == "pagerduty":
            schedule = PagerDutyAnswer.model_validate(answer).schedule
            return Reading(schedule=schedule.name, shown=tuple(schedule.shown()))
        timeline = OpsgenieAnswer.model_validate(answer).data
        return Reading(schedule=timeline.parent.name, shown=tuple(timeline.shown()), since=timeline.start, until=timeline.end)
    except ValidationError as error:
        raise complaints(error, file=file, expected=EXPECTED[vendor]) from None
