from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.cycles import round_trips
from tests.catalog.estates import TILL, Estate

TRIPS: dict[str, tuple[Mapping[str, Sequence[str]], set[tuple[str, ...]]]] = {
    "none": ({"a": ["b"], "b": ["c"], "c": []}, set()),
    "a diamond is no round trip": ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, set()),
    "two": ({"a": ["b"], "b": ["a"]}, {("a", "b", "a")}),
    "it begins with its first name": ({"a": ["c"], "b": ["c"], "c": ["b"]}, {("b", "c", "b")}),
    "two that share a service": ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, {("a", "b", "a"), ("a", "c", "a")}),
    "two apart": ({"a": ["b"], "b": ["a"], "x": ["y"], "y": ["z"], "z": ["x"]}, {("a", "b", "a"), ("x", "y", "z", "x")}),
}


@pytest.mark.parametrize(("needs", "trips"), TRIPS.values(), ids=TRIPS)
def test_each_round_trip_is_found_once(needs: Mapping[str, Sequence[str]], trips: set[tuple[str, ...]]) -> None:
    found = list(round_trips(needs))
    assert set(found) == trips
    assert len(found) == len(trips)


def has_cycle(needs: Mapping[str, Sequence[str]]) -> bool:
    """By definition: a graph has no cycle when some order of its names never looks back."""
    return not any(
        all(order.index(name) < order.index(other) for name, others in needs.items() for other in others) for order in permutations(needs)
    )


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), unique=True), min_size=1))
def test_a_round_trip_is_found_exactly_where_there_is_one(drawn: dict[str, list[str]]) -> None:
    needs = {name: sorted(other for other in others if other in drawn and other != name) for name, others in sorted(drawn.items())}
    found = list(round_trips(needs))
    assert bool(found) == has_cycle(needs)
    assert len(set(found)) == len(found)
    for trip in found:
        assert trip[0] == trip[-1] == min(trip)
        assert all(after in needs[before] for before, after in pairwise(trip))


def test_a_round_trip_of_ten_thousand_ends_and_is_cut() -> None:
    names = [f"s{index:05}" for index in range(10_000)]
    needs = {name: [names[(index + 1) % len(names)]] for index, name in enumerate(names)}
    (trip,) = round_trips(needs)
    assert trip[:2] == ("s00000", "s00001")
    assert "... 9,988 more ..." in trip
    assert trip[-2:] == ("s09999", "s00000")


def test_the_estate_says_which_services_go_round(estate: Estate) -> None:
    bell = TILL.replace("till", "bell").replace("bell.md", "till.md").replace("service: shelf", "service: till")
    estate.write("services/bell.yaml", bell)
    estate.release("bell")
    estate.change("services/till.yaml", "need: hard}", "need: hard}\n  - {service: bell, need: hard}")
    (mistake,) = estate.mistakes()
    assert mistake.splitlines() == [
        "catalog/services/bell.yaml:10:5  depends_on[0]: hard dependencies go round: bell -> till -> bell",
        "    make one of them soft, or say which one starts without the other",
    ]
    estate.change("services/till.yaml", "service: bell, need: hard", "service: bell, need: soft")
    assert estate.mistakes() == []
