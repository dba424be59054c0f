from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from estate.roster.lock import Answer, Lock, Shift
from estate.roster.proof.agreement import Difference, Part, Rendered, Sample, differences, instants_to_sample, sampled_differences

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hour(count: int) -> datetime:
    return MONDAY + count * HOUR


def shift(start: int, end: int, who: str, lane: str = "day") -> Shift:
    return Shift(start=hour(start), end=hour(end), lane=lane, date=hour(start).date(), who=who)


def shown(start: int, end: int, person: str) -> Rendered:
    return Rendered(person=person, start=hour(start), end=hour(end))


LOCK = Lock(
    roster="shop",
    made_from="sha256:0",
    answer=Answer(status="optimal", cost=0, bound=0),
    shifts=(shift(8, 16, "ash"), shift(15, 23, "birch", "late"), shift(32, 40, "birch")),
    rotations=(),
)
SAME = [shown(8, 16, "ash"), shown(15, 23, "birch"), shown(32, 40, "birch")]


def apart(start: int, end: int, locked: str, rendered: str) -> Difference:
    return Difference(start=hour(start), end=hour(end), locked=frozenset(locked.split()), rendered=frozenset(rendered.split()))


def test_a_form_that_cuts_and_joins_shifts_agrees() -> None:
    assert (
        differences(LOCK, [shown(8, 10, "ash"), shown(10, 16, "ash"), shown(15, 24, "birch"), shown(32, 40, "birch")][:2] + SAME[1:]) == ()
    )


def test_local_times_of_the_other_form_are_compared_as_instants() -> None:
    zoned = [
        Rendered(person="ash", start=datetime.fromisoformat("2027-03-01T11:00+03:00"), end=datetime.fromisoformat("2027-03-01T19:00+03:00"))
    ]
    assert differences(LOCK, zoned + SAME[1:]) == ()


def test_every_difference_is_an_interval_with_both_sides() -> None:
    rendered = [shown(8, 15, "ash"), shown(15, 23, "birch"), shown(32, 36, "birch"), shown(36, 40, "cedar")]
    assert differences(LOCK, rendered) == (apart(15, 16, "ash birch", "birch"), apart(36, 40, "birch", "cedar"))


def test_somebody_on_while_the_lock_has_nobody_is_a_difference() -> None:
    assert differences(LOCK, [*SAME, shown(25, 26, "ash")]) == (apart(25, 26, "", "ash"),)


def test_one_lane_or_one_person_is_compared_alone() -> None:
    assert differences(LOCK, [shown(15, 23, "birch")], part=Part(lane="late")) == ()
    assert differences(LOCK, [shown(15, 23, "birch"), shown(32, 40, "birch")], part=Part(person="birch")) == ()
    assert differences(LOCK, [], part=Part(lane="late")) == (apart(15, 23, "birch", ""),)


def test_what_lies_outside_the_question_is_not_compared() -> None:
    assert differences(LOCK, [shown(8, 16, "ash"), shown(15, 23, "birch"), shown(40, 80, "cedar")], part=Part(until=hour(30))) == ()
    assert differences(LOCK, [*SAME, shown(40, 80, "cedar"), shown(0, 8, "cedar")]) == ()


def test_a_lock_without_shifts_differs_from_nothing() -> None:
    assert differences(LOCK.model_copy(update={"shifts": ()}), SAME) == ()


def test_samples_on_both_sides_of_each_boundary_find_a_moved_hand_off() -> None:
    def on_at(instant: datetime) -> frozenset[str]:
        moved = [shown(8, 15, "ash"), *SAME[1:]]
        return frozenset(one.person for one in moved if one.start <= instant < one.end)

    samples = [Sample(at=instant, people=on_at(instant)) for instant in instants_to_sample(LOCK)]
    (first, second) = sampled_differences(LOCK, samples)
    assert (first.start, first.locked, first.rendered) == (hour(15), {"ash", "birch"}, {"birch"})
    assert (second.start, second.locked, second.rendered) == (hour(16) - timedelta(seconds=1), {"ash", "birch"}, {"birch"})


Span = tuple[int, int, str]
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["ash", "birch", "cedar"])),
    max_size=6,
)


@given(locked=SPANS, other=SPANS)
def test_the_differences_are_those_that_an_hour_by_hour_count_finds(
    locked: list[tuple[int, int, str]], other: list[tuple[int, int, str]]
) -> None:
    lock = LOCK.model_copy(update={"shifts": tuple(shift(start, start + length, who) for start, length, who in locked)})
    rendered = [shown(start, start + length, who) for start, length, who in other]
    found = differences(lock, rendered, part=Part(since=hour(0), until=hour(80)))
    for count in range(80):
        want = {who for start, length, who in locked if start <= count < start + length}
        seen = {who for start, length, who in other if start <= count < start + length}
        stated = [one for one in found if one.start <= hour(count) < one.end]
        assert [(set(one.locked), set(one.rendered)) for one in stated] == ([(want, seen)] if locked and want != seen else [])
