"""Which shifts need an override."""

from estate.roster.publishing.wanted import Wanted, unrotated, wanted
from estate.roster.schedule_names import Seat
from tests.roster.handmade import AFTERNOON, MORNING, a_lock, a_roster

LOCK = a_lock(a_roster([MORNING, AFTERNOON], weeks=2))


def test_a_lock_in_which_nobody_swapped_needs_none() -> None:
    assert wanted(LOCK) == ()
    assert list(unrotated(LOCK)) == []


def test_a_shift_that_the_rotation_gives_to_somebody_else_needs_one() -> None:
    shift = LOCK.shifts[3]
    swapped = shift.model_copy(update={"who": "mesquite", "instead_of": shift.who, "why": "swap"})
    lock = LOCK.model_copy(update={"shifts": (*LOCK.shifts[:3], swapped, *LOCK.shifts[4:])})
    seat = Seat(roster="operations", lane=shift.lane)
    assert wanted(lock) == (Wanted(seat=seat, date=shift.date, start=shift.start, end=shift.end, who="mesquite", instead_of=shift.who),)
    assert list(unrotated(lock)) == []


def test_a_shift_whose_rotation_says_another_is_found() -> None:
    shift = LOCK.shifts[3].model_copy(update={"who": "mesquite"})
    lock = LOCK.model_copy(update={"shifts": (*LOCK.shifts[:3], shift, *LOCK.shifts[4:])})
    assert list(unrotated(lock)) == [shift]


def test_a_shift_without_a_rotation_is_found() -> None:
    lock = LOCK.model_copy(update={"rotations": tuple(one for one in LOCK.rotations if one.weekday != "tuesday")})
    assert {shift.date.strftime("%A") for shift in unrotated(lock)} == {"Tuesday"}
