"""`estate ready`, as a person starts it."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from estate.chain import next_line
from estate.cli import ready
from estate.errors import EstateError
from estate.readiness.explain import FILE, poc_vs_production
from estate.readiness.pack import load_pack
from tests.cli.catalog_commands import Outcome
from tests.readiness.small_projects import SmallProject, jobs, small_project, stack, waiver

ROOT = Path(__file__).resolve().parents[2]
DAY = ("--on", "2026-11-10")
app = typer.Typer(pretty_exceptions_enable=False)
app.command("ready")(ready.ready)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.chdir(tmp_path)
    return small_project(tmp_path)


def run(*arguments: str) -> Outcome:
    result = CliRunner().invoke(app, ["--plan", "plan.json", *DAY, *arguments])
    failed = result.exception
    if failed is not None and not isinstance(failed, SystemExit | EstateError):
        raise failed
    return Outcome(code=result.exit_code, out=result.stdout, error=str(failed) if isinstance(failed, EstateError) else result.stderr)


def drill(*, on: str = "2026-10-01", stores: Sequence[str] = ("stream", "news"), about: Mapping[str, str] | None = None) -> str:
    """The evidence that stores were restored."""
    lines: list[str] = []
    for name in stores:
        content = {"kind": "restore", "subject": name, "on": on, "passed": True, "values": {"minutes": 42}, **(about or {})}
        lines.append(next_line(lines[-1] if lines else None, content, at=f"{on}T10:00:00Z"))
    return "\n".join(lines) + "\n"


def card(document: Any, name: str) -> Any:
    return next(one for one in document["cards"] if one["name"] == name)


def test_a_production_service_that_is_there_and_stores_that_were_restored_are_good(project: SmallProject) -> None:
    project.write("evidence/drills.jsonl", drill())
    done = run("--json")
    assert done.code == 0, done.out
    assert done.document["short"] == []
    assert card(done.document, "till")["reached"] == "production"
    assert card(done.document, "stream")["levels"]["production"] == {"good": 1, "asked": 1}
    assert card(done.document, "stream")["verdicts"][0]["evidence"] == "attested"


def test_a_production_service_that_is_not_there_stops_the_pull_request_with_the_list(project: SmallProject) -> None:
    project.write("evidence/drills.jsonl", drill())
    project.planned(stack("services-live", jobs()))
    done = run("--json")
    assert done.code == 1
    assert done.document["short"] == ["service till"]
    assert card(done.document, "till")["reached"] is None
    assert [gap["check"] for gap in done.document["gaps"]] == ["queue_is_encrypted", "service_has_runbook"]
    assert done.document["gaps"][0]["places"] == ["components/aws/queue.py:46"]


def test_what_is_not_known_is_not_reached(project: SmallProject) -> None:
    project.planned(stack("services-live", jobs(encrypted={"$unknown": True})))
    till = card(run("--json").document, "till")
    assert (till["reached"], till["outcomes"]) == (None, {"pass": 1, "undecided": 1})


def test_a_thing_that_no_check_asks_about_has_reached_nothing(project: SmallProject) -> None:
    project.planned(stack("network-live"))
    for name in ("observability/service_has_runbook.yaml", "observability/service_has_runbook.py"):
        (project.pack / name).unlink()
    done = run()
    assert done.code == 1
    assert "till                     production  -           0/0       nothing is checked" in done.out


def test_the_place_of_a_gap_is_the_line_of_the_catalog(project: SmallProject) -> None:
    gap = next(gap for gap in run("shelf", "--json").document["gaps"] if gap["check"] == "service_has_runbook")
    assert gap["places"] == ["catalog/services/shelf.yaml"], "the key is not there: its file is"
    store = run("stream", "--json").document["gaps"][0]
    line = project.estate.text("stores/stream.yaml").splitlines().index("tier: 2") + 1
    assert store["places"] == [f"catalog/stores/stream.yaml:{line}"]


def test_a_level_holds_everybody_against_it(project: SmallProject) -> None:
    assert run("night").code == 0, "a proof of concept is asked no more"
    done = run("night", "--level", "production")
    assert done.code == 1
    assert "1 thing below production: night" in done.out


def test_the_terminal_is_readable_at_80_columns(project: SmallProject) -> None:
    project.planned(stack("services-live", jobs()))
    done = run("-v")
    assert done.out.splitlines()[0] == " service                  asked       reached     checks    open"
    assert max(map(len, done.out.splitlines())) <= 80
    first = done.out.index("A queue is encrypted")
    assert first < done.out.index("A service has a runbook"), "high and minutes stands before low and days"


def test_old_evidence_proves_nothing_and_says_so(project: SmallProject) -> None:
    project.write("evidence/drills.jsonl", drill(on="2026-08-01"))
    stream = card(run("--json").document, "stream")
    assert stream["verdicts"][0]["outcome"] == "fail"
    assert "older than 90d: restored on 2026-08-01" in stream["verdicts"][0]["text"]


def about(file: str, text: str) -> dict[str, str]:
    """The keys of a line that is about a file with this text."""
    return {"link": file, "digest": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}


def test_evidence_about_a_file_that_was_changed_since_proves_nothing_and_says_so(project: SmallProject) -> None:
    project.write("plans/restore.md", "one way")
    project.write("evidence/drills.jsonl", drill(about=about("plans/restore.md", "one way")))
    assert card(run("--json").document, "stream")["verdicts"][0]["outcome"] == "pass"
    project.write("plans/restore.md", "another way")
    stream = card(run("--json").document, "stream")["verdicts"][0]
    assert stream["outcome"] == "fail"
    assert "plans/restore.md was changed after the proof of 2026-10-01, which says nothing of it any more" in stream["text"]


def test_no_older_evidence_stands_in_for_what_is_about_another_file(project: SmallProject) -> None:
    project.write("evidence/a.jsonl", drill(on="2026-09-30"))
    project.write("evidence/b.jsonl", drill(about=about("plans/restore.md", "one way")))
    assert card(run("--json").document, "stream")["verdicts"][0]["outcome"] == "fail"


def test_evidence_of_tomorrow_proves_nothing(project: SmallProject) -> None:
    project.write("evidence/drills.jsonl", drill(on="2026-12-01"))
    assert card(run("--json").document, "stream")["verdicts"][0]["outcome"] == "fail"


BREAKS: dict[str, tuple[Callable[[str], str], str]] = {
    "changed": (partial(re.sub, '"minutes":42', '"minutes":4'), "evidence/drills.jsonl:1:1 was changed"),
    "the first line is gone": (partial(re.sub, r"\A[^\n]*\n", ""), "does not follow the line before it"),
    "cut": (partial(re.sub, r"\Z", "{no json"), "evidence/drills.jsonl:3:1 is no JSON"),
    "nested without end": (partial(re.sub, r"(?s)\A.*\Z", "[" * 100_000), "is no JSON"),
    "another version": (partial(re.sub, '"version":1', '"version":2'), "no line of version 1"),
}


@pytest.mark.parametrize("case", BREAKS)
def test_evidence_that_somebody_touched_counts_for_nothing(project: SmallProject, case: str) -> None:
    broken, words = BREAKS[case]
    project.write("evidence/drills.jsonl", broken(drill()))
    document = run("--json").document
    assert any(words in warning for warning in document["warnings"]), document["warnings"]
    assert card(document, "stream")["verdicts"][0]["outcome"] == "fail"


def test_a_line_carries_the_sha256_of_the_line_before_it() -> None:
    first, second = (json.loads(line) for line in drill().splitlines())
    body = {key: value for key, value in first.items() if key != "hash"}
    assert second["previous"] == hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_a_waiver_makes_a_failure_good_until_its_last_day(project: SmallProject) -> None:
    project.planned(stack("services-live", jobs()))
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "service: till", expires="2026-11-10"))
    till = card(run("till", "--json").document, "till")
    assert (till["reached"], till["outcomes"]) == ("production", {"pass": 1, "waived": 1})
    assert {"evidence": "waived", "outcome": "waived"}.items() <= till["verdicts"][0].items()
    assert "waived by agave until 2026-11-10 (PLAT-7)" in till["verdicts"][0]["text"]


def test_a_waiver_that_has_expired_fails(project: SmallProject) -> None:
    project.planned(stack("services-live", jobs(encrypted={"$unknown": True})))
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "service: till", expires="2026-11-09"))
    verdict = card(run("till", "--json").document, "till")["verdicts"][0]
    assert verdict["outcome"] == "fail"
    assert "its waiver expired on 2026-11-09 (PLAT-7, cedar)" in verdict["text"]


def test_a_waiver_without_use_is_a_warning(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "service: till"))
    (warning,) = run("--json").document["warnings"]
    assert "queue_is_encrypted for service till has no use" in warning


def test_a_waiver_for_a_resource_that_is_none_is_refused_with_the_nearest(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encrypted", "resource: jbos"))
    done = run()
    assert done.code == 1
    assert "'jbos' is no resource that queue_is_encrypted asks about" in done.error
    assert "did you mean 'jobs'?" in done.error


def test_a_waiver_for_a_check_that_is_none_is_refused_with_the_nearest(project: SmallProject) -> None:
    project.estate.write("waivers.yaml", waiver("queue_is_encryptd", "service: till"))
    done = run()
    assert "catalog/waivers.yaml:2:13  waivers[0].check: 'queue_is_encryptd' is no check" in done.error
    assert "did you mean 'queue_is_encrypted'?" in done.error


def test_a_check_that_raises_costs_its_own_verdict_alone(project: SmallProject) -> None:
    project.write("policies/observability/service_has_runbook.py", "def judge(service, world):\n    return 1 / 0\n")
    till = card(run("--json").document, "till")
    assert till["outcomes"] == {"pass": 1, "undecided": 1}
    assert till["reached"] == "poc"


def test_a_plan_of_another_version_is_refused(project: SmallProject) -> None:
    project.plan.write_text('{"version": 7, "stacks": []}')
    assert "the plan has version 7; expected 1" in run().error


@pytest.mark.parametrize("text", ["[]", "{", "\x00"])
def test_a_file_that_is_no_plan_is_refused(project: SmallProject, text: str) -> None:
    project.plan.write_text(text)
    assert "plan.json is no plan" in run().error


def test_a_plan_with_an_error_is_not_judged(project: SmallProject) -> None:
    error = {"stack": "data-live", "layer": "data", "environment": "live", "text": "KeyError: 'x'", "source": None}
    project.plan.write_text(json.dumps({"version": 1, "stacks": [], "errors": [error]}))
    assert "data-live cannot be planned, so nothing is judged: KeyError" in run().error


def test_a_policy_document_of_10_megabytes_is_undecided(project: SmallProject) -> None:
    project.write(
        "policies/messaging/queue_is_encrypted.yaml",
        (project.pack / "messaging/queue_is_encrypted.yaml").read_text().replace("path: encrypted", "path: policy.Version"),
    )
    project.planned(stack("services-live", jobs(policy='{"Version": "' + "x" * 10_000_000 + '"}')))
    till = card(run("till", "--json").document, "till")
    assert till["verdicts"][0]["outcome"] == "undecided"
    assert len(till["verdicts"][0]["text"]) < 500


def test_what_a_program_says_is_no_markup_and_no_command_of_a_terminal(project: SmallProject) -> None:
    hostile = "</td><script>alert(1)</script>\x1b[31m|`@everyone`"
    queue = jobs(encrypted=hostile)
    project.planned(stack("services-live", queue))
    assert "\x1b" not in run("-v").out
    run("--html", "page.html")
    page = (project.root / "page.html").read_text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    rows = [line for line in run("--markdown").out.splitlines() if "script" in line]
    assert rows
    assert all("``" in row for row in rows), "it stands in a code span that no tick of its own ends"


def test_names_are_answered_with_the_nearest(project: SmallProject) -> None:
    assert "'tlil' is no service, store, team or environment; did you mean 'till'?" in run("tlil").error
    assert "expected: estate ready explain poc-vs-production" in run("explain", "poc").error


def test_the_json_is_the_same_bytes_each_time(project: SmallProject) -> None:
    assert run("--json") == run("--json")


def test_the_document_on_the_levels_is_fresh() -> None:
    text = poc_vs_production(load_pack(ROOT / "policies"))
    assert (ROOT / FILE).read_text() == text, "run: estate ready explain poc-vs-production > docs/guide/poc-vs-production.md"
