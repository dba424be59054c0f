"""Rotations give exactly what is planned, and what has begun is only ever bounded."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.roster.lock import Rotation, Shift
from estate.roster.rotations import continued, fitted, rendered

WEEK = timedelta(weeks=1)
FIRST = date(2027, 3, 1)
SEAT = ("night", "monday", 1)
NAMES = st.sampled_from(["cedar", "olive", "plane", "linden"])


def end(count: int) -> date:
    return FIRST + count * WEEK


def plan(names: Sequence[str], first: date = FIRST) -> dict[date, str]:
    return {first + place * WEEK: name for place, name in enumerate(names)}


def shifts(names: Sequence[str]) -> list[Shift]:
    return [shift(day, name) for day, name in plan(names).items()]


def shift(day: date, who: str, instead_of: str | None = None) -> Shift:
    start = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    why = "swap" if instead_of else "rotation"
    return Shift(start=start, end=start + timedelta(hours=9), lane="night", date=day, who=who, why=why, instead_of=instead_of)


def given_by(rotations: Sequence[Rotation], count: int) -> list[str | None]:
    told = rendered(rotations, first=FIRST, end=end(count))
    return [told.get(("night", FIRST + place * WEEK, 1)) for place in range(count)]


@pytest.mark.parametrize(
    ("names", "members"),
    [
        pytest.param("aaaa", "a", id="always the same"),
        pytest.param("abab", "ab", id="in turn"),
        pytest.param("abcab", "abc", id="the last turn is not complete"),
        pytest.param("aabaab", "aab", id="somebody has two of three"),
        pytest.param("abcd", "abcd", id="no turn at all"),
    ],
)
def test_a_rotation_has_the_shortest_list_that_gives_the_plan(names: str, members: str) -> None:
    (rotation,) = fitted(SEAT, plan(names))
    assert "".join(rotation.members) == members
    assert rotation.until is None


def test_no_rotation_has_more_members_than_a_vendor_takes() -> None:
    names = [f"person-{place}" for place in range(45)]
    rotations = list(fitted(SEAT, plan(names)))
    assert [len(one.members) for one in rotations] == [20, 20, 5]
    assert [one.until for one in rotations] == [end(20), end(40), None]


@given(st.lists(NAMES, min_size=1, max_size=53))
def test_rotations_give_the_plan_and_nothing_else(names: list[str]) -> None:
    rotations = list(fitted(SEAT, plan(names)))
    assert given_by(rotations, len(names)) == names
    assert all(len(one.members) <= 20 for one in rotations)


def test_a_week_without_anybody_is_given_to_nobody() -> None:
    days = plan(["cedar", "olive", "cedar", "olive"])
    del days[FIRST + 2 * WEEK]
    assert given_by(list(fitted(SEAT, days)), 4) == ["cedar", "olive", None, "olive"]


@given(st.lists(NAMES, min_size=4, max_size=30), st.data())
def test_a_change_bounds_what_has_begun_and_appends(names: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.integers(1, len(names) - 1))
    changed = [*names[:kept], *data.draw(st.lists(NAMES, min_size=len(names) - kept, max_size=len(names) - kept))]
    old = continued((), shifts(names), first=FIRST, end=end(len(names)))
    new = continued(old, shifts(changed), first=FIRST, end=end(len(names)))
    assert given_by(new, len(names)) == changed
    begun = [one for one in old if one.since < end(kept)]
    assert [one.model_copy(update={"until": None}) for one in new[: len(begun)]] == [
        one.model_copy(update={"until": None}) for one in begun
    ]


def test_after_two_changes_all_that_was_ever_begun_is_there() -> None:
    first = continued((), shifts("aaaaaa"), first=FIRST, end=end(6))
    second = continued(first, shifts("aabbbb"), first=FIRST, end=end(6))
    third = continued(second, shifts("aabbcc"), first=FIRST, end=end(6))
    assert [("".join(one.members), one.since, one.until) for one in third] == [
        ("a", FIRST, end(2)),
        ("b", end(2), end(4)),
        ("c", end(4), None),
    ]


def test_what_still_holds_is_not_touched() -> None:
    old = continued((), shifts("abab"), first=FIRST, end=end(4))
    assert continued(old, shifts("ababab"), first=FIRST, end=end(6)) == old


def test_a_swap_changes_no_rotation() -> None:
    old = continued((), shifts("abab"), first=FIRST, end=end(4))
    swapped = [*shifts("aba"), shift(FIRST + 3 * WEEK, "c", instead_of="b")]
    assert continued(old, swapped, first=FIRST, end=end(4)) == old


def test_a_lane_that_is_given_up_ends_its_rotations() -> None:
    old = continued((), shifts("abab"), first=FIRST, end=end(4))
    (after,) = continued(old, shifts("ab"), first=FIRST, end=end(4))
    assert after.until == end(2)
