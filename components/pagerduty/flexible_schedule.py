"""A roster's schedule in the form that will follow that of layers."""

from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from estate.roster.pagerduty.shifts import Event, ShiftSchedule


@dataclass(frozen=True, kw_only=True)
class FlexibleScheduleArgs:
    """Who is on in the lanes that share a clock."""

    schedule: ShiftSchedule
    team_id: pulumi.Input[str]
    """Who owns it."""


class FlexibleSchedule(pulumi.ComponentResource):
    """A shift-based schedule, each event in a rotation of its own. Nothing pages from it: the provider restarts what it bounds."""

    schedule_id: pulumi.Output[str]

    def __init__(self, name: str, args: FlexibleScheduleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:FlexibleSchedule", name, None, opts)
        schedule = pagerduty.Schedulev2(
            name,
            name=args.schedule.name,
            description="Everybody who is on, in one view. Nothing pages from here; the schedules of layers do.",
            time_zone=args.schedule.zone,
            teams=[args.team_id],
            rotations=[pagerduty.Schedulev2RotationArgs(events=[_event(event)]) for event in args.schedule.events],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.schedule_id = schedule.id
        self.register_outputs({"schedule_id": self.schedule_id})


def _event(event: Event) -> pagerduty.Schedulev2RotationEventArgs:
    members = [
        pagerduty.Schedulev2RotationEventAssignmentStrategyMemberArgs(type="user_member", user_id=member) for member in event.members
    ]
    turns = pagerduty.Schedulev2RotationEventAssignmentStrategyArgs(
        type="rotating_member_assignment_strategy", shifts_per_member=1, members=members
    )
    return pagerduty.Schedulev2RotationEventArgs(
        name=event.name,
        start_time=event.start,
        end_time=event.end,
        effective_since=event.since,
        effective_until=event.until,
        recurrences=[event.recurrence],
        assignment_strategies=[turns],
    )
