"""Every check finds its mistake in a program that makes all of them: not only in the fixtures that were written for it."""

import pytest

from estate.readiness.check import Check
from estate.readiness.enforcement import load_enforcement
from estate.readiness.judge import Result, judge
from estate.readiness.levels import cards
from estate.readiness.pack import load_pack
from tests.policies.bad_world import ENVIRONMENT, POLICIES, bad_worlds, modules, seen_from_both, whole_bad_estate

CHECKS = load_pack(POLICIES).checks


@pytest.fixture(scope="module")
def results() -> tuple[Result, ...]:
    """All checks of the whole estate."""
    return tuple(result for world in seen_from_both(whole_bad_estate()) for result in judge(CHECKS, world))


def test_every_pillar_has_its_mistakes() -> None:
    assert {check.pillar for check in CHECKS} == set(modules())


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


MISTAKES = [
    pytest.param("database_is_not_public", "orders", id="a public database"),
    pytest.param("policy_gives_not_everything", "everything", id="every right on everything"),
    pytest.param("ingress_world_admin_port_closed", "ssh", id="SSH for the whole world"),
    pytest.param("container_variables_hold_no_secrets", "web", id="a secret in plain text"),
    pytest.param("boot_script_holds_no_secrets", "host", id="a secret in a boot script"),
    pytest.param("database_survives_a_zone", "orders", id="a single zone"),
    pytest.param("database_keeps_backups", "orders", id="no backups"),
    pytest.param("nobody_is_called_for_a_cause", "cpu", id="a page on CPU"),
    pytest.param("thing_carries_required_tags", "nobodys", id="no owner"),
]


@pytest.mark.parametrize(("check", "name"), MISTAKES)
def test_a_classic_mistake_is_found_in_the_whole_estate_too(results: tuple[Result, ...], check: str, name: str) -> None:
    failed = {result.subject.name for result in results if result.check.id == check and result.verdict.outcome == "fail"}
    assert name in failed


def test_nothing_of_the_bad_estate_is_above_a_proof_of_concept(results: tuple[Result, ...]) -> None:
    found = cards(results, whole_bad_estate().facts, load_enforcement(POLICIES))
    assert {card.title: card.reached for card in found if card.reaches("pilot")} == {}
    (production,) = (card for card in found if card.title == f"environment {ENVIRONMENT}")
    assert production.reached is None
