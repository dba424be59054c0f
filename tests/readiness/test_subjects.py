"""Who is asked: stores, environments, teams; and whose card a verdict stands on."""

from datetime import date
from pathlib import Path

import pytest

from estate.catalog.load import load_catalog
from estate.readiness.enforcement import load_enforcement
from estate.readiness.estate import Sight, home, judge_estate, maturity_of
from estate.readiness.levels import Card, cards
from estate.readiness.pack import load_pack
from tests.readiness.small_projects import QUEUE, SmallProject, check, resource, small_project, stack

PASSES = "from estate.readiness.verdict import passed\ndef judge(thing, world):\n    return passed(type(thing).__name__)\n"
SUBJECTS = ("service", "store", "environment", "account", "team")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    found = small_project(tmp_path)
    for subject in SUBJECTS:
        found.write(f"policies/delivery/asks_{subject}.yaml", check("It is asked", f"subject: {subject}"))
        found.write(f"policies/delivery/asks_{subject}.py", PASSES)
    return found


def judged(project: SmallProject) -> tuple[Card, ...]:
    catalog = load_catalog(project.estate.catalog)
    pack = load_pack(project.pack)
    queues = [resource(QUEUE, name, {"encrypted": False}, stack="oncall-global") for name in ("live/till", "trial/till", "shared")]
    stacks = (stack("services-live"), stack("services-trial"), stack("oncall-global", *queues))
    checks = [one for one in pack.checks if one.id.startswith("asks_") or one.id == "queue_is_encrypted"]
    results = judge_estate(checks, Sight(stacks=stacks, catalog=catalog, today=date(2026, 11, 10)))
    return cards(results, catalog, load_enforcement(project.pack))


def asked(found: tuple[Card, ...], title: str) -> list[tuple[str, str, str]]:
    (card,) = [card for card in found if card.title == title]
    return [(result.check.id, result.environment, result.subject.name) for result in card.results]


def test_each_kind_of_subject_is_asked_where_it_is(project: SmallProject) -> None:
    found = judged(project)
    assert asked(found, "store books") == [("asks_store", "trial", "books")]
    assert asked(found, "environment live") == [("asks_account", "live", "live"), ("asks_environment", "live", "live")]
    assert asked(found, "team store") == [("asks_team", "global", "store")]
    assert asked(found, "service night") == [("asks_service", "trial", "night")], "a proof of concept is measured where it is accepted"


def test_what_serves_all_environments_counts_where_its_name_says(project: SmallProject) -> None:
    found = judged(project)
    assert ("queue_is_encrypted", "global", "live/till") in asked(found, "service till")
    assert ("queue_is_encrypted", "global", "trial/till") not in asked(found, "service till")
    expected = [("queue_is_encrypted", "global", "shared"), ("asks_account", "global", "global")]
    assert asked(found, "environment global") == expected, "its account is asked; it is no environment of the catalog"


def test_a_store_promises_what_the_most_mature_of_its_users_promises(project: SmallProject) -> None:
    catalog = load_catalog(project.estate.catalog)
    assert maturity_of("stream", catalog) == "production", "till uses it"
    assert maturity_of("books", catalog) == "poc", "nobody uses it"
    assert maturity_of(None, catalog) == "production", "what is nobody's is everybody's"


def test_a_thing_is_measured_where_the_least_is_accepted(project: SmallProject) -> None:
    catalog = load_catalog(project.estate.catalog)
    places = {maturity: home(maturity, catalog) for maturity in ("poc", "pilot", "production")}
    assert {maturity: place.name for maturity, place in places.items() if place} == {"poc": "trial", "pilot": "live", "production": "live"}
