"""What to mend, and in which order: the most risk for the least effort first."""

from typing import Any

import pytest

from estate.readiness.gaps import Gap, gaps, gaps_of
from estate.readiness.judge import Result
from tests.readiness.reports import a_card, a_check, a_result, no_place, not_forced


def found(*results: Result) -> tuple[Gap, ...]:
    return gaps(results, place_of=no_place, forced=not_forced)


def ids(some: tuple[Gap, ...]) -> list[str]:
    return [gap.check.id for gap in some]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"severity": "high"}, {"severity": "medium"}, id="the more severe of equal effort"),
        pytest.param({"effort": "minutes"}, {"effort": "days"}, id="the quicker of equal severity"),
        pytest.param(
            {"severity": "high", "effort": "minutes"}, {"severity": "critical", "effort": "days"}, id="quick and nearly as severe"
        ),
        pytest.param(
            {"severity": "critical", "effort": "days"}, {"severity": "medium", "effort": "minutes"}, id="of even bargains the risk"
        ),
        pytest.param({"level": "poc"}, {"level": "pilot"}, id="the level that all need"),
        pytest.param({"level": "pilot"}, {"level": "production"}, id="the lower level"),
    ],
)
def test_the_best_bargain_comes_first(first: dict[str, Any], second: dict[str, Any]) -> None:
    # The ids would order them the other way.
    assert ids(found(a_result(a_check("a_second", **second)), a_result(a_check("b_first", **first)))) == ["b_first", "a_second"]


def test_of_equals_the_one_that_helps_more_things_comes_first_then_the_name() -> None:
    one, many, last = a_check("a_one"), a_check("b_many"), a_check("c_last")
    results = (a_result(last), a_result(one), a_result(many, of="till"), a_result(many, of="shelf"))
    assert ids(found(*results)) == ["b_many", "a_one", "c_last"]


def test_a_check_is_one_gap_that_names_each_thing_once() -> None:
    check = a_check()
    (gap,) = found(a_result(check, of="till"), a_result(check, of="shelf"), a_result(check, of="till", name="till-queue"))
    assert gap.subjects == ("till", "shelf")
    assert len(gap.results) == 3


def test_what_belongs_to_nobody_is_named_by_itself() -> None:
    (gap,) = found(a_result(a_check(), belongs_to=None, title="aws:kms/key audit"))
    assert gap.subjects == ("aws:kms/key audit",)


def test_a_failure_is_told_before_what_could_not_be_seen() -> None:
    check = a_check()
    (gap,) = found(a_result(check, outcome="undecided", text="not known yet"), a_result(check, of="shelf", text="it is public"))
    assert gap.words == "it is public"
    (unseen,) = found(a_result(check, outcome="undecided", text="not known yet"))
    assert unseen.words == "not known yet"


def test_a_place_is_the_catalogs_else_the_programs_each_once() -> None:
    check = a_check()
    results = [
        a_result(check, of="till", source="stacks/services.py:3"),
        a_result(check, of="shelf", source="stacks/services.py:3"),
        a_result(check, of="sign", source="stacks/data.py:9"),
        a_result(check, of="nowhere"),
    ]
    (gap,) = gaps(results, place_of=lambda result: "catalog/x.yaml:1" if result.subject.name == "till" else None, forced=not_forced)
    assert gap.places == ("catalog/x.yaml:1", "stacks/services.py:3", "stacks/data.py:9")


@pytest.mark.parametrize(("stopped", "mandatory"), [("shelf", True), ("nobody", False)])
def test_what_stops_one_thing_is_mandatory(stopped: str, *, mandatory: bool) -> None:
    check = a_check()
    results = (a_result(check, of="till"), a_result(check, of="shelf"))
    (gap,) = gaps(results, place_of=no_place, forced=lambda result: result.subject.name == stopped)
    assert gap.mandatory is mandatory


@pytest.mark.parametrize(
    ("level", "wants", "expected"),
    [
        pytest.param("poc", "production", ["a_poc"], id="only what is asked for"),
        pytest.param("production", "poc", ["a_poc", "b_production"], id="also what was not promised, when it is asked for"),
        pytest.param(None, "poc", ["a_poc"], id="else what was promised"),
        pytest.param(None, "production", ["a_poc", "b_production"], id="all levels below too"),
    ],
)
def test_a_gap_is_what_keeps_a_thing_from_its_level(level: Any, wants: Any, expected: list[str]) -> None:
    card = a_card("till", a_result(a_check("a_poc", level="poc")), a_result(a_check("b_production", level="production")), wants=wants)
    assert ids(gaps_of((card,), level, place_of=no_place, forced=not_forced)) == expected


@pytest.mark.parametrize("outcome", ["pass", "waived", "not_applicable"])
def test_what_is_good_enough_is_no_gap(outcome: str) -> None:
    card = a_card("till", a_result(a_check(), outcome=outcome))
    assert gaps_of((card,), None, place_of=no_place, forced=not_forced) == ()


def test_an_empty_estate_has_no_gap() -> None:
    assert gaps_of((), None, place_of=no_place, forced=not_forced) == ()
