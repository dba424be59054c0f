"""`estate policy`, as a person starts it."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from estate.cli import policy
from estate.errors import EstateError
from tests.cli.catalog_commands import Outcome
from tests.readiness.small_projects import QUEUE, SmallProject, jobs, resource, small_project, stack

app = typer.Typer(pretty_exceptions_enable=False)
app.add_typer(policy.commands, name="policy")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.chdir(tmp_path)
    return small_project(tmp_path)


def run(*arguments: str) -> Outcome:
    result = CliRunner().invoke(app, ["policy", *arguments])
    failed = result.exception
    if failed is not None and not isinstance(failed, SystemExit | EstateError):
        raise failed
    return Outcome(code=result.exit_code, out=result.stdout, error=str(failed) if isinstance(failed, EstateError) else result.stderr)


def test_every_check_is_listed_below_its_pillar(project: SmallProject) -> None:
    done = run("list")
    assert done.code == 0
    assert done.out.index("messaging") < done.out.index("queue_is_encrypted") < done.out.index("observability")
    assert done.out.endswith("3 checks. Next: estate policy explain ID\n")
    assert max(map(len, done.out.splitlines())) <= 80
    assert [check["id"] for check in run("list", "--json").document["checks"]] == [
        "queue_is_encrypted",
        "service_has_runbook",
        "store_was_restored",
    ]


def test_a_check_is_explained_with_who_else_asks_it(project: SmallProject) -> None:
    done = run("explain", "store_was_restored")
    assert "from production on; critical, days to mend" in done.out
    assert "attested evidence, at most 90d old" in done.out
    assert "ours example" in done.out
    assert "https://example.com/why" in done.out


def test_a_word_that_is_no_check_is_answered_with_the_nearest(project: SmallProject) -> None:
    assert "did you mean 'queue_is_encrypted'?" in run("explain", "queue_encrypted").error
    assert run("test", "queue_encrypted").code == 1


def test_fixtures_run_and_a_wrong_one_is_found(project: SmallProject) -> None:
    assert run("test", "queue_is_encrypted").out == "3 of 3 fixtures of 1 check get their verdict\n"
    file = "policies/messaging/queue_is_encrypted.fixtures.yaml"
    project.write(file, (project.root / file).read_text().replace("encrypted: true", "encrypted: false"))
    done = run("test", "queue_is_encrypted")
    assert done.code == 1
    assert done.out.startswith("queue_is_encrypted, it is: fail: encrypted is false; expected true; expected pass\n")


def test_what_a_check_raises_cannot_draw_on_the_terminal(project: SmallProject) -> None:
    run("new", "storage", "bucket_has_a_name", "--function")
    path = project.pack / "storage/bucket_has_a_name.py"
    path.write_text(path.read_text().replace("return passed(", "raise ValueError('\\x1b[2J' + ").replace('has a name")', '")'))
    assert "ValueError: \\x1b[2J" in run("test", "bucket_has_a_name").out


def test_a_check_without_fixtures_is_told(project: SmallProject) -> None:
    assert "policies/observability/service_has_runbook.fixtures.yaml  is missing" in run("test").error


@pytest.mark.parametrize(
    ("was", "wrong", "words"),
    [
        pytest.param(
            "expect: pass",
            "expect: pass, catalog: {services: {checkout: {teir: 2}}}",
            ["'it is'", "teir", "did you mean 'tier'"],
            id="a key",
        ),
        pytest.param("expect: pass", "expect: pass, catalog: {servces: {}}", ["servces: is no part of it", "services"], id="a part"),
        pytest.param("expect: pass", "expect: pass, catalog: {services: 3}", ["catalog.services: expected keys"], id="a number"),
        pytest.param("expect: pass", "expect: pass, today: 2026-13-45", ["today", "2026-13-45"], id="a day"),
    ],
)
def test_a_fixture_that_describes_no_world_is_told_with_its_file(project: SmallProject, was: str, wrong: str, words: list[str]) -> None:
    file = "policies/messaging/queue_is_encrypted.fixtures.yaml"
    project.write(file, (project.root / file).read_text().replace(was, wrong, 1))
    done = run("test", "queue_is_encrypted")
    assert done.code == 1
    assert [word for word in [file, *words] if word not in done.error] == [], done.error


@pytest.mark.parametrize("options", [(), ("--function",), ("--type", QUEUE)])
def test_a_new_check_works_before_it_is_changed(project: SmallProject, options: tuple[str, ...]) -> None:
    done = run("new", "storage", "bucket_has_a_name", *options)
    assert done.code == 0, done.error
    assert "policies/storage/bucket_has_a_name.yaml" in done.out
    assert run("test", "bucket_has_a_name").out == "3 of 3 fixtures of 1 check get their verdict\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("storge", "bucket_has_a_name"), "'storge' is no pillar; did you mean 'storage'?", id="no pillar"),
        pytest.param(("storage", "Bucket-Name"), "is no id; expected small letters", id="no id"),
        pytest.param(("storage", "../../etc/passwd"), "is no id; expected small letters", id="a way out of the pack"),
        pytest.param(("storage", "queue_is_encrypted"), "policies/messaging/queue_is_encrypted.yaml is there", id="taken"),
        pytest.param(("storage", "x", "--type", "bucket"), "'bucket' is no type of a resource", id="no type"),
    ],
)
def test_what_cannot_be_a_check_is_refused(project: SmallProject, arguments: tuple[str, ...], words: str) -> None:
    before = sorted(project.pack.rglob("*"))
    done = run("new", *arguments)
    assert words in done.error
    assert sorted(project.pack.rglob("*")) == before


CONTROLS = """\
wanted:
  FSBP: [[SQS.1, SQS.3, EC2.13, EC2.2]]
left_out:
  - {framework: FSBP, ids: [SQS.3], why: the topic is nobody's business}
"""


def test_distinct_controls_are_counted_and_what_none_answers_is_named(project: SmallProject) -> None:
    for name in ("messaging/queue_is_encrypted.yaml", "observability/service_has_runbook.yaml"):
        path = project.pack / name
        path.write_text(path.read_text().replace("{framework: ours, id: example}", "{framework: FSBP, id: SQS.1}"))
    project.write("policies/controls.yaml", CONTROLS)
    project.planned(stack("services-live", jobs(), resource("aws:sns/topic:Topic", "news", {})))
    document = run("coverage", "--plan", "plan.json", "--json").document
    assert document["frameworks"]["FSBP"] == {
        "covered": ["SQS.1"],
        "missing": ["EC2.2", "EC2.13"],
        "left_out": {"SQS.3": "the topic is nobody's business"},
    }
    assert document["types"] == {"with_a_check": 1, "without": {"aws:sns/topic:Topic": 1}}
    shown = run("coverage", "--plan", "plan.json").out
    assert "FSBP: 1 control answered\n answered by none: EC2.2, EC2.13\n left out: SQS.3" in shown
    assert "1 of 2 types in the plan have a check of their own" in shown


def test_a_pack_with_a_mistake_is_refused_with_its_place(project: SmallProject) -> None:
    path = project.pack / "messaging/queue_is_encrypted.yaml"
    path.write_text(path.read_text().replace("level: poc", "level: pok"))
    done = run("list")
    assert done.code == 1
    assert "policies/messaging/queue_is_encrypted.yaml:2:8  level: 'pok'" in done.error
