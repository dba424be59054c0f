"""Invariant 11: each shift has the instants of its lane's clock, by the pinned time zone database and by the machine's."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from estate.catalog.roster import Lane, format_instant
from estate.roster.lock import Shift
from estate.roster.proof.clock import installed, installed_version, pinned_version, slot
from estate.roster.proof.evidence import Case
from estate.roster.proof.violation import Violation

NO_DATABASE = "this machine has no time zone database of its own; anchors were resolved by the pinned one alone"


def anchors(case: Case) -> Iterator[Violation]:
    """Shifts that lie elsewhere than their lane, and lanes that two databases put elsewhere."""
    for shift in case.lock.shifts:
        lane = case.lanes.get(shift.lane)
        if lane:
            yield from _shift(case, lane, shift)
    for lane in case.roster.lanes:
        for day in case.dates:
            yield from _two_databases(case, lane, day)


def _shift(case: Case, lane: Lane, shift: Shift) -> Iterator[Violation]:
    start, end = case.slot(lane, shift.date)
    if (shift.start, shift.end) != (start, end):
        text = (
            f"the {shift.lane} of {shift.date} is {_interval(shift.start, shift.end)}; "
            f"{lane.start} in {lane.zone} and its length give {_interval(start, end)}"
        )
        yield Violation(invariant=11, roster=case.roster.name, at=shift.start, who=shift.who, text=text)
    if timedelta(minutes=shift.handover_minutes) != lane.handover:
        minutes = lane.handover // timedelta(minutes=1)
        text = f"the {shift.lane} of {shift.date} has a handover of {shift.handover_minutes} minutes; the lane has {minutes}"
        yield Violation(invariant=11, roster=case.roster.name, at=shift.start, who=shift.who, text=text)


def _two_databases(case: Case, lane: Lane, day: date) -> Iterator[Violation]:
    zone = installed(lane.zone)
    if zone is None:
        return
    here, pinned = slot(day, lane.start, lane.length, zone), case.slot(lane, day)
    if here != pinned:
        text = (
            f"the {lane.name} of {day} is {_interval(*pinned)} by tzdata {pinned_version()} and {_interval(*here)} "
            f"by this machine's {installed_version() or 'database'}; {lane.zone} has changed: take the newer one and solve again"
        )
        yield Violation(invariant=11, roster=case.roster.name, at=min(here[0], pinned[0]), text=text)


def _interval(start: datetime, end: datetime) -> str:
    return f"{format_instant(start)} to {format_instant(end)}"
