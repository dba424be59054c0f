"""A roster's schedules, in the form that escalation policies can point at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from estate.roster.pagerduty.layers import LaneSchedule, Layer
from estate.roster.weekly import label


@dataclass(frozen=True, kw_only=True)
class LaneSchedulesArgs:
    """Who is on in each seat of a roster's lanes."""

    schedules: Sequence[LaneSchedule]
    team_id: pulumi.Input[str]
    """Who owns them."""


class LaneSchedules(pulumi.ComponentResource):
    """One schedule for each seat. Layers keep their places: by those alone the provider knows them again."""

    schedule_ids: Mapping[str, pulumi.Output[str]]
    """By the name of the schedule."""

    def __init__(self, name: str, args: LaneSchedulesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:LaneSchedules", name, None, opts)
        self.schedule_ids = {one.name: self._schedule(one, args).id for one in args.schedules}
        self.register_outputs({"schedule_ids": self.schedule_ids})

    def _schedule(self, schedule: LaneSchedule, args: LaneSchedulesArgs) -> pagerduty.Schedule:
        return pagerduty.Schedule(
            label(schedule.seat),
            name=schedule.name,
            description=f"Made from the lock of roster {schedule.seat.roster}; edits here are lost. Swaps are overrides.",
            time_zone=schedule.zone,
            teams=[args.team_id],
            layers=[_layer(layer) for layer in schedule.layers],
            opts=pulumi.ResourceOptions(parent=self),
        )


def _layer(layer: Layer) -> pagerduty.ScheduleLayerArgs:
    return pagerduty.ScheduleLayerArgs(
        name=layer.name,
        start=layer.start,
        rotation_virtual_start=layer.virtual_start,
        rotation_turn_length_seconds=layer.turn_seconds,
        users=list(layer.users),
        restrictions=[
            pagerduty.ScheduleLayerRestrictionArgs(
                type="weekly_restriction",
                start_day_of_week=layer.restriction.start_day,
                start_time_of_day=layer.restriction.start_time,
                duration_seconds=layer.restriction.duration_seconds,
            )
        ],
    )
