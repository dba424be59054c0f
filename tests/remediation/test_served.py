"""`estate remediation serve` as it is started by hand: a person approves, the playbook heals, and what does not heal calls somebody."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.remediation.estates import ROOT, SECRET, alertmanager, firing
from tests.remediation.pagerduty_events import ROUTING_KEY, pagerduty_events

ESTATE = str(Path(sys.executable).with_name("estate"))
SECONDS = 120
OLD = 2 * 86_400  # seconds
HOST = "gen-1"
OPEN = {"accepted", "running", "approved"}


@dataclass(frozen=True)
class Project:
    """A project of its own, whose one host is this machine and whose disk is a folder."""

    folder: Path

    @property
    def disk(self) -> Path:
        """Full for as long as one file is in it, whatever else this machine holds."""
        return self.folder / "disk"

    @property
    def old(self) -> Path:
        """What the rules let go."""
        return self.disk / "old.tmp"

    def fill(self, *, by: str) -> None:
        """Let `df` say that the disk is nearly full until this file is gone."""
        df = self.folder / "bin/df"
        df.write_text(f'#!/bin/sh\necho "Use%"\n[ -e "{self.disk / by}" ] && echo " 96%" || echo " 40%"\n')
        df.chmod(0o755)

    def estate(self, *words: str) -> "subprocess.CompletedProcess[str]":
        state = ["--state", str(self.folder / "state")]
        return subprocess.run([ESTATE, "remediation", *words, *state], capture_output=True, text=True, check=False, cwd=self.folder)  # noqa: S603 - our own program

    def order(self, *, until: set[str]) -> dict[str, Any]:
        """The one order, once its status is one of these."""
        end, order = time.monotonic() + SECONDS, dict[str, Any]()
        while time.monotonic() < end:
            [order] = json.loads(self.estate("queue", "--all", "--json").stdout)["orders"]
            if order["status"] in until:
                return order
        raise AssertionError(f"{order}\n{(self.folder / 'log').read_text()}")

    def told(self) -> list[str]:
        """The events of the audit."""
        return [json.loads(line)["event"] for line in (self.folder / "state/audit.jsonl").read_text().splitlines()]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for part in ("catalog", "docs/runbooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / "ansible").symlink_to(ROOT / "ansible")
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable, "estate_service": "load-generator"}
    (tmp_path / "hosts.json").write_text(json.dumps({"all": {"hosts": {HOST: local}}}))
    project = Project(tmp_path)
    for folder in (project.disk, tmp_path / "bin"):
        folder.mkdir()
    for file in (project.old, project.disk / "young.tmp", project.disk / "old.db"):
        file.write_text("x")
    for file in (project.old, project.disk / "old.db"):
        os.utime(file, (time.time() - OLD, time.time() - OLD))
    project.fill(by=project.old.name)
    return project


def heal(project: Project, *, mode: str) -> None:
    """The estate's own limits; the disk of load-generator is cleared in staging with this mode."""
    file = project.folder / "catalog/remediation.yaml"
    limits = file.read_text().split("\nalerts:\n")[0]
    modes = limits.index("modes:", limits.index("clear-disk:"))
    limits = limits[:modes] + limits[modes:].replace("staging: auto", f"staging: {mode}", 1)
    rules = f"[{{folder: {project.disk}, names: '*.tmp', older_than: 1d}}]"
    action = f"{{kind: clear-disk, mount: {project.disk}, below: 80, rules: {rules}}}"
    file.write_text(f"{limits}\nalerts:\n  - alert: load-generator.disk\n    do: {action}\n")


@contextmanager
def served(project: Project, *, page_url: str = "http://127.0.0.1:9") -> Iterator[httpx.Client]:
    """The real program; it is ended at the end of the block."""
    secrets = {"ESTATE_REMEDIATION_ALERTMANAGER_SECRET": SECRET, "ESTATE_REMEDIATION_PAGE_KEY": ROUTING_KEY}
    more = {"ESTATE_REMEDIATION_PAGE_URL": page_url, "ESTATE_LOCKS": str(project.folder / "locks")}
    with socket.create_server(("127.0.0.1", 0)) as listener, (project.folder / "log").open("wb") as log:
        descriptor, address = listener.fileno(), listener.getsockname()
        words = ["serve", "staging", "--inventory", "hosts.json", "--state", "state", "--listen", f"fd:{descriptor}"]
        path = f"{project.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        environment = {**os.environ, **secrets, **more, "PATH": path}
        process = subprocess.Popen(  # noqa: S603 - our own program
            [ESTATE, "remediation", *words], cwd=project.folder, env=environment, pass_fds=[descriptor], stdout=log, stderr=log
        )
    try:
        with httpx.Client(base_url=f"http://{address[0]}:{address[1]}", timeout=SECONDS) as client:
            yield client
    finally:
        process.terminate()
        try:
            process.wait(SECONDS)
        finally:
            process.kill()


def alert(client: httpx.Client) -> int:
    body = alertmanager(firing(HOST, name="load-generator.disk", at=datetime.now(UTC)))
    return client.post("/webhooks/alertmanager", content=body, headers={"authorization": f"Bearer {SECRET}"}).status_code


def test_what_a_person_approves_is_healed_and_not_before(project: Project) -> None:
    heal(project, mode="approve")
    with served(project) as client:
        assert alert(client) == 202
        waiting = project.order(until={"waiting"})
        assert waiting["words"] == f"clear-disk on {HOST} waits for a person"
        assert project.old.exists(), "nobody has said yes"
        assert project.estate("approve", "1", "--by", "cedar").returncode == 0
        healed = project.order(until={"healed", "unhealed", "refused"})
    assert (healed["status"], healed["words"], healed["approved_by"]) == ("healed", "healed and verified", "cedar")
    assert sorted(file.name for file in project.disk.iterdir()) == ["old.db", "young.tmp"]
    assert project.told() == ["started", "accepted", "waiting", "approved", "begun", "healed"]
    kept = project.folder / "state/runs/1/evidence"
    assert str(project.old) in (kept / "1-diagnosed.txt").read_text()
    assert "is used to 40%" in (kept / "3-verified.txt").read_text()


def test_what_does_not_heal_calls_somebody_with_what_was_seen(project: Project) -> None:
    project.fill(by="young.tmp")
    heal(project, mode="auto")
    with pagerduty_events() as (url, taken), served(project, page_url=url) as client:
        assert alert(client) == 202
        event = taken.get(timeout=SECONDS)
        order = project.order(until={"unhealed"})
    assert "refused" not in event
    assert (event["routing_key"], event["event_action"], event["dedup_key"]) == (ROUTING_KEY, "trigger", "remediation/staging/1")
    payload = event["payload"]
    assert payload["summary"] == f"clear-disk did not heal {HOST} in staging (load-generator.disk)"
    assert (payload["source"], payload["severity"]) == (HOST, "error")
    details = payload["custom_details"]
    assert details["why"] == order["words"]
    assert str(project.old) in details["evidence"]["1-diagnosed"], "what was seen before anything was done"
    assert taken.empty(), "one call"
