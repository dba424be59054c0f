"""Waivers seen from the pack, and to whom they apply."""

from datetime import date
from pathlib import Path

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import Mistake
from estate.readiness import waivers
from estate.readiness.estate import Sight, judge_estate
from estate.readiness.judge import Result
from estate.readiness.pack import load_pack
from tests.cli.catalog_commands import run
from tests.readiness.small_projects import QUEUE, SmallProject, jobs, resource, small_project, stack, waiver

TODAY = date(2026, 11, 10)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path)


def mistakes(project: SmallProject) -> list[Mistake]:
    return list(waivers.check_against_pack(project.estate.catalog, project.pack))


def test_a_critical_check_is_waived_for_30_days_at_most(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("store_was_restored", "store: books", expires="2026-12-01"))
    assert mistakes(project) == []
    project.estate.write("waivers.yaml", waiver("store_was_restored", "store: books", expires="2026-12-02"))
    (mistake,) = mistakes(project)
    assert mistake.text == "2026-12-02 is 31 days after granted; expected at most 30 for a critical check"
    assert mistake.line == 2


def test_estate_check_reads_the_waivers_against_the_pack(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encryptd", "service: till"))
    done = run(["check", "--catalog", project.estate.catalog])
    assert done.code == 2
    assert "waivers[0].check: 'queue_is_encryptd' is no check\n    did you mean 'queue_is_encrypted'?" in done.out


def judged(project: SmallProject) -> tuple[Catalog, tuple[Result, ...]]:
    catalog = load_catalog(project.estate.catalog)
    others = resource(QUEUE, "letters", {"tags": {"service": "letters"}})
    stacks = (
        stack("services-live", jobs(), others),
        stack("services-trial", resource(QUEUE, "jobs", {"tags": {"service": "till"}}, stack="services-trial")),
    )
    sight = Sight(stacks=stacks, catalog=catalog, today=TODAY)
    return catalog, judge_estate([load_pack(project.pack).named("queue_is_encrypted")], sight)


@pytest.mark.parametrize(
    ("subject", "waived"),
    [
        pytest.param("service: till", {("live", "jobs"), ("trial", "jobs")}, id="a service, everywhere"),
        pytest.param("service: till, environment: trial", {("trial", "jobs")}, id="a service in one environment"),
        pytest.param("store: letters", {("live", "letters")}, id="a store"),
        pytest.param("resource: jobs, environment: live", {("live", "jobs")}, id="a resource by its name"),
        pytest.param("environment: live", {("live", "jobs"), ("live", "letters")}, id="a whole environment"),
        pytest.param("team: store", set(), id="a team has no queues"),
    ],
)
def test_a_waiver_is_for_what_it_names_and_for_nothing_else(project: SmallProject, subject: str, waived: set[tuple[str, str]]) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", subject))
    catalog, results = judged(project)
    after = waivers.apply(results, catalog.waivers, today=TODAY).results
    assert {(one.environment, one.subject.name) for one in after if one.verdict.outcome == "waived"} == waived
    assert len(after) == len(results)


def test_a_waiver_that_ends_soon_is_announced_a_fortnight_before(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "service: till", expires="2026-11-24"))
    catalog, results = judged(project)
    assert waivers.apply(results, catalog.waivers, today=TODAY).warnings == ()
    (warning,) = waivers.apply(results, catalog.waivers, today=date(2026, 11, 11)).warnings
    assert "ends on 2026-11-24; cedar mends it by then" in warning


def test_where_one_stack_is_seen_nobody_says_that_a_waiver_has_no_use(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "resource: elsewhere"))
    catalog, results = judged(project)
    outcome = waivers.apply(results, catalog.waivers, today=TODAY, whole=False)
    assert (outcome.warnings, outcome.mistakes) == ((), ())
