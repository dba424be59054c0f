"""A schedule of Opsgenie."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_opsgenie as opsgenie

from estate.roster.vendor_opsgenie import Restriction, Turns
from estate.roster.vendor_opsgenie import Schedule as Plan


@dataclass(frozen=True, kw_only=True)
class ScheduleArgs:
    """Who is on in one seat of a lane."""

    schedule: Plan
    team_id: pulumi.Input[str]
    """Who owns it."""
    user_ids: Mapping[str, pulumi.Input[str]]
    """Ids of Opsgenie's users, by the names of whoever takes turns."""


class Schedule(pulumi.ComponentResource):
    """The schedule and its rotations, each a resource of its own: ending one touches no other."""

    schedule_id: pulumi.Output[str]

    def __init__(self, name: str, args: ScheduleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:opsgenie:Schedule", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        schedule = opsgenie.Schedule(
            name, name=args.schedule.name, timezone=args.schedule.zone, enabled=True, owner_team_id=args.team_id, opts=child
        )
        for turns in args.schedule.rotations:
            opsgenie.ScheduleRotation(
                f"{name}.{turns.name.replace(' ', '-')}",
                schedule_id=schedule.id,
                name=turns.name,
                type="weekly",
                length=1,
                start_date=turns.start_date,
                end_date=turns.end_date,
                participants=_participants(turns, args.user_ids),
                time_restrictions=[_restriction(turns.restriction)],
                opts=child,
            )
        self.schedule_id = schedule.id
        self.register_outputs({"schedule_id": self.schedule_id})


def _participants(turns: Turns, user_ids: Mapping[str, pulumi.Input[str]]) -> list[opsgenie.ScheduleRotationParticipantArgs]:
    return [opsgenie.ScheduleRotationParticipantArgs(type="user", id=user_ids[person]) for person in turns.participants]


def _restriction(window: Restriction) -> opsgenie.ScheduleRotationTimeRestrictionArgs:
    only = opsgenie.ScheduleRotationTimeRestrictionRestrictionListArgs(
        start_day=window.start_day,
        start_hour=window.start_hour,
        start_min=window.start_min,
        end_day=window.end_day,
        end_hour=window.end_hour,
        end_min=window.end_min,
    )
    return opsgenie.ScheduleRotationTimeRestrictionArgs(type="weekday-and-time-of-day", restriction_list=[only])
