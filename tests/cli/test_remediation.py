"""`estate remediation`: the queue at a terminal, without a dispatcher that runs."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from estate.errors import InputError, SurroundingsError
from estate.readiness.evidence import load_evidence
from estate.remediation.admit import Order
from estate.remediation.orders import accept, move
from estate.remediation.store import open_store, tell
from tests.cli.catalog_commands import Outcome, run

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "catalog"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ORDER = Order(key="k", sender="datadog", alert="image-provider.disk", action="clear-disk", host="web-1", target="web-1", raised_at=NOW)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A queue with one order that waits."""
    connection = open_store(tmp_path / "queue.sqlite")
    accept(connection, ORDER, now=NOW)
    move(connection, 1, "waiting", now=NOW, words="clear-disk on web-1 waits for a person")
    connection.close()
    return tmp_path


def desk(state: Path, *words: str) -> Outcome:
    return run(["remediation", *words, "--state", state])


def named(state: Path, *words: str) -> Outcome:
    return run(["remediation", *words, "--state", state, "--catalog", CATALOG])


def test_the_queue_shows_what_waits_and_says_so_by_its_exit_code(state: Path) -> None:
    outcome = desk(state, "queue")
    assert outcome.code == ExitCode.FOUND
    assert "1  waiting    image-provider.disk -> clear-disk on web-1" in outcome.out


def test_the_queue_as_json(state: Path) -> None:
    [order] = desk(state, "queue", "--json").document["orders"]
    assert (order["number"], order["status"], order["action"], order["target"]) == (1, "waiting", "clear-disk", "web-1")


def test_an_approved_order_waits_for_nobody(state: Path) -> None:
    assert named(state, "approve", "1", "--by", "cedar").code == ExitCode.GOOD
    assert desk(state, "queue").code == ExitCode.GOOD
    assert "approved by cedar" in desk(state, "queue").out
    assert "waits for a person" not in desk(state, "queue").out


def test_what_is_stopped_is_shown_until_it_is_resumed(state: Path) -> None:
    named(state, "approve", "1", "--by", "cedar")
    named(state, "stop", "scale-out", "--by", "cedar", "--why", "prices")
    assert "STOPPED scale-out by cedar: prices" in desk(state, "queue").out
    named(state, "resume", "scale-out", "--by", "cedar")
    assert desk(state, "queue").code == ExitCode.GOOD


def test_every_word_at_the_desk_is_in_the_audit(state: Path) -> None:
    named(state, "approve", "1", "--by", "cedar")
    named(state, "stop", "all", "--by", "cedar", "--why", "night")
    outcome = desk(state, "audit")
    assert outcome.code == ExitCode.GOOD
    assert [word for word in ("accepted", "waiting", "approved", "stopped") if f'"event":"{word}"' not in outcome.out] == []
    assert outcome.out.endswith("4 lines, 0 breaks\n")


def cut(lines: list[str]) -> list[str]:
    return [lines[0], *lines[2:]]


