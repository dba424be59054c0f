"""A schedule of Datadog On-Call."""

from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.roster.vendor_datadog import TURN_DAYS, Layer, Restriction, Schedule


@dataclass(frozen=True, kw_only=True)
class OnCallScheduleArgs:
    """Who is on in one seat of a lane."""

    schedule: Schedule
    team_id: pulumi.Input[str]
    """Who owns it."""


class OnCallSchedule(pulumi.ComponentResource):
    """The schedule; its layers keep their order and their names, by which Datadog knows them again."""

    schedule_id: pulumi.Output[str]

    def __init__(self, name: str, args: OnCallScheduleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:OnCallSchedule", name, None, opts)
        schedule = datadog.OnCallSchedule(
            name,
            name=args.schedule.name,
            time_zone=args.schedule.zone,
            teams=[args.team_id],
            layers=[_layer(layer) for layer in args.schedule.layers],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.schedule_id = schedule.id
        self.register_outputs({"schedule_id": self.schedule_id})


def _layer(layer: Layer) -> datadog.OnCallScheduleLayerArgs:
    return datadog.OnCallScheduleLayerArgs(
        name=layer.name,
        effective_date=layer.effective_date,
        end_date=layer.end_date,
        rotation_start=layer.effective_date,
        interval=datadog.OnCallScheduleLayerIntervalArgs(days=TURN_DAYS),
        users=list(layer.users),
        restrictions=[_restriction(layer.restriction)],
    )


def _restriction(window: Restriction) -> datadog.OnCallScheduleLayerRestrictionArgs:
    return datadog.OnCallScheduleLayerRestrictionArgs(
        start_day=window.start_day, start_time=window.start_time, end_day=window.end_day, end_time=window.end_time
    )
