"""A roster that nobody can fill is refused with the least that conflicts, and with what would do."""

from dataclasses import replace

import pytest

from estate.errors import InputError
from estate.roster.solver.core import Inquiry, conflict
from estate.roster.solver.problem import Problem, pose
from estate.roster.solver.refusal import refuse
from tests.roster.solver.teams import facts, is_away, plain, planned_work, posed

BOTH_AWAY = (is_away("ceiba", "2026-11-16", "2026-11-22"), is_away("mesquite", "2026-11-16", "2026-11-22"))


@pytest.fixture(scope="module")
def nobody() -> Problem:
    """One person is left for seven nights of nine hours and a quarter."""
    return posed(plain(absences=BOTH_AWAY))


@pytest.fixture(scope="module")
def refusal(nobody: Problem) -> str:
    return str(refuse(nobody, facts(nobody.roster), impossible=True))


def test_each_part_of_a_conflict_is_needed(nobody: Problem) -> None:
    inquiry = Inquiry(nobody)
    found = set(conflict(inquiry))
    others = set(inquiry.reasons) - found
    assert inquiry.status(others) == "infeasible"
    assert [inquiry.status(others | {reason}) for reason in found] == ["feasible"] * len(found)


def test_a_conflict_is_told_with_the_week_the_absences_and_the_rule(refusal: str) -> None:
    conflicting = refusal.split("any one of these")[0]
    assert "one in night on every day of 16-22 November 2026" in conflicting
    assert "absence of ceiba 16-22 November 2026" in conflicting
    assert "absence of mesquite 16-22 November 2026" in conflicting
    assert len(conflicting.splitlines()) == 5


def test_what_would_do_is_told_the_cheapest_first(refusal: str) -> None:
    steps = refusal.split("the cheapest first:\n")[1].splitlines()
    assert steps[0] == "    without the absence of ceiba 16-22 November 2026"
    assert steps[-2:] == ["    one more member in mx", "The lock stays as it is."]


def test_what_was_neither_found_nor_ruled_out_is_not_called_impossible() -> None:
    problem = posed(plain())
    error = refuse(problem, facts(problem.roster), impossible=False)
    assert isinstance(error, InputError)
    assert "no solution was found, and none was ruled out" in str(error)


def test_an_owner_who_is_away_when_the_work_opens_is_told_with_what_would_do() -> None:
    roster = plain(absences=(is_away("cedar", "2026-11-23", "2026-11-29"),))
    known = replace(facts(roster), maintenance=(planned_work("cedar", "2026-11-25T09:30"),))
    text = str(refuse(pose(roster, known, locks={}, old=None), known, impossible=True))
    assert "cedar on shift when move opens on 2026-11-25 06:30 UTC" in text
    assert "    another owner, or another time: cedar on shift when move opens" in text
    assert "    without the absence of cedar 23-29 November 2026" in text
