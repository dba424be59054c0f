"""What is wrong only beside the rest of the estate."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.estates import ENVIRONMENT, TEAM, TILL, Estate

TILL_FILE = "services/till.yaml"
SHELF_FILE = "services/shelf.yaml"
TOLD_APART = "costs and alarms are told apart by this name"
LIVE = "environments/live.yaml"
TRIAL = "environments/trial.yaml"


def row(name: str, file: str, old: str, new: str, told: str, *, hint: str | None = None) -> Any:
    """Where `old` became `new` in `file`, the one mistake is `catalog/<told>`, and under it the hint."""
    return pytest.param(file, old, new, f"catalog/{told}" + (f"\n    {hint}" if hint else ""), id=name)


ROWS = [
    row(
        "an owner that is no team",
        TILL_FILE,
        "owner: store",
        "owner: stoer",
        "services/till.yaml:3:8  owner: 'stoer' is no team",
        hint="did you mean 'store'? (2 teams are known: estate check --list teams)",
    ),
    row(
        "a store's owner that is no team",
        "stores/news.yaml",
        "owner: store",
        "owner: zzzzz",
        "stores/news.yaml:3:8  owner: 'zzzzz' is no team",
        hint="2 teams are known: estate check --list teams",
    ),
    row(
        "the platform's team that is none",
        "organisation.yaml",
        "platform_team: platform",
        "platform_team: plattform",
        "organisation.yaml:6:16  platform_team: 'plattform' is no team",
        hint="did you mean 'platform'? (2 teams are known: estate check --list teams)",
    ),
    row(
        "a person of no team",
        "people.yaml",
        "team: store",
        "team: stora",
        "people.yaml:3:25  people[1].team: 'stora' is no team",
        hint="did you mean 'store'? (2 teams are known: estate check --list teams)",
    ),
    row(
        "two people of one name",
        "people.yaml",
        "agave",
        "cedar",
        "people.yaml:3:12  people[1].name: 'cedar' is somebody else already; expected a call-name of their own",
    ),
    row(
        "a dependency that is no service",
        TILL_FILE,
        "service: shelf",
        "service: shlef",
        "services/till.yaml:10:15  depends_on[0].service: 'shlef' is no service",
        hint="did you mean 'shelf'? (3 services are known: estate check --list services)",
    ),
    row(
        "a dependency on itself",
        TILL_FILE,
        "service: shelf",
        "service: till",
        "services/till.yaml:10:15  depends_on[0].service: 'till' depends on itself",
    ),
    row(
        "a dependency twice",
        TILL_FILE,
        "need: hard}",
        "need: hard}\n  - {service: shelf, need: soft}",
        "services/till.yaml:11:15  depends_on[1].service: 'shelf' stands here twice",
    ),
    row(
        "a dependency that listens nowhere",
        TILL_FILE,
        "service: shelf, need: hard",
        "service: night, need: soft",
        "services/till.yaml:10:15  depends_on[0].service: 'night' listens on no port, so nothing can call it",
    ),
    row(
        "a dependency that a container cannot find",
        SHELF_FILE,
        "ingress: {scope: internal, host: shelf}\n",
        "",
        "services/till.yaml:10:15  depends_on[0].service: 'till' (ecs) cannot reach 'shelf' (ec2): only containers find each other by name",
        hint="give shelf an ingress: {scope: internal, host: shelf}",
    ),
    row(
        "a hard dependency that production does not take",
        SHELF_FILE,
        "maturity: pilot",
        "maturity: poc",
        "services/till.yaml:10:15  depends_on[0].service: 'shelf' is a poc, which live does not accept; it would be missing there",
    ),
    row(
        "a store that is none",
        TILL_FILE,
        "store: news",
        "store: newz",
        "services/till.yaml:13:13  uses[1].store: 'newz' is no store",
        hint="did you mean 'news'? (7 stores are known: estate check --list stores)",
    ),
    row(
        "a store twice",
        TILL_FILE,
        "{store: news, access: write}",
        "{store: stream, topic: sales, access: read}",
        "services/till.yaml:13:13  uses[1].store: 'stream' stands here twice; expected one use with all the access",
    ),
    row(
        "Kafka without its topic",
        TILL_FILE,
        "topic: sales, ",
        "",
        "services/till.yaml:12:5  uses[0].topic: is missing; expected one of 'stream': sales",
    ),
    row(
        "a topic that Kafka has not",
        TILL_FILE,
        "topic: sales",
        "topic: salse",
        "services/till.yaml:12:28  uses[0].topic: 'salse' is no topic; expected one of 'stream': sales",
    ),
    row(
        "a topic where there is no Kafka",
        TILL_FILE,
        "store: news",
        "store: news, topic: sales",
        "services/till.yaml:13:26  uses[1].topic: 'news' is no Kafka cluster but a topic; it has no topics",
    ),
    row(
        "reading a topic that only a queue can",
        TILL_FILE,
        "store: news, access: write",
        "store: news, access: read",
        "services/till.yaml:13:27  uses[1].access: 'news' is a topic, which nobody reads; expected 'write'",
        hint="who wants its messages uses a queue that subscribes to it",
    ),
    row(
        "a subscription to what is no topic",
        "stores/letters.yaml",
        "subscribes_to: news",
        "subscribes_to: books",
        "stores/letters.yaml:8:16  subscribes_to: 'books' is a postgres; expected a store of the kind topic",
    ),
    row(
        "a subscription to nothing",
        "stores/letters.yaml",
        "subscribes_to: news",
        "subscribes_to: newss",
        "stores/letters.yaml:8:16  subscribes_to: 'newss' is no store",
        hint="did you mean 'news'? (7 stores are known: estate check --list stores)",
    ),
    row(
        "a production service without a runbook",
        TILL_FILE,
        "runbook: docs/runbooks/till.md\n",
        "",
        "services/till.yaml:1:1  runbook: is missing; a production service has one",
        hint="write docs/runbooks/till.md and name it; or call the service a pilot",
    ),
    row(
        "a runbook that is not there",
        TILL_FILE,
        "till.md",
        "tell.md",
        "services/till.yaml:15:10  runbook: 'docs/runbooks/tell.md' is no file of the repository",
    ),
    row(
        "the collector's port",
        TILL_FILE,
        "5050",
        "4317",
        "services/till.yaml:8:16  port.number: 4317 is taken by the collector (OTLP over gRPC); expected another port",
    ),
    row(
        "the collector's second port",
        TILL_FILE,
        "5050",
        "4318",
        "services/till.yaml:8:16  port.number: 4318 is taken by the collector (OTLP over HTTP); expected another port",
    ),
    row(
        "the collector's health port",
        SHELF_FILE,
        "8080",
        "13133",
        "services/shelf.yaml:13:16  port.number: 13133 is taken by the collector (health); expected another port",
    ),
    row(
        "a host's own port",
        SHELF_FILE,
        "8080",
        "22",
        "services/shelf.yaml:13:16  port.number: 22 is taken by SSH; expected another port",
    ),
    row(
        "one port twice",
        TILL_FILE,
        "port: {number: 5050, protocol: grpc}",
        "port: {number: 5050, protocol: grpc}\nmore_ports:\n  - {number: 5051, protocol: http}\n  - {number: 5050, protocol: http}",
        "services/till.yaml:11:14  more_ports[1].number: 5050 is taken by another port of this service; expected another port",
    ),
    row(
        "more ports and none",
        SHELF_FILE,
        "port: {number: 8080, protocol: http}\ningress: {scope: internal, host: shelf}",
        "port: {number: 8080, protocol: http}\nmore_ports: [{number: 8080, protocol: http}]\ningress: {scope: internal, host: shelf}",
        "services/shelf.yaml:14:23  more_ports[0].number: 8080 is taken by another port of this service; expected another port",
    ),
    row(
        "a function that listens",
        "services/night.yaml",
        "language: python\n",
        "language: python\nport: {number: 80, protocol: http}\n",
        "services/night.yaml:7:7  port: a function listens on no port; expected none for the runtime 'lambda'",
    ),
    row(
        "Kubernetes, which nothing builds",
        TILL_FILE,
        "kind: ecs",
        "kind: eks",
        "services/till.yaml:7:17  runtime.kind: 'eks' is built by no component here; expected 'ecs', 'ec2' or 'lambda'",
    ),
    row(
        "more replicas than the most",
        TILL_FILE,
        "minimum: 2",
        "minimum: 9",
        "services/till.yaml:7:77  runtime.replicas.minimum: 9 is more than the maximum, 4",
    ),
    row(
        "a function that runs for an hour",
        "services/night.yaml",
        "timeout: 1m",
        "timeout: 1h",
        "services/night.yaml:7:61  runtime.timeout: 1h is out of bounds; expected 1s to 15m",
    ),
    row(
        "more capacity than the most",
        "stores/visits.yaml",
        "minimum: 1",
        "minimum: 9",
        "stores/visits.yaml:7:21  capacity.minimum: 9 is more than the maximum, 5",
    ),
    row(
        "one key twice in a table",
        "stores/visits.yaml",
        "capacity:",
        "sort_key: {name: id, type: number}\ncapacity:",
        "stores/visits.yaml:7:18  sort_key.name: 'id' is the partition key already; expected another attribute",
    ),
    row(
        "a message that hides for thirteen hours",
        "stores/letters.yaml",
        "30s",
        "13h",
        "stores/letters.yaml:6:21  visibility_timeout: 13h is out of bounds; expected at most 12h",
    ),
    row(
        "backups for longer than RDS keeps them",
        "stores/books.yaml",
        "7d",
        "36d",
        "stores/books.yaml:8:21  backup.retention: 36d is out of bounds; expected 1d to 35d",
    ),
    row(
        "backups for a day and a half",
        "stores/carts.yaml",
        "7d",
        "36h",
        "stores/carts.yaml:7:21  backup.retention: 36h is no number of days; expected whole days, such as 7d",
    ),
    row(
        "objects that go after an hour",
        "stores/pictures.yaml",
        "30d",
        "1h",
        "stores/pictures.yaml:7:15  expire_after: 1h is no number of days; expected whole days, such as 7d",
    ),
    row(
        "one topic twice",
        "stores/stream.yaml",
        "retention: 7d}",
        "retention: 7d}\n  - {name: sales, partitions: 1, retention: 1d}",
        "stores/stream.yaml:10:12  topics[1].name: 'sales' stands here twice",
    ),
    row(
        "one account of two environments",
        TRIAL,
        "333333333333",
        "222222222222",
        "environments/trial.yaml:2:10  account: 222222222222 is the account of 'live'; expected an account of its own",
    ),
    row(
        "the shared account",
        LIVE,
        "222222222222",
        "111111111111",
        "environments/live.yaml:2:10  account: 111111111111 is the shared account; expected an account of its own",
    ),
    row(
        "one domain of two environments",
        TRIAL,
        "domain: trial.corner.example",
        "domain: corner.example",
        "environments/trial.yaml:4:9  domain: 'corner.example' is the domain of 'live' too",
    ),
    row(
        "a domain of somebody else",
        TRIAL,
        "domain: trial.corner.example",
        "domain: trial.other.example",
        "environments/trial.yaml:4:9  domain: 'trial.other.example' is not under 'corner.example', the organisation's",
    ),
    row(
        "a region that is not the organisation's",
        "organisation.yaml",
        "recovery: eu-west-1",
        "recovery: eu-central-1",
        "organisation.yaml:4:44  regions.recovery: 'eu-central-1' is the primary region; expected another one to recover in",
    ),
    row(
        "a range inside another",
        TRIAL,
        "10.2.0.0/16",
        "10.1.128.0/20",
        "environments/trial.yaml:5:16  address_range: 10.1.128.0/20 overlaps 10.1.0.0/16 of 'live'",
    ),
    row(
        "a range that is too small for its subnets",
        TRIAL,
        "10.2.0.0/16",
        "10.2.0.0/25",
        "environments/trial.yaml:5:16  address_range: 10.2.0.0/25 has 128 addresses; a subnet needs at least /28, "
        "and public and data subnets are a sixteenth of the range each; expected /16 to /24",
    ),
    row(
        "a zone of another region",
        LIVE,
        "eu-central-1b",
        "eu-west-1b",
        "environments/live.yaml:6:24  zones[1]: 'eu-west-1b' is no zone of eu-central-1; expected one such as eu-central-1a",
    ),
    row(
        "a zone twice",
        LIVE,
        "eu-central-1b",
        "eu-central-1a",
        "environments/live.yaml:6:24  zones[1]: 'eu-central-1a' stands here twice",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), ROWS)
def test_what_does_not_fit_the_rest_says_where_what_and_what_to_do(estate: Estate, file: str, old: str, new: str, told: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [told]


def without_port(estate: Estate) -> None:
    estate.change(SHELF_FILE, "port: {number: 8080, protocol: http}\n", "")


def without_tier(estate: Estate) -> None:
    lines = estate.text(LIVE).splitlines(keepends=True)
    estate.write(LIVE, "".join(line for line in lines if not line.startswith('  "3"')))


def another_with_its_host(estate: Estate) -> None:
    estate.write("services/rack.yaml", estate.text(SHELF_FILE).replace("name: shelf", "name: rack"))


def a_store_called_like_a_service(estate: Estate) -> None:
    estate.write("stores/till.yaml", estate.text("stores/news.yaml").replace("name: news", "name: till"))


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
