"""One who is on on Mondays, and a night whose people have changed."""

from collections.abc import Iterable
from datetime import timedelta

from components.datadog.on_call_schedule import OnCallSchedule, OnCallScheduleArgs
from estate.catalog.roster import Roster
from estate.roster.lock import Rotation
from estate.roster.vendor_datadog import schedules
from tests.roster.handmade import MONDAY, MORNING, NIGHT, a_lock, a_roster, everybody_in_turn, people_of, replaced


def smallest() -> None:
    roster = a_roster([MORNING])
    _build(roster, [everybody_in_turn(roster)[0].model_copy(update={"members": ("cedar",)})])


def largest() -> None:
    roster = a_roster([NIGHT])
    members = {"night": ("mesquite", "ceiba", "mesquite")}
    _build(roster, replaced(everybody_in_turn(roster), since=MONDAY + timedelta(weeks=3), members=members))


def _build(roster: Roster, rotations: Iterable[Rotation]) -> None:
    (schedule,) = schedules(roster, a_lock(roster, rotations), people_of(roster))
    OnCallSchedule("operations", OnCallScheduleArgs(schedule=schedule, team_id="11111111-1111-4111-8111-111111111111"))
