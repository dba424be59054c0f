"""The estate as a whole: what files do to each other, and how many mistakes are told at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalog.estates import ENVIRONMENT, TEAM, TILL, Estate

TILL_FILE = "services/till.yaml"
SHELF_FILE = "services/shelf.yaml"
TOLD_APART = "costs and alarms are told apart by this name"
LIVE = "environments/live.yaml"
TRIAL = "environments/trial.yaml"


def without_port(estate: Estate) -> None:
    estate.change(SHELF_FILE, "port: {number: 8080, protocol: http}\n", "")


def without_tier(estate: Estate) -> None:
    lines = estate.text(LIVE).splitlines(keepends=True)
    estate.write(LIVE, "".join(line for line in lines if not line.startswith('  "3"')))


def another_with_its_host(estate: Estate) -> None:
    estate.write("services/rack.yaml", estate.text(SHELF_FILE).replace("name: shelf", "name: rack"))


def a_store_called_like_a_service(estate: Estate) -> None:
    estate.write("stores/till.yaml", estate.text("stores/news.yaml").replace("name: news", "name: till"))


def a_bucket_called_like_the_environments_own(estate: Estate) -> None:
    estate.write("stores/audit.yaml", estate.text("stores/pictures.yaml").replace("name: pictures", "name: audit"))


def services_dearer_than_all(estate: Estate) -> None:
    for name in (LIVE, TRIAL):
        estate.change(name, "monthly_budget_usd: 1000", "monthly_budget_usd: 99")


def another_region(estate: Estate) -> None:
    estate.change(TRIAL, "region: eu-central-1", "region: us-east-1")
    estate.change(TRIAL, "[eu-central-1a, eu-central-1b]", "[us-east-1a, us-east-1b]")


BROKEN: dict[str, tuple[Callable[[Estate], None], list[str]]] = {
    "an ingress without a port": (
        without_port,
        [
            "catalog/services/shelf.yaml:13:10  ingress: needs a port that callers reach; expected 'port'",
            "catalog/services/till.yaml:10:15  depends_on[0].service: 'shelf' listens on no port, so nothing can call it",
        ],
    ),
    "a tier without sizes": (
        without_tier,
        ["catalog/environments/live.yaml:10:3  sizes: tier 3 is missing; a service of that tier would have no size here"],
    ),
    "one host of two services": (
        another_with_its_host,
        ["catalog/services/shelf.yaml:14:34  ingress.host: 'shelf' is the internal host of 'rack' too"],
    ),
    "a store called like a service": (
        a_store_called_like_a_service,
        [f"catalog/stores/till.yaml:1:7  name: 'till' is a service too; expected a name of its own\n    {TOLD_APART}"],
    ),
    "a bucket called like the environment's own": (
        a_bucket_called_like_the_environments_own,
        ["catalog/stores/audit.yaml:1:7  name: 'audit' is a bucket of the environment itself; expected a name of its own"],
    ),
    "budgets that no environment holds": (
        services_dearer_than_all,
        ["catalog/environments/live.yaml:16:21  monthly_budget_usd: 99 is less than the budgets of the services together, 100"],
    ),
    "a region that is none of the organisation's": (
        another_region,
        ["catalog/environments/trial.yaml:3:9  region: 'us-east-1' is no region of the organisation; expected eu-central-1 or eu-west-1"],
    ),
}


@pytest.mark.parametrize(("harm", "told"), BROKEN.values(), ids=BROKEN)
def test_what_two_files_do_to_each_other_is_told(estate: Estate, harm: Callable[[Estate], None], told: list[str]) -> None:
    harm(estate)
    assert estate.mistakes() == told


def test_a_runbook_outside_the_repository_is_none_of_its_files(estate: Estate, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# till\n")
    estate.change(TILL_FILE, "docs/runbooks/till.md", "docs/../../outside.md")
    assert estate.mistakes() == ["catalog/services/till.yaml:15:10  runbook: 'docs/../../outside.md' is no file of the repository"]


def test_all_mistakes_of_all_files_are_told_at_once_and_in_order(estate: Estate) -> None:
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    estate.change(TILL_FILE, "owner: store", "owner: nobody")
    estate.change(TILL_FILE, "5050", "22222222")
    estate.write("services/rack.yaml", "a: [")
    assert [mistake.split("  ")[0] for mistake in estate.mistakes()] == [
        "catalog/services/rack.yaml:2:1",
        "catalog/services/till.yaml:8:16",
        "catalog/stores/news.yaml:4:7",
    ]


@pytest.mark.parametrize("file", [SHELF_FILE, TILL_FILE, LIVE, "stores/news.yaml", "teams/store.yaml", "organisation.yaml", "people.yaml"])
def test_who_refers_to_a_broken_file_is_not_blamed(estate: Estate, file: str) -> None:
    estate.write(file, "name: [\n")
    assert len(estate.mistakes()) == 1


def test_a_large_estate_full_of_slips_gets_hints_for_the_first_ones(estate: Estate) -> None:
    for index in range(60):
        estate.write(f"stores/bad-{index}.yaml", f"name: bad-{index}\ndescription: x\nowner: stoer\ntier: 1\nkind: topic\n")
    mistakes = estate.read().mistakes
    assert len(mistakes) == 60
    assert sum(mistake.hint is not None for mistake in mistakes) == 50


def test_facts_come_in_the_order_of_their_names(estate: Estate) -> None:
    catalog = estate.read().catalog
    assert catalog is not None
    assert list(catalog.services) == ["night", "shelf", "till"]
    assert list(catalog.people) == ["agave", "cedar"]
    assert [service.name for service in catalog.services_in(catalog.environments["live"])] == ["shelf", "till"]


def test_an_estate_without_services_and_stores_is_good(estate: Estate) -> None:
    for folder in ("services", "stores"):
        for file in (estate.catalog / folder).iterdir():
            file.unlink()
        (estate.catalog / folder).rmdir()
    for file in (LIVE, TRIAL):
        estate.write(file, estate.text(file).split("versions:")[0])
    assert estate.mistakes() == []


def test_an_estate_without_environments_is_none(estate: Estate) -> None:
    for file in (estate.catalog / "environments").iterdir():
        file.unlink()
    assert estate.mistakes() == ["catalog/environments  holds no environment; expected at least one"]


def test_ranges_are_compared_with_the_widest_before_them(estate: Estate) -> None:
    for index, address_range in enumerate(["10.1.1.0/24", "10.1.2.0/24"]):
        text = (
            ENVIRONMENT.replace("live", f"more-{index}")
            .replace("10.1.0.0/16", address_range)
            .replace("222222222222", f"44444444444{index}")
        )
        estate.write(f"environments/more-{index}.yaml", text.replace("domain: corner", f"domain: m{index}.corner"))
    assert [mistake.split("overlaps ")[1] for mistake in estate.mistakes()] == ["10.1.0.0/16 of 'live'"] * 2


def test_a_service_may_be_written_by_a_team_of_one_file(estate: Estate) -> None:
    estate.write("teams/new.yaml", TEAM.format(name="new"))
    estate.write("services/bell.yaml", TILL.replace("till", "bell").replace("owner: store", "owner: new").replace("bell.md", "till.md"))
    estate.release("bell")
    assert estate.mistakes() == []
