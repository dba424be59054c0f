"""One event, and as many members as an event takes."""

from components.pagerduty.flexible_schedule import FlexibleSchedule, FlexibleScheduleArgs
from estate.roster.pagerduty.shifts import MOST_MEMBERS, Event, ShiftSchedule

EVENT = Event(
    name="Operations - morning, mondays from 2026-11-16",
    start="2026-11-16T05:00:00Z",
    end="2026-11-16T13:00:00Z",
    since="2026-11-15T05:00:00Z",
    until=None,
    recurrence="RRULE:FREQ=WEEKLY;BYDAY=MO",
    members=("PCEDARX",),
)
BOUNDED = Event(
    name="Operations - night, sundays from 2026-11-22",
    start="2026-11-22T20:00:00Z",
    end="2026-11-23T05:00:00Z",
    since="2026-11-21T20:00:00Z",
    until="2027-02-06T20:00:00Z",
    recurrence="RRULE:FREQ=WEEKLY;BYDAY=SU",
    members=("PCEIBAX", "PMESQUIT") * (MOST_MEMBERS // 2),
)


def smallest() -> None:
    schedule = ShiftSchedule(name="Operations - shifts", zone="Europe/Istanbul", events=(EVENT,))
    FlexibleSchedule("operations", FlexibleScheduleArgs(schedule=schedule, team_id="PTEAM01"))


def largest() -> None:
    schedule = ShiftSchedule(name="Operations - shifts", zone="Etc/UTC", events=(EVENT, BOUNDED))
    FlexibleSchedule("operations", FlexibleScheduleArgs(schedule=schedule, team_id="PTEAM01"))
