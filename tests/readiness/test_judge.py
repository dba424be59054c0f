"""Judging: who is judged, and that one broken check costs only its own verdicts."""

from datetime import date
from pathlib import Path

import pytest

from estate.catalog.mistakes import CatalogError
from estate.readiness.check import Check
from estate.readiness.fixtures import Fixture, FixtureResource, load_fixtures, run_fixture, with_unknowns, world_of
from estate.readiness.judge import judge
from estate.readiness.pack import Pack, load_pack

POLICIES = Path(__file__).parents[2] / "policies"
KEY = "aws:kms/key:Key"

ABOUT = """
level: poc
severity: low
effort: minutes
controls:
  - {framework: ours, id: example}
rationale: Because.
fix: Do it.
link: https://example.com/why
"""


def pack_of(folder: Path, files: dict[str, str]) -> Pack:
    for name, text in files.items():
        path = folder / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "policies" / "_catalog").symlink_to(POLICIES / "_catalog")
    return load_pack(folder / "policies")


def key_check(ident: str, body: str) -> dict[str, str]:
    code = f"from estate.readiness.verdict import passed\ndef judge(item, world):\n    {body}\n"
    return {f"identity/{ident}.yaml": f"title: T\ntypes: [{KEY}]{ABOUT}", f"identity/{ident}.py": code}


def test_a_check_that_raises_is_undecided_with_its_words_and_the_others_are_heard(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, key_check("breaks", "return 1 / 0") | key_check("works", "return passed('seen')"))
    fixture = Fixture(name="a key", expect="pass", resources=(FixtureResource(type=KEY),))
    verdicts = {result.check.id: result.verdict for result in judge(pack.checks, world_of(fixture, pack.folder))}
    assert verdicts["breaks"].outcome == "undecided"
    assert "ZeroDivisionError: division by zero" in verdicts["breaks"].text
    assert verdicts["works"].outcome == "pass"


def test_a_check_that_returns_no_verdict_is_undecided(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, key_check("forgets", "passed()"))
    fixture = Fixture(name="a key", expect="undecided", resources=(FixtureResource(type=KEY),))
    assert run_fixture(pack.checks[0], fixture, pack.folder).complaint is None


SERVICE = """
from estate.readiness.verdict import failed, passed

def judge(service, world):
    tasks = world.of(service, "aws:ecs/service:Service")
    if service.runbook is None or not world.is_file(service.runbook):
        return failed(f"runbook is {service.runbook}; expected a file")
    return passed(f"{len(tasks)} tasks, owner {world.facts.teams[service.owner].email}")
"""
SERVICE_FIXTURES = """
fixtures:
  - name: has one
    expect: pass
    says: 1 tasks, owner storefront@
    subject: checkout
    files: [docs/runbooks/checkout.md]
    resources:
      - {type: "aws:ecs/service:Service", name: checkout, inputs: {tags: {service: checkout}}}
  - name: says none
    expect: fail
    says: runbook is None
    subject: checkout
    catalog: {services: {checkout: {runbook: null}}}
  - name: another service than those of the base
    expect: fail
    subject: cart
    catalog:
      services:
        cart: {description: C, owner: platform, tier: 2, maturity: pilot, language: go, runtime: {kind: eks, image: cart, cpu: 256,
          memory: 512, replicas: {minimum: 2, maximum: 3}}}
  - name: a proof of concept has no place in production
    expect: fail
    subject: trial
    environment: dev
"""


def service_pack(folder: Path) -> tuple[Pack, Check]:
    head = f"title: A service has a runbook\nsubject: service{ABOUT}"
    name = "observability/service_has_runbook"
    pack = pack_of(folder, {f"{name}.yaml": head, f"{name}.py": SERVICE, f"{name}.fixtures.yaml": SERVICE_FIXTURES})
    return pack, pack.checks[0]


def test_a_check_of_services_reads_the_catalog_and_what_the_service_owns(tmp_path: Path) -> None:
    pack, check = service_pack(tmp_path)
    complaints = [run_fixture(check, fixture, pack.folder).complaint for fixture in load_fixtures(check, pack.folder)]
    assert complaints == [None] * 4


def test_a_resource_whose_tags_are_not_known_may_be_anybodys(tmp_path: Path) -> None:
    pack, check = service_pack(tmp_path)
    first = load_fixtures(check, pack.folder)[0]
    outcomes = {place: run_fixture(check, changed, pack.folder).verdict for place, changed in with_unknowns(first)}
    assert {place: verdict.outcome for place, verdict in outcomes.items() if verdict} == {
        "aws:ecs/service:Service checkout: .tags": "undecided",
        "aws:ecs/service:Service checkout: .tags.service": "undecided",
    }


def test_what_needs_all_stacks_says_so_where_only_one_is_seen(tmp_path: Path) -> None:
    pack, check = service_pack(tmp_path)
    results = judge((check,), world_of(Fixture(name="any", expect="fail"), pack.folder), whole=False)
    assert {(result.verdict.outcome, result.verdict.text) for result in results} == {("undecided", "it needs to see all stacks")}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param({"identity/x.yaml": "title: T\n"}, "level", id="keys are missing"),
        pytest.param({"identity/x.yaml": f"title: T\ntypes: [{KEY}]{ABOUT.replace('example}', 'x, y: z}')}"}, "y", id="an unknown key"),
        pytest.param({"identity/x.yaml": f"title: T\ntypes: [{KEY}]{ABOUT}"}, "x.py is missing", id="nothing decides"),
        pytest.param({"identity/x.py": "def judge(): ..."}, "stands beside no check", id="a function without a check"),
        pytest.param({"identitty/x.yaml": "title: T\n"}, "did you mean 'identity'", id="a misspelt pillar"),
        pytest.param(
            {"identity/x.yaml": f"title: T\ntypes: [{KEY}]{ABOUT}".replace("controls:\n  - {framework: ours, id: example}\n", "")},
            "controls",
            id="metadata without a control",
        ),
    ],
)
def test_a_check_that_is_written_wrongly_is_refused_with_its_place(tmp_path: Path, files: dict[str, str], words: str) -> None:
    with pytest.raises(CatalogError) as refusal:
        pack_of(tmp_path, files)
    assert words in str(refusal.value)
    assert "policies/identit" in str(refusal.value)


def test_the_day_of_a_fixture_is_said_and_not_asked_from_a_clock() -> None:
    assert world_of(Fixture(name="any", expect="pass"), POLICIES).today == date(2026, 11, 2)
