"""Which numbers are worth a look."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from estate.alerting.history.candidates import Candidate
from estate.alerting.history.front import Outcome, dominates, front, proposed
from tests.alerting.testing.worlds import alerting

SPEC = alerting().monitors[0]


def outcome(name: str, per_week: float, minutes: float | None, recall: float | None = 1.0) -> Outcome:
    entries = () if name == "present" else ({"name": name},)
    seconds = None if minutes is None else minutes * 60
    candidate = Candidate(spec=SPEC, words=name, entries=entries)
    return Outcome(candidate=candidate, per_week=per_week, recall=recall, detection=seconds, worst=seconds, precision=None)


PRESENT = outcome("present", 5, 10)
BETTER = outcome("better", 3, 10)
FASTER = outcome("faster", 9, 2)
BLIND = outcome("blind", 0, None, 0.0)
HALF = outcome("half", 1, 10, 0.5)
WORSE = outcome("worse", 6, 12)


def words(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [one.candidate.words for one in outcomes]


def test_what_is_beaten_in_everything_is_not_on_the_front() -> None:
    assert words(front([PRESENT, BETTER, FASTER, BLIND, HALF, WORSE])) == ["blind", "half", "better", "faster"]


def test_of_the_same_figures_the_first_one_stands() -> None:
    assert words(front([PRESENT, outcome("same", 5, 10)])) == ["present"]


def test_fewer_calls_are_proposed_that_miss_no_more() -> None:
    assert proposed([PRESENT, BETTER, FASTER, BLIND, HALF, WORSE], PRESENT) is BETTER


def test_where_only_missing_more_is_quieter_nothing_is_proposed() -> None:
    assert proposed([PRESENT, HALF, BLIND, WORSE], PRESENT) is PRESENT


def test_numbers_that_found_nothing_say_nothing_of_better_ones() -> None:
    present = outcome("present", 5, None, 0.0)
    assert proposed([present, BETTER, BLIND], present) is present


figures = st.builds(outcome, st.just("x"), st.integers(0, 4), st.none() | st.integers(0, 4), st.sampled_from([0.0, 0.5, 1.0]))


@given(st.lists(figures, min_size=1, max_size=12))
def test_nothing_beats_the_front_and_everything_else_is_beaten(outcomes: list[Outcome]) -> None:
    kept = front(outcomes)
    assert kept
    assert not any(dominates(one, other) or dominates(other, one) for one, other in combinations(kept, 2))
    points = {one.coordinates for one in kept}
    assert all(one.coordinates in points or any(dominates(best, one) for best in kept) for one in outcomes)