def change(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace("web-1", "web-2"), *lines[2:]]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (cut, "line 2 does not follow the line before it: one was changed, added or taken out"),
        (change, "line 2 was changed after it was written"),
    ],
)
def test_an_audit_that_was_touched_is_found(state: Path, harm: Callable[[list[str]], list[str]], told: str) -> None:
    named(state, "approve", "1", "--by", "cedar")
    file = state / "audit.jsonl"
    file.write_text("\n".join(harm(file.read_text().splitlines())) + "\n")
    outcome = desk(state, "audit")
    assert outcome.code == ExitCode.FOUND
    assert told in outcome.out


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own, in whose folder evidence may be written."""
    folder = tmp_path_factory.mktemp("project")
    for part in ("catalog", "docs/runbooks"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def attested(state: Path, project: Path, *, by: str = "cedar") -> Outcome:
    return run(["remediation", "attest", "--by", by, "--state", state, "--catalog", project / "catalog"])


def test_runs_are_evidence_that_readiness_reads(state: Path, project: Path) -> None:
    with open_store(state / "queue.sqlite") as connection:
        tell(connection, "started", now=NOW, environment="staging")
        move(connection, 1, "unhealed", now=NOW, words="the disk is full")
    desk(state, "queue")
    outcome = attested(state, project)
    assert (outcome.code, outcome.error) == (ExitCode.FOUND, "")
    assert outcome.out.startswith("1 run of staging, 1 not healed: ")
    found = load_evidence(project)
    assert found.mistakes == ()
    (proof,) = found.attestations
    assert (proof.kind, proof.subject, proof.on, proof.passed) == ("remediation", "staging", NOW.date(), False)
    assert proof.values == {"runs": 1.0, "healed": 0.0, "unhealed": 1.0}


def test_the_audit_itself_is_of_the_form_that_readiness_reads(state: Path, tmp_path: Path) -> None:
    desk(state, "queue")
    (tmp_path / "evidence").mkdir()
    lines = (state / "audit.jsonl").read_text()
    (tmp_path / "evidence/audit.jsonl").write_text(lines)
    assert load_evidence(tmp_path).mistakes == ()
    (tmp_path / "evidence/audit.jsonl").write_text(lines.replace("web-1", "web-2"))
    (mistake,) = load_evidence(tmp_path).mistakes
    assert mistake.text == "was changed after it was written: its hash is another"


def test_nothing_is_attested_of_an_audit_that_was_touched_or_has_no_run(state: Path, project: Path) -> None:
    desk(state, "queue")
    assert "tells of no run that ended; there is nothing to attest" in attested(state, project).error
    assert "--by 'cedr' is nobody" in attested(state, project, by="cedr").error
    file = state / "audit.jsonl"
    file.write_text(file.read_text().replace("web-1", "web-2"))
    assert "was changed after it was written: its hash is another; the audit proves nothing any more" in attested(state, project).error
    assert not (project / "evidence").exists()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["approve", "1", "--by", "cedr"], "--by 'cedr' is nobody; expected a call-name of people.yaml\n    did you mean 'cedar'?"),
        (["approve", "7", "--by", "cedar"], "order 7 is not in the queue; expected one that is waiting: estate remediation queue"),
        (["stop", "scale-up", "--by", "cedar", "--why", "x"], "did you mean 'scale-out'?"),
        (["resume", "all", "--by", "cedar"], "all is not stopped; stopped are nothing"),
    ],
)
def test_a_mistake_at_the_desk_is_told(state: Path, words: list[str], text: str) -> None:
    assert text in named(state, *words).error


def test_a_folder_without_a_queue_says_what_to_do(tmp_path: Path) -> None:
    assert "start the dispatcher there first, or name its folder: --state FOLDER" in desk(tmp_path, "queue").error


def serve(tmp_path: Path, *words: Any) -> str:
    return run(["remediation", "serve", *words, "--state", tmp_path, "--catalog", CATALOG]).error


def test_a_dispatcher_refuses_to_start_before_anything_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inventory = tmp_path / "hosts.yml"
    inventory.write_text("all: {hosts: {web-1: {}}}\n")
    assert "'stagin' is no environment; expected" in serve(tmp_path, "stagin", "--inventory", inventory)
    assert "is no address; expected a host and a port" in serve(tmp_path, "staging", "--inventory", inventory, "--listen", "everywhere")
    monkeypatch.setenv("ESTATE_LOCKS", str(tmp_path / "locks"))
    assert "is no inventory" in serve(tmp_path, "staging", "--inventory", tmp_path / "gone.yml")
    assert "web-1 has no estate_service" in serve(tmp_path, "staging", "--inventory", inventory)
    inventory.write_text("all: {hosts: {web-1: {estate_service: image-provider}}}\n")
    assert "nobody's webhooks could be believed" in serve(tmp_path, "staging", "--inventory", inventory)
    monkeypatch.setenv("ESTATE_REMEDIATION_DATADOG_SECRET", "0123456789abcdef")  # pragma: allowlist secret
    assert "ESTATE_REMEDIATION_PAGE_KEY is not set" in serve(tmp_path, "staging", "--inventory", inventory)
    assert not (tmp_path / "queue.sqlite").exists()


def test_an_inventory_that_cannot_be_read_is_no_empty_one(tmp_path: Path) -> None:
    from estate.remediation.fleet import fleet_of

    with pytest.raises(InputError, match="has no hosts; expected at least one"):
        fleet_of({"_meta": {"hostvars": {}}}, inventory="hosts.yml")


def test_an_inventory_whose_collection_is_missing_says_what_to_run(tmp_path: Path) -> None:
    from estate.remediation.fleet import read_fleet

    (tmp_path / "hosts.aws_ec2.yml").write_text("plugin: nobody.nothing.hosts\n")
    with pytest.raises(SurroundingsError, match="specifies unknown plugin") as caught:
        read_fleet(tmp_path / "hosts.aws_ec2.yml", config=ROOT / "ansible/ansible.cfg")
    assert str(caught.value).splitlines()[-1] == "    the collections are not here; bring them with: tools/collections"


def test_hosts_of_ec2_come_marked_as_data() -> None:
    from estate.remediation.fleet import Host, fleet_of

    marked = {"estate_service": {"__ansible_unsafe": "image-provider"}, "ansible_host": {"__ansible_unsafe": "10.30.0.7"}}
    listing = {"_meta": {"hostvars": {"i-0a1b": marked}}, "all": {"children": ["aws_ec2"]}, "aws_ec2": {"hosts": ["i-0a1b"]}}
    assert fleet_of(listing, inventory="staging").hosts == {"i-0a1b": Host(name="i-0a1b", service="image-provider", address="10.30.0.7")}
