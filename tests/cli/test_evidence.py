"""`estate evidence`, as a person starts it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from estate.cli import evidence, ready
from estate.errors import EstateError
from tests.cli.catalog_commands import Outcome
from tests.readiness.small_projects import SmallProject, small_project

TODAY = datetime.now(UTC).date()
app = typer.Typer(pretty_exceptions_enable=False)
app.add_typer(evidence.commands, name="evidence")
app.command("ready")(ready.ready)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.chdir(tmp_path)
    return small_project(tmp_path)


def run(*arguments: str) -> Outcome:
    result = CliRunner().invoke(app, list(arguments))
    failed = result.exception
    if failed is not None and not isinstance(failed, SystemExit | EstateError):
        raise failed
    return Outcome(code=result.exit_code, out=result.stdout, error=str(failed) if isinstance(failed, EstateError) else result.stderr)


def add(*arguments: str) -> Outcome:
    return run("evidence", "add", "restore", "stream", "--by", "cedar", *arguments)


def test_what_is_written_down_is_believed_by_the_checks_and_linked_by_the_report(project: SmallProject) -> None:
    assert add("--value", "minutes=42", "--link", "https://example.com/drill").out == "evidence/restore-stream.jsonl:1\n"
    document = run("ready", "stream", "--json", "--plan", "plan.json").document
    (verdict,) = document["cards"][0]["verdicts"]
    assert verdict["outcome"] == "pass"
    proof = {"kind": "restore", "on": TODAY.isoformat(), "file": "evidence/restore-stream.jsonl:1", "passed": True, "by": "cedar"}
    assert verdict["proofs"] == [{**proof, "link": "https://example.com/drill"}]


def test_a_drill_that_did_not_succeed_is_evidence_too(project: SmallProject) -> None:
    add()
    add("--failed")
    shown = run("ready", "stream", "--plan", "plan.json")
    assert shown.code == 1
    assert f"seen evidence/restore-stream.jsonl:2, {TODAY}" in shown.out


def test_evidence_is_listed_with_its_age_the_newest_first(project: SmallProject) -> None:
    add("--on", (TODAY - timedelta(days=40)).isoformat())
    add("--value", "minutes=42")
    first, second = run("evidence", "list").out.splitlines()
    assert first.split() == ["restore", "stream", "passed", TODAY.isoformat(), "0", "d", "cedar", "evidence/restore-stream.jsonl:2"]
    assert second.split()[4:6] == ["40", "d"]
    assert [one["age_days"] for one in run("evidence", "list", "--json").document["evidence"]] == [40, 0]


def test_nothing_follows_a_broken_chain_and_the_listing_says_where_it_broke(project: SmallProject) -> None:
    add()
    file = project.root / "evidence/restore-stream.jsonl"
    file.write_text(file.read_text().replace("cedar", "agave"))
    assert "evidence/restore-stream.jsonl:1:1 was changed after it was written" in add().error
    listed = run("evidence", "list")
    assert listed.code == 1
    assert "was changed after it was written" in " ".join(listed.out.split())
    assert len(file.read_text().splitlines()) == 1, "nothing was added"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fail-over", "stream", "--by", "cedar"), "'fail-over' is no kind of evidence; did you mean 'failover'?"),
        (("restore", "steam", "--by", "cedar"), "'steam' is nothing of the catalog; did you mean 'stream'?"),
        (("restore", "stream", "--by", "ceder"), "'ceder' is nobody of the catalog; did you mean 'cedar'?"),
        (("restore", "stream", "--by", "cedar", "--value", "minutes"), "'minutes' is no name with an amount"),
        (("restore", "stream", "--by", "cedar", "--value", "minutes=soon"), "'minutes=soon' is no name with an amount"),
        (("restore", "stream", "--by", "cedar", "--value", "minutes=-5"), "'minutes=-5' is no name with an amount"),
        (("restore", "stream", "--by", "cedar", "--on", "2199-01-01"), "2199-01-01 is still to come"),
    ],
)
def test_what_fits_nothing_is_refused(project: SmallProject, arguments: tuple[str, ...], words: str) -> None:
    assert words in run("evidence", "add", *arguments).error
    assert not (project.root / "evidence").exists()


def test_no_evidence_says_how_to_write_some(project: SmallProject) -> None:
    assert run("evidence", "list").out.startswith("Nothing is attested. Next: estate evidence add restore")


def test_numbers_that_are_none_are_refused_before_json_would_hold_them(project: SmallProject) -> None:
    assert "no name with an amount" in add("--value", "minutes=nan").error


def test_every_line_is_json_that_anybody_can_read(project: SmallProject) -> None:
    add("--value", "minutes=42")
    line = json.loads((project.root / "evidence/restore-stream.jsonl").read_text())
    assert {"kind": "restore", "subject": "stream", "by": "cedar", "passed": True, "values": {"minutes": 42.0}}.items() <= line.items()


def test_the_page_links_evidence_and_makes_no_link_of_what_is_no_address(project: SmallProject) -> None:
    add("--link", "https://example.com/drill?a=1&b=<2>")
    run("evidence", "add", "restore", "news", "--by", "cedar", "--link", "javascript:alert(1)")
    run("ready", "--plan", "plan.json", "--html", "page.html")
    page = (project.root / "page.html").read_text()
    assert '<a href="https://example.com/drill?a=1&amp;b=&lt;2&gt;"' in page
    assert "<code>javascript:alert(1)</code>" in page
    assert 'href="javascript' not in page
