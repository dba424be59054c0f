"""One seat with one rotation, and two seats of which one has two."""

from components.pagerduty.lane_schedules import LaneSchedules, LaneSchedulesArgs
from estate.roster.pagerduty.layers import LaneSchedule, Layer, Restriction
from tests.components.samples.pagerduty.places import MORNING, SECOND

FIRST = Layer(
    name="monday from 2026-11-16",
    start="2026-11-15T05:00:00Z",
    users=("PCEDARX",),
    restriction=Restriction(start_day=1, start_time="08:00:00", duration_seconds=28_800),
)
NEXT = Layer(
    name="monday from 2027-02-08",
    start="2027-02-07T05:00:00Z",
    users=("PCEDARX", "PPLANEX", "PCEDARX"),
    restriction=Restriction(start_day=1, start_time="08:00:00", duration_seconds=28_800),
)


def smallest() -> None:
    schedule = LaneSchedule(seat=MORNING, name="Operations - morning", zone="Europe/Istanbul", layers=(FIRST,))
    LaneSchedules("operations", LaneSchedulesArgs(schedules=[schedule], team_id="PTEAM01"))


def largest() -> None:
    schedules = [
        LaneSchedule(seat=MORNING, name="Operations - morning", zone="Europe/Istanbul", layers=(FIRST, NEXT)),
        LaneSchedule(seat=SECOND, name="Operations - morning 2", zone="Europe/Kiev", layers=(FIRST,)),
    ]
    LaneSchedules("operations", LaneSchedulesArgs(schedules=schedules, team_id="PTEAM01"))
