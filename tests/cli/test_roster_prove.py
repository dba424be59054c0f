import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from estate.readiness.evidence import load_evidence
from estate.roster.lock import LockFile, format_lock, lock_file
from tests.cli.catalog_commands import Outcome, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """The reference estate's catalog with its locks, to be changed."""
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def prove(estate: Path, *arguments: object) -> Outcome:
    return run(["roster", "prove", "--catalog", estate / "catalog", *arguments])


def lock_of(estate: Path, roster: str) -> LockFile:
    return lock_file(estate / "catalog", roster)


def hand_over(estate: Path, to: Sequence[str]) -> str:
    """Another manager, the first of these, has the first shift, in a lock whose digest fits; gives its start."""
    file = lock_of(estate, "managers")
    lock = file.read()
    first, *others = lock.shifts
    changed = first.model_copy(update={"who": next(person for person in to if person != first.who)})
    file.path.write_text(format_lock(lock.model_copy(update={"shifts": (changed, *others)})))
    return changed.start.strftime("%Y-%m-%dT%H:%MZ")


def freeze(estate: Path) -> None:
    roster = estate / "catalog/rosters/managers.yaml"
    roster.write_text(roster.read_text() + "frozen_until: 2026-11-30\n")


def test_the_committed_locks_are_proved(estate: Path) -> None:
    outcome = prove(estate)
    assert outcome.code == ExitCode.GOOD, outcome.out
    assert outcome.out.startswith("Proved: 14 of 17 invariants, ")
    assert all(len(line) <= 80 for line in outcome.out.splitlines())


def test_a_violation_comes_with_its_instant_and_person_below_a_red_verdict(estate: Path) -> None:
    start = hand_over(estate, ["ahuehuete"])
    outcome = prove(estate, "managers")
    assert outcome.code == ExitCode.FOUND
    verdict, *lines = outcome.out.splitlines()
    assert "violations in 1 roster (14 of 17 invariants, 84 shifts in 1 roster, " in verdict
    assert f"      {start}  ahuehuete" in lines
    assert any("ahuehuete is no member of this roster" in line for line in lines)
    assert all(len(line) <= 80 for line in lines)


def test_the_json_holds_every_violation_and_is_the_same_each_time(estate: Path) -> None:
    start = hand_over(estate, ["ahuehuete"])
    outcome = prove(estate, "managers", "--json")
    assert outcome.code == ExitCode.FOUND
    document = outcome.document
    assert (document["version"], document["proved"]) == (1, False)
    assert [one["number"] for one in document["invariants"]] == list(range(1, 18))
    assert {(one["invariant"], one["at"], one["who"]) for one in document["violations"]} >= {
        (2, start, "ahuehuete"),
        (12, start, "ahuehuete"),
    }
    assert prove(estate, "managers", "--json") == outcome


def test_a_roster_that_changed_after_it_was_solved_is_told_to_be_solved_again(estate: Path) -> None:
    file = estate / "catalog/rosters/managers.yaml"
    file.write_text(file.read_text().replace("hours: 46h", "hours: 45h"))
    outcome = prove(estate, "managers")
    assert outcome.code == ExitCode.FOUND
    assert "solve again: estate roster solve managers" in " ".join(outcome.out.split())


def test_a_lock_edited_by_hand_is_wrong_input(estate: Path) -> None:
    path = lock_of(estate, "operations").path
    path.write_text(path.read_text().replace("who: cedar", "who: plane", 1))
    assert "edited by hand" in prove(estate).error


def test_every_missing_lock_is_named_at_once(estate: Path) -> None:
    for name in ("managers", "platform"):
        lock_of(estate, name).path.unlink()
    outcome = prove(estate)
    assert [line.rpartition(": ")[2] for line in outcome.error.splitlines()] == [
        "estate roster solve managers",
        "estate roster solve platform",
    ]


def test_a_roster_is_proved_alone_while_another_has_no_lock(estate: Path) -> None:
    lock_of(estate, "platform").path.unlink()
    outcome = prove(estate, "managers")
    assert outcome.code == ExitCode.GOOD
    assert "without a lock: platform" in outcome.out


def test_an_unknown_roster_is_answered_with_the_nearest(estate: Path) -> None:
    assert "did you mean 'operations'?" in prove(estate, "operation").error


