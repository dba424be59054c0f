"""A vendor's shifts against a lock: what differs is told as a stretch of time and people."""

from datetime import UTC, datetime, timedelta

from estate.roster.lock import Lock
from estate.roster.proof.agreement import Difference
from estate.roster.readback.comparison import Compared, Frame, compare, compare_samples
from estate.roster.readback.export import Reading
from estate.roster.readback.shown import Shown
from estate.roster.schedule_names import Seat, schedule_name
from tests.roster.handmade import AFTERNOON, MORNING, a_lock, a_roster

LOCK = a_lock(a_roster([MORNING, AFTERNOON], weeks=1))
"""Plane has the first morning, which is 05:00Z to 13:00Z."""
SEATS = {Seat(roster="operations", lane=lane): schedule_name(Seat(roster="operations", lane=lane)) for lane in ("morning", "afternoon")}
FRAME = Frame(lock=LOCK, names=SEATS, people={"P1": "cedar", "P2": "plane", "P3": "olive"})
IDS = {person: user for user, person in FRAME.people.items()}
MONDAY = datetime(2026, 11, 16, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shown(lock: Lock, lane: str) -> tuple[Shown, ...]:
    return tuple(Shown(user=IDS[one.who], start=one.start, end=one.end) for one in lock.shifts if one.lane == lane)


def readings(lock: Lock = LOCK) -> list[Reading]:
    return [Reading(schedule=name, shown=shown(lock, seat.lane)) for seat, name in SEATS.items()]


def test_a_vendor_that_shows_the_lock_agrees() -> None:
    assert compare(FRAME, readings()) == tuple(Compared(schedule=name, differences=()) for name in SEATS.values())


def test_an_hour_of_somebody_else_is_one_difference() -> None:
    first, other = readings()
    own = [one for one in first.shown if one.start != MONDAY]
    changed = Reading(
        schedule=first.schedule,
        shown=(
            *own,
            Shown(user="P2", start=MONDAY, end=MONDAY + HOUR),
            Shown(user="P9", start=MONDAY + HOUR, end=MONDAY + 2 * HOUR),
            Shown(user="P2", start=MONDAY + 2 * HOUR, end=MONDAY + 8 * HOUR),
        ),
    )
    found = compare(FRAME, [changed, other])
    difference = Difference(
        start=MONDAY + HOUR, end=MONDAY + 2 * HOUR, locked=frozenset({"plane"}), rendered=frozenset({"P9 (nobody in people.yaml)"})
    )
    assert [one.differences for one in found] == [(difference,), ()]


def test_a_schedule_that_is_not_shown_is_told_as_missing() -> None:
    found = compare(FRAME, readings()[:1])
    assert [(one.schedule, one.is_missing) for one in found] == [("Operations - morning", False), ("Operations - afternoon", True)]


def test_only_the_time_that_was_asked_for_is_compared() -> None:
    empty = [Reading(schedule=name, shown=(), since=MONDAY + HOUR, until=MONDAY + 3 * HOUR) for name in SEATS.values()]
    morning, afternoon = compare(FRAME, empty)
    assert [(one.start, one.end) for one in morning.differences] == [(MONDAY + HOUR, MONDAY + 3 * HOUR)]
    assert afternoon.differences == ()


def test_samples_on_both_sides_of_every_boundary_see_a_wrong_shift_whole() -> None:
    asked: list[datetime] = []

    def ask(schedule: str, instant: datetime) -> frozenset[str]:
        asked.append(instant)
        on = {IDS[one.who] for one in LOCK.shifts if schedule.endswith(one.lane) and one.start <= instant < one.end}
        return frozenset({"P3"}) if schedule.endswith("morning") and MONDAY <= instant < MONDAY + 8 * HOUR else frozenset(on)

    morning, afternoon = compare_samples(FRAME, ask)
    assert morning.differences == (
        Difference(start=MONDAY, end=MONDAY + 8 * HOUR, locked=frozenset({"plane"}), rendered=frozenset({"olive"})),
    )
    assert afternoon.differences == ()
    # Seven shifts in each lane: two instants at each of their fourteen edges, less the one before the first and the one after the last.
    assert len(asked) == 2 * (2 * 14 - 2)
