"""`estate patch` on real hosts: what an operator sees, and how it ends."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from estate.graph.model import StackGraph, graphs_as_json
from estate.patching.evidence import read_evidence
from estate.readiness.evidence import load_evidence
from tests.graph.graphs import resource
from tests.hosts.checkout import GROUP, VARIABLES, make_checkout
from tests.hosts.lab import Base, Lab, lab, traffic
from tests.hosts.lab.packages import UNHEALTHY
from tests.hosts.patching import BETTER, OLD, ROOT, environment, versions

pytestmark = pytest.mark.usefixtures("base")
GOOD, FOUND, INPUT, SURROUNDINGS = 0, 1, 2, 3


class Operator:
    """Somebody at the terminal, in a checkout whose catalog has the hosts of the lab."""

    def __init__(self, one: Lab, folder: Path) -> None:
        self.lab = one
        self.folder = folder
        make_checkout(one, folder)

    def patch(self, *words: str) -> tuple[int, str, str]:
        """Exit code, what came on stdout, what came on stderr."""
        done = self.lab.run(*self._command(*words), check=False, env=environment(self.lab), cwd=self.folder, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def start(self, *words: str, log: Path) -> "subprocess.Popen[bytes]":
        """The same, which goes on beside the test and says everything into the log."""
        return self.lab.start(*self._command(*words), log=log, env=environment(self.lab), cwd=self.folder)

    def _command(self, *words: str) -> list[str]:
        options = ["--group", GROUP, "--inventory", str(self.lab.inventory), "--state", str(self.folder / "ops")]
        return [str(ROOT / ".venv/bin/estate"), "patch", *words, *options, "--variables", VARIABLES]

    def document(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Exit code and the JSON."""
        code, said, complaint = self.patch(*words, "--json")
        assert said, complaint
        return code, json.loads(said)

    def readiness(self, environment: str) -> list[dict[str, Any]]:
        """What the readiness report says of an environment of whose resources the window's task alone is planned."""
        inputs = {"taskArn": "AWS-RunPatchBaseline"}
        layer = StackGraph(
            name=f"services-{environment}",
            layer="services",
            environment=environment,
            resources=(resource("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "install", inputs),),
            outputs={},
        )
        (self.folder / "plan.json").write_text(json.dumps(graphs_as_json((layer,))))
        command = [str(ROOT / ".venv/bin/estate"), "ready", environment, "--plan", "plan.json", "--json"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        (card,) = json.loads(done.stdout)["cards"]
        return card["verdicts"]


@pytest.fixture
def operator(base: Base, tmp_path: Path) -> Iterator[Operator]:
    """An operator of two hosts."""
    with lab(base, hosts=2) as one:
        yield Operator(one, tmp_path)


def test_an_operator_plans_patches_and_has_evidence_that_readiness_takes(operator: Operator) -> None:
    code, plan = operator.document("staging", "--plan")
    assert code == GOOD, plan
    assert plan["batches"] == [["h1"], ["h2"]]
    assert plan["expected_seconds"] > 0
    assert [package["new"] for host in plan["hosts"] for package in host["packages"]] == [BETTER, BETTER]
    assert versions(operator.lab) == dict.fromkeys(operator.lab.hosts, OLD)

    code, said, complaint = operator.patch("staging", "--check")
    assert code == GOOD, complaint
    assert [line.split()[0] for line in said.splitlines() if line.startswith("h")] == ["h1", "h2"]
    assert said.count(f"shop-web {OLD} -> {BETTER}") == 2
    assert said.count("1 package\n") == 2
    assert complaint.count("installed  (only checked)") == 2
    assert versions(operator.lab) == dict.fromkeys(operator.lab.hosts, OLD)

    window = "2020-01-01T00:00Z/2999-01-01T00:00Z"
    with traffic(operator.lab) as count:
        code, said, progress = operator.patch("staging", "--window", window, "--json")
    assert code == GOOD, progress
    done = json.loads(said)
    steps = [line.split(maxsplit=1)[1] for line in progress.splitlines() if line.split()[:1] == ["h1"]]
    assert steps == ["planned", "out of service", "installed", "healthy", "serves again"], progress
    assert count.failed == []
    assert versions(operator.lab) == dict.fromkeys(operator.lab.hosts, BETTER)
    assert [host["ending"] for host in done["hosts"]] == ["patched", "patched"]
    assert done["attestation"]["kind"] == "patch"
    assert done["attestation"]["subject"] == "staging"
    assert done["attestation"]["passed"] is True
    assert done["attestation"]["values"] == {"hosts": 2.0, "patched": 2.0, "reboots_pending": 0.0}
    assert read_evidence(Path(done["evidence"]))[-1]["event"] == "patched"
    assert "nothing to do\nevidence: " in operator.patch("staging", "--plan")[1]
    attested = load_evidence(operator.folder)
    assert attested.mistakes == ()
    assert [(one.kind, one.subject, one.passed) for one in attested.attestations] == [("patch", "staging", True)]
    (verdict,) = [one for one in operator.readiness("staging") if one["check"] == "patch_run_is_proven"]
    assert verdict["outcome"] == "pass"
    (proof,) = verdict["proofs"]
    assert (proof["kind"], proof["file"], proof["passed"], proof["by"]) == ("patch", "evidence/patch-staging.jsonl:1", True, "maple")
    assert proof["link"].startswith(done["evidence"]), "the report leads to what happened on each host"


def test_what_is_refused_what_is_out_of_reach_and_what_was_halted_have_codes_of_their_own(operator: Operator) -> None:
    code, _said, complaint = operator.patch("staging", "--window", "2020-01-01T00:00Z/2020-01-02T00:00Z")
    assert (code, "is in the past" in complaint) == (INPUT, True)
    code, _said, complaint = operator.patch("staging", "--window", "2999-01-01T00:00Z/2999-01-02T00:00Z")
    assert (code, "the window is closed: it opens at 2999-01-01T00:00:00Z" in complaint) == (INPUT, True)

    code, _said, complaint = operator.patch("staging", "--plan", "--package", "shop-wbe", "--hold", "h9")
    assert (code, "none of the hosts of this run" in complaint) == (INPUT, True)
    code, _said, complaint = operator.patch("staging", "--plan", "--package", "shop-wbe")
    expected = "h1: shop-wbe: not installed on this host; expected names of installed packages"
    assert (code, expected in complaint.splitlines()) == (INPUT, True), complaint

    operator.lab.stop_archive()
    code, _said, complaint = operator.patch("staging", "--plan")
    operator.lab.start_archive()
    assert (code, "No host was touched." in complaint) == (SURROUNDINGS, True)

    operator.lab.publish(UNHEALTHY)
    code, said, complaint = operator.patch("staging", "--override", "a drill")
    assert code == FOUND, complaint
    assert "h1                   went back" in said
    assert "Halted; no further host was touched." in said
    assert "Traceback" not in said + complaint


def test_a_run_that_somebody_interrupts_says_where_it_stands_and_how_it_goes_on(operator: Operator, tmp_path: Path) -> None:
    slow = 'DPkg::Pre-Invoke {"touch /run/installing; [ ! -e /run/slow ] || sleep 60";};'
    operator.lab.on("h1", f"echo '{slow}' >/etc/apt/apt.conf.d/slow; touch /run/slow")
    run = operator.start("staging", "--override", "a drill", log=tmp_path / "log")
    try:
        ssh = " ".join(operator.lab.ssh_options)
        operator.lab.wait(f"ssh -o ControlPath=none {ssh} root@{operator.lab.addresses['h1']} test -e /run/installing")
        operator.lab.run("pkill", "-INT", "-f", "bin/estate patch")
        assert run.wait(timeout=60) == FOUND
    finally:
        run.kill()
    said = (tmp_path / "log").read_text()
    assert "h1                   INTERRUPTED" in said
    assert "taken up again with --resume" in said
    operator.lab.on("h1", "rm /run/slow; pkill sleep; while pgrep -x apt-get >/dev/null; do sleep 0.1; done")
    code, _said, complaint = operator.patch("staging", "--override", "a drill", "--resume")
    assert code == GOOD, complaint
    assert versions(operator.lab) == dict.fromkeys(operator.lab.hosts, BETTER)
