"""What `estate plan` is told by the checks: with a pack, without one, with a broken one, and against a base."""

import subprocess
from pathlib import Path

import pytest

from estate.cli import plan_checks
from estate.graph.comparison import Comparison
from estate.graph.plan import Plan, ProgramError
from estate.readiness import violation_words
from estate.readiness.violations import Violations
from tests.graph.projects import IDENTITY
from tests.readiness.small_projects import SmallProject, jobs, small_project, stack, waiver

PLAN = Plan(stacks=(stack("services-live", jobs()),), errors=())


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path)


def git(project: SmallProject, *arguments: str) -> str:
    command = ["git", "-C", str(project.root), "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, env={"PATH": "/usr/bin:/bin", **IDENTITY}, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - git


def test_what_fails_is_found(project: SmallProject) -> None:
    found = plan_checks.find(project.root, PLAN, None, whole=True)
    assert [gap.check.id for gap in found.mandatory] == ["queue_is_encrypted", "store_was_restored", "service_has_runbook"]
    assert [gap.check.id for gap in found.advisory] == ["store_was_restored"], "of stores that nobody who promises anything uses"


def test_what_must_see_everything_is_not_asked_where_one_stack_is_seen(project: SmallProject) -> None:
    found = plan_checks.find(project.root, PLAN, None, whole=False)
    assert [gap.check.id for gap in found.mandatory] == ["queue_is_encrypted"]
    broken = Plan(stacks=PLAN.stacks, errors=(ProgramError(stack="data-live", layer="data", environment="live", text="", source=None),))
    partly = plan_checks.find(project.root, broken, None, whole=True)
    assert [gap.check.id for gap in partly.mandatory] == ["queue_is_encrypted"], "a stack that could not be planned is not seen either"


def test_a_project_without_a_pack_is_silent(project: SmallProject) -> None:
    project.pack.rename(project.root / "elsewhere")
    assert plan_checks.find(project.root, PLAN, None, whole=True).is_silent


def test_a_pack_with_a_mistake_costs_no_plan_and_is_never_silent(project: SmallProject) -> None:
    project.write("policies/messaging/queue_is_encrypted.yaml", "title: T\n")
    found = plan_checks.find(project.root, PLAN, None, whole=True)
    (warning,) = found.warnings
    assert warning.startswith("no check was run: ")
    assert "policies/messaging/queue_is_encrypted.yaml" in warning


def test_a_waiver_that_the_base_does_not_have_is_new(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "service: till", expires="2027-01-30"))
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "first")
    project.estate.write("waivers.yaml", waiver("store_was_restored", "store: stream", expires="2026-11-30"))
    commit = git(project, "rev-parse", "HEAD")
    comparison = Comparison(base="main", commit=commit, stacks=(), uncompared={}, warnings=())
    found = plan_checks.find(project.root, PLAN, comparison, whole=True)
    assert [one.title for one in found.new_waivers] == ["store_was_restored for store stream"]
    assert [one.title for one in found.gone_waivers] == ["queue_is_encrypted for service till"]


def against_a_base(project: SmallProject, before: Plan, after: Plan, *, whole: bool = True) -> Violations:
    """What is told of a plan when the base, with the same facts, had another."""
    git(project, "init", "--quiet")
    git(project, "add", ".", ":!policies")
    git(project, "commit", "--quiet", "--message", "first")
    comparison = Comparison(base="main", commit=git(project, "rev-parse", "HEAD"), stacks=(), uncompared={}, warnings=())
    return plan_checks.find(project.root, after, comparison, whole=whole, before=before)


GOOD = Plan(stacks=(stack("services-live", jobs(encrypted=True)),), errors=())


def test_what_fails_and_did_not_in_the_base_is_new_and_comes_first(project: SmallProject) -> None:
    found = against_a_base(project, GOOD, PLAN)
    assert [(gap.check.id, found.is_new(gap)) for gap in found.mandatory] == [
        ("queue_is_encrypted", True),
        ("store_was_restored", False),
        ("service_has_runbook", False),
    ]
    said = [line.plain for line in violation_words.lines(found)]
    assert said[1] == "Checks: 3 stop a rollout (1 new), 1 advise (none new)"
    assert said[2] == " stop new: A queue is encrypted  queue_is_encrypted"
    assert [gap["new"] for gap in found.as_json()["mandatory"]] == [True, False, False]
    assert "- :new: **A queue is encrypted**" in violation_words.as_markdown(found)


def test_what_failed_in_the_base_and_does_not_any_more_is_mended(project: SmallProject) -> None:
    found = against_a_base(project, PLAN, GOOD)
    assert found.mended == 1
    assert "; 1 failure mended" in violation_words.as_markdown(found)


def test_where_one_stack_is_seen_nobody_says_what_was_mended(project: SmallProject) -> None:
    assert against_a_base(project, PLAN, GOOD, whole=False).mended == 0


def test_a_base_that_the_checks_cannot_judge_is_said_and_nothing_is_called_new(project: SmallProject) -> None:
    shelf = project.estate.text("services/shelf.yaml")
    project.estate.write("services/shelf.yaml", "name: shelf\n")
    git(project, "init", "--quiet")
    git(project, "add", ".", ":!policies")
    git(project, "commit", "--quiet", "--message", "first")
    project.estate.write("services/shelf.yaml", shelf)
    comparison = Comparison(base="main", commit=git(project, "rev-parse", "HEAD"), stacks=(), uncompared={}, warnings=())
    found = plan_checks.find(project.root, PLAN, comparison, whole=True, before=GOOD)
    assert found.known is None
    assert any("so nothing is called new: catalog/services/shelf.yaml" in warning for warning in found.warnings), found.warnings