def test_an_earlier_lock_is_compared_with(estate: Path) -> None:
    earlier = estate / "earlier.lock.yaml"
    shutil.copy(lock_of(estate, "managers").path, earlier)
    freeze(estate)
    hand_over(estate, ["ash", "elm"])
    outcome = prove(estate, "managers", "--before", earlier)
    assert "published with" in " ".join(outcome.out.split())


def test_two_earlier_locks_are_refused(estate: Path) -> None:
    assert "choose one" in prove(estate, "--before", "x", "--base", "main").error


def test_a_lock_of_another_roster_is_no_earlier_lock(estate: Path) -> None:
    outcome = prove(estate, "managers", "--before", lock_of(estate, "platform").path)
    assert "is a lock of platform; proved are managers" in outcome.error


def test_published_weeks_are_held_against_a_revision(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(estate)
    freeze(estate)
    who = ("-c", "user.name=a", "-c", "user.email=a@shop.example")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "published")):
        subprocess.run(["git", *command], check=True, capture_output=True)  # noqa: S603, S607  the developer's git, with these words
    hand_over(estate, ["ash", "elm"])
    outcome = run(["roster", "prove", "managers", "--base", "HEAD", "--json"])
    assert 10 in {one["invariant"] for one in outcome.document["violations"]}


def test_the_chart_is_an_svg_with_the_same_bytes_each_time(estate: Path) -> None:
    charts = [estate / "one.svg", estate / "other.svg"]
    for chart in charts:
        prove(estate, "managers", "--svg", chart)
    assert charts[0].read_bytes() == charts[1].read_bytes()
    assert charts[0].read_text().startswith("<svg")
    assert "elm" in charts[0].read_text()


def test_whom_a_roster_can_lose_is_told_person_by_person(estate: Path) -> None:
    outcome = prove(estate, "managers", "--losses")
    assert outcome.code == ExitCode.GOOD
    assert "Proved: 16 of 17 invariants, " in outcome.out
    assert "managers survives the loss of 3 of 3 people" in outcome.out


def test_who_cannot_be_lost_comes_with_the_rules_that_conflict(estate: Path) -> None:
    file = estate / "catalog/rosters/fulfilment.yaml"
    file.write_text(file.read_text() + "absences:\n  - {person: juniper, first: 2026-12-07, last: 2026-12-07}\n")
    losses = prove(estate, "fulfilment", "--losses", "--json").document["losses"]
    assert [(one["person"], one["feasible"], bool(one["conflict"])) for one in losses] == [
        ("juniper", True, False),
        ("spruce", False, True),
    ]


def evidence_of(estate: Path, roster: str) -> list[dict[str, Any]]:
    lines = (estate / "evidence" / f"roster-{roster}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_a_proof_is_attested_roster_by_roster(estate: Path) -> None:
    start = hand_over(estate, ["ahuehuete"])
    outcome = prove(estate, "managers", "operations", "--attest", "cedar")
    assert outcome.code == ExitCode.FOUND, start
    (wrong,), (right,) = evidence_of(estate, "managers"), evidence_of(estate, "operations")
    assert (wrong["passed"], right["passed"]) == (False, True)
    assert wrong["values"]["violations"] > 0
    assert (right["subject"], right["by"], right["link"]) == ("operations", "cedar", "catalog/rosters/operations.lock.yaml")
    assert load_evidence(estate).mistakes == ()


def test_a_lock_that_was_changed_after_its_proof_is_not_proved(estate: Path) -> None:
    prove(estate, "managers", "operations", "--attest", "cedar")
    hand_over(estate, ["ahuehuete", "juniper"])
    changed = {one.subject: one.is_of_another_file for one in load_evidence(estate).attestations}
    assert changed == {"managers": True, "operations": False}
    lock_of(estate, "operations").path.unlink()
    assert all(one.is_of_another_file for one in load_evidence(estate).attestations), "what is gone is not what was proved"


def test_proofs_follow_each_other_in_one_chain(estate: Path) -> None:
    for _ in range(2):
        assert prove(estate, "operations", "--attest", "cedar").code == ExitCode.GOOD
    first, second = evidence_of(estate, "operations")
    assert second["previous"] == first["hash"]


def test_nobody_attests_in_the_name_of_a_stranger(estate: Path) -> None:
    outcome = prove(estate, "operations", "--attest", "ceder")
    assert outcome.error == "'ceder' is nobody of the catalog\n    did you mean 'cedar'?"
    assert not (estate / "evidence").exists()
