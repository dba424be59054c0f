"""Vendors' rendered shifts in the JSON that their APIs document; what we do not need of it is ignored."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from estate.roster.readback.shown import Shown


class Form(BaseModel):
    """A part of a vendor's JSON."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class UserReference(Form):
    """PagerDuty: somebody."""

    id: str


class RenderedEntry(Form):
    """PagerDuty REST API, GET /schedules/{id}: an entry of rendered_schedule_entries."""

    start: AwareDatetime
    end: AwareDatetime
    user: UserReference


class RenderedEntries(Form):
    """Its final_schedule: layers and overrides, merged."""

    rendered_schedule_entries: tuple[RenderedEntry, ...]


class PagerDutySchedule(Form):
    """A schedule made of layers."""

    id: str
    name: str
    final_schedule: RenderedEntries

    def shown(self) -> Iterator[Shown]:
        """Who is on."""
        for entry in self.final_schedule.rendered_schedule_entries:
            yield Shown(user=entry.user.id, start=entry.start, end=entry.end)


class Member(Form):
    """PagerDuty v3: somebody, or nobody: an `empty_member` has no id."""

    user_id: str | None = None


class ComputedShift(Form):
    """PagerDuty REST API, GET /v3/schedules/{id}?include[]=final_schedule: they overlap where several are on."""

    start_time: AwareDatetime
    end_time: AwareDatetime
    member: Member
    source: "Source | None" = None


class Source(Form):
    """What a shift comes from."""

    type: str
    rotation_id: str | None = None


class ComputedShifts(Form):
    """The final_schedule of v3."""

    computed_shift_assignments: tuple[ComputedShift, ...]


class PagerDutyV3Schedule(Form):
    """A schedule made of rotations."""

    id: str
    name: str
    final_schedule: ComputedShifts

    def shown(self) -> Iterator[Shown]:
        """Who is on; stretches of nobody are left out."""
        for shift in self.final_schedule.computed_shift_assignments:
            if shift.member.user_id:
                yield Shown(user=shift.member.user_id, start=shift.start_time, end=shift.end_time)


class PagerDutyAnswer(Form):
    """One schedule of either kind."""

    schedule: PagerDutySchedule | PagerDutyV3Schedule


class Recipient(Form):
    """Opsgenie: who is on; users are known by their address."""

    type: str
    username: str | None = None
    name: str | None = None


class Period(Form):
    """Opsgenie Schedule API, timeline: a stretch of a rotation."""

    start: Annotated[AwareDatetime, Field(alias="startDate")]
    end: Annotated[AwareDatetime, Field(alias="endDate")]
    recipient: Recipient | None = None


class TimelineRotation(Form):
    """One rotation's stretches."""

    periods: tuple[Period, ...] = ()


class Timeline(Form):
    """All rotations."""

    rotations: tuple[TimelineRotation, ...] = ()


class TimelineParent(Form):
    """The schedule."""

    id: str
    name: str


class OpsgenieTimeline(Form):
    """GET /v2/schedules/{id}/timeline."""

    parent: Annotated[TimelineParent, Field(alias="_parent")]
    start: Annotated[AwareDatetime | None, Field(alias="startDate")] = None
    end: Annotated[AwareDatetime | None, Field(alias="endDate")] = None
    final: Annotated[Timeline, Field(alias="finalTimeline")]

    def shown(self) -> Iterator[Shown]:
        """Who is on; teams, escalations and nobody are left out: a roster has people."""
        for rotation in self.final.rotations:
            for period in rotation.periods:
                who = period.recipient
                if who and who.type == "user" and (user := who.username or who.name):
                    yield Shown(user=user.lower(), start=period.start, end=period.end)


class OpsgenieAnswer(Form):
    """The answer around it."""

    data: OpsgenieTimeline


Vendor = Literal["pagerduty", "opsgenie"]


def within(shown: Iterable[Shown], *, since: datetime, until: datetime) -> tuple[Shown, ...]:
    """What of it lies in that time, each stretch once, in order of time."""
    return tuple(sorted({one for one in shown if one.start < until and one.end > since}, key=lambda one: (one.start, one.end, one.user)))
