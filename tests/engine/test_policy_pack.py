"""The real engine runs the pack: its verdicts are those of the plan, and a mandatory one stops the rollout."""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from estate.graph.record import record
from estate.graph.symbols import Symbols
from tests.engine.cli import Json, Pulumi, sandbox
from tests.policies.bad_estate import storage
from tests.policies.bad_world import FOLDER
from tests.readiness.served.engine_side import ROOT, Said
from tests.readiness.served.in_process import expected, graph_of, results
from tests.stacks.recordings import recording_of

STACKS = ("account-dev", "network-dev", "data-dev")
BAD = "data-production"
BUCKET = "aws:s3/bucket:Bucket"
UNSEEN = "all_stacks_are_seen"
Key = tuple[str, str, str]
"""The check, the URN and the level."""


@pytest.fixture
def project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with its pack, whose PulumiPolicy.yaml names the environment beside it."""
    shutil.copytree(ROOT / "policies", project / "policies", ignore=shutil.ignore_patterns("__pycache__"))
    (project / ".venv").symlink_to(sys.prefix)
    monkeypatch.setenv("PULUMI_DEBUG_COMMANDS", "true")  # knows --event-log
    return project


def test_the_verdicts_of_a_preview_are_those_of_the_plan(project: Path) -> None:
    with sandbox(project) as pulumi:
        for stack in STACKS:
            planned = expected(results(graph_of(stack, recording_of(stack))))
            pulumi.make(stack)
            assert_nothing_new_fails(policed(pulumi, project, "preview", stack=stack), planned)
            policed(pulumi, project, "up", "--yes", "--skip-preview", stack=stack)
            assert_the_same(policed(pulumi, project, "preview", "--expect-no-changes", stack=stack), planned)


def assert_nothing_new_fails(events: Iterable[Json], planned: set[Said]) -> None:
    """Before anything exists ids are not known: what follows them is undecided, and said to be."""
    failed, undecided = said(events)
    assert failed <= keys(planned)
    assert {check for check, _urn, _level in keys(planned) - failed} <= undecided


def assert_the_same(events: Iterable[Json], planned: set[Said]) -> None:
    """Now the engine knows every value, the plan only where it comes from."""
    failed, undecided = said(events)
    doubtful = {one.check for one in planned if one.outcome == "undecided"}
    assert keys(planned) <= failed
    assert {check for check, _urn, _level in failed - keys(planned)} <= doubtful
    assert undecided <= doubtful


def test_a_bad_program_is_stopped_and_what_has_no_owner_gets_its_tags(project: Path) -> None:
    program = Path(storage.__file__).read_text(encoding="utf-8")
    (project / "stacks" / "__main__.py").write_text(f"{program}\n\nbuild()\n", encoding="utf-8")
    planned = expected(results(graph_of(BAD, record(storage.build, stack=BAD, answers=Symbols({}), root=FOLDER, waits=False))))
    with sandbox(project) as pulumi:
        pulumi.make(BAD)
        events = policed(pulumi, project, "preview", stack=BAD, succeeds=False)
        failed, _undecided = said(events)
        assert "mandatory" in {level for _check, _urn, level in failed}
        assert failed <= keys(planned)
        assert_tags_are_added(events)
        policed(pulumi, project, "up", "--yes", "--skip-preview", stack=BAD, succeeds=False)
        made = [one["urn"].rsplit("::", 1)[1] for one in pulumi.resources(BAD) if one["type"] == BUCKET]
        assert "photos" not in made, "it fails by itself, so it is refused before it is made"


def assert_tags_are_added(events: Iterable[Json]) -> None:
    found = [event["policyRemediationEvent"] for event in events if "policyRemediationEvent" in event]
    (archive,) = [one for one in found if one["resourceUrn"].endswith(f"{BUCKET}::archive")]
    assert archive["after"]["tags"]["managed-by"] == "pulumi"
    assert archive["after"]["tags"]["environment"] == "production"


def policed(pulumi: Pulumi, project: Path, *words: str, stack: str, succeeds: bool = True) -> list[Json]:
    """What happened under a command that runs the pack."""
    log = project / "events.json"
    ended = pulumi.attempt(*words, "--policy-pack", str(project / "policies"), "--event-log", str(log), stack=stack)
    assert (ended.returncode == 0) == succeeds, f"{ended.stdout}\n{ended.stderr}"
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def said(events: Iterable[Json]) -> tuple[set[Key], set[str]]:
    """What failed, and the checks of which something is undecided."""
    found = [event["policyEvent"] for event in events if "policyEvent" in event]
    undecided = {one["policyName"] for one in found if is_undecided(one)}
    failed = [one for one in found if not is_undecided(one) and one["policyName"] != UNSEEN]
    return {(one["policyName"], one["resourceUrn"], one["enforcementLevel"]) for one in failed}, undecided


def is_undecided(event: Json) -> bool:
    return "\nundecided: " in event["message"]


def keys(planned: set[Said]) -> set[Key]:
    return {(one.check, one.subject, one.level) for one in planned if one.outcome == "fail"}
