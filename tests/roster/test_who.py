"""Who is on: the timeline says what a scan of all shifts says, at every instant."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from estate.roster.lock import Answer, Lock, Shift
from estate.roster.who import Timeline, timeline

ZERO = datetime(2026, 12, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
PEOPLE = ("cedar", "linden", "olive")


def lock(*stretches: tuple[int, int, str]) -> Lock:
    """Shifts from hour to hour; each in a lane of its own, so that they may overlap."""
    shifts = tuple(
        Shift(start=ZERO + begin * HOUR, end=ZERO + end * HOUR, lane=f"lane-{place}", date=date(2026, 12, 7), who=who)
        for place, (begin, end, who) in enumerate(stretches)
    )
    return Lock(roster="ops", made_from="x", answer=Answer(status="optimal", cost=0, bound=0), shifts=shifts, rotations=())


def scanned(found: Lock, hour: float) -> set[str]:
    instant = ZERO + hour * HOUR
    return {shift.who for shift in found.shifts if shift.start <= instant < shift.end}


def people(known: Timeline, hour: float) -> set[str]:
    return {shift.who for shift in known.at(ZERO + hour * HOUR)}


STRETCHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 26), st.sampled_from(PEOPLE)).map(lambda one: (one[0], one[0] + one[1], one[2])),
    max_size=12,
)


@given(STRETCHES)
def test_at_every_half_hour_those_are_on_whom_a_scan_finds(stretches: list[tuple[int, int, str]]) -> None:
    found = lock(*stretches)
    known = timeline(found)
    for half in range(-2, 140):
        assert people(known, half / 2) == scanned(found, half / 2), f"at {half / 2} h"


@given(STRETCHES, st.integers(-2, 68))
def test_hand_offs_are_the_hours_at_which_a_scan_finds_other_people(stretches: list[tuple[int, int, str]], after: int) -> None:
    found = lock(*stretches)
    told = [
        (round((change.at - ZERO) / HOUR), {*change.goes}, {*change.comes}) for change in timeline(found).hand_offs(ZERO + after * HOUR)
    ]
    expected = []
    for hour in range(after + 1, 70):
        before, now = scanned(found, hour - 0.5), scanned(found, hour)
        if before != now:
            expected.append((hour, before - now, now - before))
    assert told == expected


@given(STRETCHES, st.integers(0, 66), st.sampled_from(PEOPLE))
def test_somebody_stays_until_the_first_hour_without_them(stretches: list[tuple[int, int, str]], hour: int, person: str) -> None:
    found = lock(*stretches)
    leaves = timeline(found).until(person, ZERO + hour * HOUR)
    without = next((later for later in range(hour, 70) if person not in scanned(found, later)), None)
    assert (round((leaves.at - ZERO) / HOUR) if leaves else None) == (without if without != hour else None)


def test_a_shift_ends_where_the_next_begins_and_belongs_to_the_next() -> None:
    known = timeline(lock((0, 8, "cedar"), (8, 16, "olive")))
    assert people(known, 8) == {"olive"}
    assert people(known, 7.99) == {"cedar"}


def test_who_stays_for_the_next_shift_hands_nothing_off() -> None:
    (first, last) = timeline(lock((0, 8, "cedar"), (8, 16, "cedar"), (16, 20, "olive"))).hand_offs(ZERO)
    assert ((first.at - ZERO) / HOUR, first.goes, first.comes) == (16, ("cedar",), ("olive",))
    assert ((last.at - ZERO) / HOUR, last.goes, last.comes) == (20, ("olive",), ())


def test_a_lock_without_shifts_has_nobody_at_any_time() -> None:
    known = timeline(lock())
    assert known.at(ZERO) == ()
    assert [*known.hand_offs(ZERO)] == []
    assert known.first is None
    assert known.end is None
