"""The estate of this repository keeps what its catalog promises: all that is of level production reaches it, with few waivers."""

from datetime import date
from pathlib import Path

import pytest

from estate.cli import planning
from estate.cli.readying import Scored, score
from estate.readiness.levels import Card
from estate.readiness.pack import POLICIES, load_pack

ROOT = Path(__file__).resolve().parents[2]
JUDGED_ON = date(2026, 11, 30)
"""A day on which the rosters reach ahead, what was attested is fresh and the waivers hold: the promise is not about the clock."""
MOST_WAIVERS = 5


@pytest.fixture(scope="module")
def scored() -> Scored:
    plan, _, _ = planning.make(ROOT, [], None)
    assert not plan.errors
    return score(ROOT, load_pack(ROOT / POLICIES), plan, JUDGED_ON)


def test_everything_reaches_what_its_maturity_promises(scored: Scored) -> None:
    below = [f"{card.title}: {_open(card)}" for card in scored.cards if not card.reaches(card.wants)]
    assert not below, "\n".join(below)


def test_every_service_of_production_has_a_card(scored: Scored) -> None:
    promised = {card.name for card in scored.cards if card.kind == "service" and card.wants == "production"}
    assert promised == {name for name, service in scored.catalog.services.items() if service.maturity == "production"}
    assert promised


def test_few_things_are_waived_and_each_waiver_has_a_use(scored: Scored) -> None:
    assert len(scored.catalog.waivers) <= MOST_WAIVERS
    assert [warning for warning in scored.warnings if "no use" in warning] == []


def _open(card: Card) -> str:
    return "; ".join(f"{result.check.id} {result.subject.name}: {result.verdict.text}" for result in card.missing(card.wants))
