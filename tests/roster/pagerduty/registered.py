"""What a roster's schedules are registered with, in either form."""

from collections.abc import Mapping
from typing import Any

from components.pagerduty.flexible_schedule import FlexibleSchedule, FlexibleScheduleArgs
from components.pagerduty.lane_schedules import LaneSchedules, LaneSchedulesArgs
from estate.catalog.roster import Roster
from estate.roster.lock import Lock
from estate.roster.pagerduty.layers import lane_schedules
from estate.roster.pagerduty.shifts import shift_schedules
from tests.components.accepted import refused
from tests.components.builds import graph_of
from tests.roster.handmade import people_of

Inputs = Mapping[str, Mapping[str, Any]]
"""By the name that people see."""


def layers(roster: Roster, lock: Lock) -> Inputs:
    """The inputs of the schedules of layers."""
    decided = lane_schedules(roster, lock, people_of(roster))
    recording = graph_of(lambda: _made(LaneSchedules(roster.name, LaneSchedulesArgs(schedules=decided, team_id="PTEAM01"))))
    assert not refused(recording.resources)
    return {one.inputs["name"]: one.inputs for one in recording.resources if one.type == "pagerduty:index/schedule:Schedule"}


def shifts(roster: Roster, lock: Lock) -> Inputs:
    """The inputs of the shift-based schedules."""
    decided = shift_schedules(roster, lock, people_of(roster))

    def program() -> None:
        for one in decided:
            FlexibleSchedule(one.name, FlexibleScheduleArgs(schedule=one, team_id="PTEAM01"))

    recording = graph_of(program)
    assert not refused(recording.resources)
    return {one.inputs["name"]: one.inputs for one in recording.resources if one.type == "pagerduty:index/schedulev2:Schedulev2"}


def _made(_component: object) -> None:
    """A program gives nothing."""
