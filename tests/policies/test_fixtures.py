"""Every check against the fixtures beside it, and against the same fixtures with one value after another made unknown."""

from pathlib import Path

import pytest

from estate.readiness.check import Check
from estate.readiness.fixtures import load_fixtures, run_fixture, with_unknowns
from estate.readiness.pack import load_pack

POLICIES = Path(__file__).parents[2] / "policies"
CHECKS = load_pack(POLICIES).checks
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


@every_check
def test_every_fixture_gets_its_verdict(check: Check) -> None:
    outcomes = [run_fixture(check, fixture, POLICIES) for fixture in load_fixtures(check, POLICIES)]
    complaints = [f"{one.fixture.name}: {one.complaint}" for one in outcomes if one.complaint]
    assert not complaints, "\n".join(complaints)


@every_check
def test_a_check_has_fixtures_that_pass_and_fail_and_are_undecided(check: Check) -> None:
    expected = {fixture.expect for fixture in load_fixtures(check, POLICIES)}
    assert {"pass", "fail", "undecided"} <= expected, f"{check.id} lacks { ({'pass', 'fail', 'undecided'} - expected) }"


@every_check
def test_what_is_not_known_only_ever_makes_a_verdict_undecided(check: Check) -> None:
    wrong = []
    for fixture in load_fixtures(check, POLICIES):
        for place, changed in with_unknowns(fixture):
            verdict = run_fixture(check, changed, POLICIES).verdict
            if verdict is None or verdict.outcome not in (fixture.expect, "undecided") or "failed by itself" in verdict.text:
                wrong.append(f"{fixture.name}, {place} unknown: {verdict}")
    assert not wrong, "\n".join(wrong)
