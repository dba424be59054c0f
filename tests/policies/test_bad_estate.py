"""Every check finds its mistake in a program that makes all of them: not only in the fixtures that were written for it."""

import pytest

from estate.readiness.check import Check
from estate.readiness.judge import judge
from estate.readiness.pack import load_pack
from tests.policies.bad_world import POLICIES, bad_worlds, modules

CHECKS = [check for check in load_pack(POLICIES).checks if check.pillar in modules()]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_fails_on_the_bad_estate(check: Check) -> None:
    verdicts = [result.verdict for world in bad_worlds(check.pillar) for result in judge((check,), world)]
    assert "fail" in {verdict.outcome for verdict in verdicts}, [
        f"{verdict.outcome}: {verdict.text}" for verdict in verdicts
    ] or "nothing judged"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_no_check_breaks_by_itself_on_the_bad_estate(check: Check) -> None:
    verdicts = [result.verdict.text for world in bad_worlds(check.pillar) for result in judge((check,), world)]
    broken = [text for text in verdicts if "failed by itself" in text]
    assert not broken
