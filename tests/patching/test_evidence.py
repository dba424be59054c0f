"""Evidence that the collection writes is read by the program, and neither trusts the other's arithmetic."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from estate.errors import InputError
from estate.patching.evidence import attestation, last_run, read_evidence, run_result
from estate.readiness.attest import attest
from estate.readiness.evidence import load_evidence
from tests.patching.collection import journal, unfinished

PACKAGE = {"name": "openssl", "old": "3.0.16", "new": "3.0.17", "origin": "Debian-Security", "security": True}


def write(file: Path, *events: tuple[str, str], run: str = "r1", **data: object) -> None:
    plan: dict[str, Any] = {"packages": {"h1": [PACKAGE], "h2": [PACKAGE], "h3": []}}
    for event, host in events:
        content = plan if event == "planned" else {"packages": [PACKAGE], **data}
        journal.append(file, {"run": run, "who": "maple", "event": event, "host": host, "data": content})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "evidence.jsonl"
    write(file, ("planned", ""), ("began", "h1"), ("patched", "h1"), ("began", "h2"), ("reverted", "h2"))
    return file


def test_what_was_written_reads_back_as_a_run(file: Path) -> None:
    result = last_run(read_evidence(file))
    assert result is not None
    assert {host.host: host.ending for host in result.hosts} == {"h1": "patched", "h2": "reverted", "h3": "untouched"}
    assert result.hosts[0].packages[0].old == "3.0.16"
    assert not result.is_good


def change(lines: list[str]) -> list[str]:
    return [lines[0].replace("maple", "olive"), *lines[1:]]


def take_out(lines: list[str]) -> list[str]:
    return [lines[0], *lines[2:]]


def swap(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


def rehash(lines: list[str]) -> list[str]:
    record = json.loads(lines[1])
    record["who"] = "olive"
    record["hash"] = journal.digest(record)
    return [lines[0], json.dumps(record), *lines[2:]]


@pytest.mark.parametrize("edit", [change, take_out, swap, rehash])
def test_a_line_that_is_changed_or_taken_out_is_noticed(file: Path, edit: Callable[[list[str]], list[str]]) -> None:
    file.write_text("\n".join(edit(file.read_text().splitlines())) + "\n")
    with pytest.raises(InputError, match="the evidence proves nothing any more"):
        read_evidence(file)


def test_a_line_that_a_crash_cut_is_overwritten_by_the_next(file: Path) -> None:
    with file.open("a") as stream:
        stream.write('{"half')
    write(file, ("began", "h1"))
    assert len(read_evidence(file)) == 6


def test_a_word_with_a_line_separator_breaks_no_line(tmp_path: Path) -> None:
    file = tmp_path / "evidence.jsonl"
    write(file, ("planned", ""), ("began", "h1"))
    write(file, ("failed", "h1"), wrong="one\u2028two\x85three\nfour")
    assert read_evidence(file)[-1]["data"]["wrong"] == "one\u2028two\x85three\nfour"


def test_the_hash_is_that_of_the_line_without_it_as_sorted_json(tmp_path: Path) -> None:
    file = tmp_path / "evidence.jsonl"
    line = journal.append(file, {"run": "r", "who": "w", "event": "e", "host": "h", "data": {}})
    assert line["previous"] == "0" * 64
    # sha256sum of the documented form, by another program's rules: keys in order, no spaces.
    import hashlib

    text = (
        '{"at":"'
        + line["at"]
        + '","data":{},"event":"e","host":"h","previous":"'
        + "0" * 64
        + '","run":"r","sequence":1,"version":1,"who":"w"}'
    )
    assert line["hash"] == hashlib.sha256(text.encode()).hexdigest()


def test_readiness_gets_the_day_the_verdict_and_the_numbers(file: Path) -> None:
    result = last_run(read_evidence(file))
    assert result is not None
    proof = attestation(result, "production", file="evidence.jsonl")
    assert (proof.kind, proof.subject, proof.passed) == ("patch", "production", False)
    assert proof.values == {"hosts": 3.0, "patched": 1.0, "reboots_pending": 0.0}
    assert isinstance(proof.on, date)


def test_a_run_that_was_taken_up_again_is_one_run(tmp_path: Path) -> None:
    file = tmp_path / "evidence.jsonl"
    write(file, ("planned", ""), ("began", "h1"))
    empty: dict[str, Any] = {"packages": {"h1": [], "h2": [PACKAGE], "h3": []}}
    journal.append(file, {"run": "r1", "who": "maple", "event": "planned", "host": "", "data": empty})
    write(file, ("began", "h1"), ("patched", "h1"), ("began", "h2"), ("patched", "h2"))
    result = run_result(read_evidence(file), "r1")
    assert result is not None
    assert result.is_good
    assert [len(host.packages) for host in result.hosts] == [1, 1, 0]


@pytest.mark.parametrize(
    ("events", "hosts"),
    [
        pytest.param([("began", "h1")], {"h1"}, id="killed"),
        pytest.param([("began", "h1"), ("failed", "h1")], {"h1"}, id="out of service"),
        pytest.param([("began", "h1"), ("patched", "h1"), ("began", "h2")], {"h2"}, id="the second"),
        pytest.param([("began", "h1"), ("reverted", "h1")], None, id="went back"),
        pytest.param([("planned", "")], None, id="only planned"),
    ],
)
def test_a_host_that_was_begun_and_never_ended_makes_a_run_unfinished(
    tmp_path: Path, events: list[tuple[str, str]], hosts: set[str] | None
) -> None:
    file = tmp_path / "evidence.jsonl"
    write(file, *events)
    found = unfinished(journal.read(file))
    assert (set(found.hosts) if found else None) == hosts


def test_attestations_are_read_by_the_readiness_report_one_after_another(file: Path, tmp_path: Path) -> None:
    result = last_run(read_evidence(file))
    assert result is not None
    for hour in (1, 2):
        attest(tmp_path, attestation(result, "staging", file="a\u2028b.jsonl"), by="maple", now=datetime(2026, 12, 3, hour, tzinfo=UTC))
    found = load_evidence(tmp_path)
    assert found.mistakes == ()
    assert [(one.kind, one.subject, one.passed) for one in found.attestations] == [("patch", "staging", False)] * 2
